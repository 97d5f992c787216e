"""News agencies by the names under which they sign alone."""

from __future__ import annotations

from typing import Final

AGENCIES: Final = """
رويترز أف+ب أ+ب أ.ب فرانس+برس أسوشيتد+برس الأناضول وكالة+الأناضول بترا واس وام قنا كونا بنا سانا وفا صفا واج وات ومع
تاس سبوتنيك شينخوا نوفوستي إفي أنسا AFP Reuters AP dpa Xinhua Anadolu
"""
"""«+» joins the words of one name."""

AGENCY_INITIALS: Final = "أ+ف+ب د+ب+أ أ+ش+أ"
"""Letters that agencies sign with, joined by "+"; texts put dots, spaces or nothing between them."""

ORDINARY_AGENCIES: Final = "إفي أنسا"
"""Of these names the ones that running text uses for other things too."""
