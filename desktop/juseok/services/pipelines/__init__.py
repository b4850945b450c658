"""What the shell does with texts that are in no project."""
