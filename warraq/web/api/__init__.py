"""What the store answers, one file a resource: the same dictionaries for the API, the pages and their JSON."""
