"""Linked data as JSON-LD: W3C Web Annotation, and claims in the words of schema.org."""
