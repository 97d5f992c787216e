"""Finds where one text stands in several articles: fingerprints, comparison, stories and their origin. No Scrapy, no SQL."""
