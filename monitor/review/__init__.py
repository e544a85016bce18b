"""Looking back: recorded vitals through the same heart that judges live ones."""
