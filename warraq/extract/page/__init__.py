"""The page as a tree: parsed within bounds, its blocks, lines, labels, metadata and segments."""
