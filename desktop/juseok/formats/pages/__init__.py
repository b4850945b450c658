"""An article as a page to read: HTML, PDF and PNG."""
