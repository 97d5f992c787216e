"""What names articles: feeds, sitemaps and listings, from bytes to entries; pure, one reader a kind."""
