"""The text of an article: by a layout, by the generic reader, and led back to the blocks of the page."""
