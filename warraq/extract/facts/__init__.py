"""What a page states of its article: headline, byline, times, section, pictures, language, address."""
