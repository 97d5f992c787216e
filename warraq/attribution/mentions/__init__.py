"""Names in a text: found, completed, and resolved to outlets."""
