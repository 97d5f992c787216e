"""Month names with the numbers of their months, as written."""

from __future__ import annotations

from typing import Final

from warraq.text.vocabulary import numbered
from warraq.words import calendar

GREGORIAN: Final = [pair for row in (*calendar.MONTH_NAMES.values(), calendar.LATIN_MONTHS) for pair in numbered(row)]

LIBYAN: Final = list(numbered(calendar.LIBYAN_MONTHS))
"""The names of the Jamahiriya, which count only inside a full date of Libya, or paired with a Gregorian name."""

HIJRI: Final = list(numbered(calendar.HIJRI_NAMES))
