"""Review of many annotators into gold."""
