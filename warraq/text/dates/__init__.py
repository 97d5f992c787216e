"""Dates of the Arabic press: what a stamp states (`parse_date`), and which of a page's stamps is its publication (`find_date`)."""

from __future__ import annotations

from warraq.text.dates.find import Found, find_date
from warraq.text.dates.model import ParsedDate, Precision, Stamped
from warraq.text.dates.parse import parse_date, parse_stamp

__all__ = ["Found", "ParsedDate", "Precision", "Stamped", "find_date", "parse_date", "parse_stamp"]
