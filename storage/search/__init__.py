"""Full text: the words that are indexed, the query that is typed, what is found and how it is shown."""
