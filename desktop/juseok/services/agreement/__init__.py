"""Agreement: counted, drawn, reported."""
