"""Scrapy's parts around the spiders: the run's account, the guarded resolver, hosts that asked to wait, failures with a class."""
