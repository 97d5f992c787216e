"""Pages that are no article: why they are refused."""
