"""Parts of the display. Each shows a view and decides nothing; views come from `monitor.ui.presenter`."""
