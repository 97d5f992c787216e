"""Answers as pages: templates, the words around them, and what a page shows that its answer does not hold."""
