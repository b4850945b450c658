"""Item models: ids from the project file, rows fetched by the page."""
