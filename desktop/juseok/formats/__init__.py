"""Files of other programs and our own: one module per format; every run gives a report."""
