"""What people ask of the store: articles, figures, and everything out."""
