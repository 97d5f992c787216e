"""The other way in: articles that another program gathered, through the same stages."""
