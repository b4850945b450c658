"""The panes of the main window; each gets what it needs, never the window."""
