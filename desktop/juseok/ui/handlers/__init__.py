"""What the actions do, by subject; each set registers itself with the router."""
