"""One article into rows: the writing thread, its batches, what to do with an article, and the rows it becomes."""
