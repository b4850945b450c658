"""Search over the project."""
