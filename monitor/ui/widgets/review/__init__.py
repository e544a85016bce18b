"""Parts of the review window: each paints views and decides nothing."""
