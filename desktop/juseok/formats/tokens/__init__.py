"""Formats of tokens and sentences: what they cannot say stands in a side file beside them."""
