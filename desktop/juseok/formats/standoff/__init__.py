"""Annotations without the texts: places and hashes only."""
