"""Dialogs: only where a panel will not do."""
