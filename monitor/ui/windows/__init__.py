"""Top-level windows; each composes widgets and leaves wording to the presenter."""
