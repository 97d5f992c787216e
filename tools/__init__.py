"""What writes docs/ from the code; not shipped."""
