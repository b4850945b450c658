"""Entities, their names, who is whom, and the register of the project."""
