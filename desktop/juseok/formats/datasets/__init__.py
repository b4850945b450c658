"""Articles as training data for libraries of machine learning; rows of the Hub come in again."""
