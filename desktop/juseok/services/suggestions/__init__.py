"""What the machine proposes, why, and what becomes of it."""
