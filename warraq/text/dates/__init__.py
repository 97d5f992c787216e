"""Dates of the Arabic press: what a stamp states (`parse_date`), and which of a page's stamps is its publication (`find_date`)."""

from __future__ import annotations

from warraq.text.dates.model import ParsedDate, Precision, Stamped
from warraq.text.dates.parse import parse_date, parse_stamp

__all__ = ["ParsedDate", "Precision", "Stamped", "parse_date", "parse_stamp"]
