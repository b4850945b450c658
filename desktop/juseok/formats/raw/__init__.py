"""Raw texts on their way in: text files, and tables of texts."""
