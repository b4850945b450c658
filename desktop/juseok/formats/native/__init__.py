"""The native format: everything of a project as JSON lines."""
