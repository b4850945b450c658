"""The project file: an append-only log in SQLite and its projection."""
