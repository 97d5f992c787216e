"""Fetch: what to visit, and nothing about what a page means."""
