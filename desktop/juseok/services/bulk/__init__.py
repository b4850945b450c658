"""One edit to many annotations: tag all, recode, and what does not agree with itself."""
