"""Warraq (ورّاق) records the Arabic news: outlets in, articles with their sources out."""
