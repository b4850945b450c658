"""The scheme of the project: edited, migrated, in use."""
