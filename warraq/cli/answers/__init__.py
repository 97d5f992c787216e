"""Commands that answer from the store to people who write no SQL."""
