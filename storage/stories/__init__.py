"""Articles joined into stories: their prints, what copies are looked up and linked, and the chain of a story."""
