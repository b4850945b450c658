"""Articles and annotations out to other tools' formats and back."""
