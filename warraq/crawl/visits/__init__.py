"""One-off visits outside a crawl: single pages asked for and what they answered."""
