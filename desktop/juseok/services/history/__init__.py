"""What was done, and the project as it was."""
