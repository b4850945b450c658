"""Layers of one article side by side, and what they differ in."""
