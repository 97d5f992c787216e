"""Store and query: the SQL side of Warraq, without Scrapy."""
