"""The review: what annotators say of one place, one beside the other, and what was decided."""
