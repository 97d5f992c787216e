"""What is told without being asked: how the outlets are, what is new about it, and metrics."""
