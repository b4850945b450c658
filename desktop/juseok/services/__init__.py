"""What a person does, one keyword-only function each; no Qt."""
