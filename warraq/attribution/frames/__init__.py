"""Sentences that cite: the frames around a mention, and what they say of it."""
