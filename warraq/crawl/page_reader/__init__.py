"""Pages read in processes of their own, which can be stopped."""
