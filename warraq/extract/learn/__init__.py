"""Learning a layout from pages that were read, and trying it."""
