"""Work between copies of a project, without a server."""
