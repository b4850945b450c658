"""Articles as training data for libraries of machine learning; they go out only."""
