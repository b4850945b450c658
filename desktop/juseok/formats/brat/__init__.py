"""brat standoff: a folder of texts, each with its annotations beside it."""
