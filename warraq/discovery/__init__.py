"""From a site's address to its outlet file, and from an outlet file to what still answers; nothing here fetches anything itself."""
