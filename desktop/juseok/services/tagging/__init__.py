"""Tags, claims and relationships by hand, and what is known of an article."""
