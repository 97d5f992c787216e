"""The names of the rules by which a source is found; `attributions.rule` holds them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Rule(StrEnum):
    """The rule that found a source."""

    PAGE_HOST = "page-host"
    """The article stands on a page of the outlet's."""

    # Slots: bylines and datelines.
    DATELINE = "dateline"
    DATELINE_OUTLET = "dateline-outlet"
    BYLINE_ALONE = "byline-alone"
    BYLINE_CREDIT = "byline-credit"
    BYLINE_DESK = "byline-desk"
    BYLINE_EXCLUSIVE = "byline-exclusive"
    BYLINE_PERSON = "byline-person"
    BYLINE_PLACE = "byline-place"
    BYLINE_PUBLISHER = "byline-publisher"

    # Credit lines.
    CREDIT_ALONE = "credit-alone"
    CREDIT_CLOSING = "credit-closing"
    CREDIT_LABEL = "credit-label"
    CREDIT_SLOGAN = "credit-slogan"

    # Sentences in which an outlet reports.
    ACCORDING_TO = "according-to"
    CONTACT = "contact"
    HEADLINE = "headline"
    ANNOUNCED = "announced"
    ON_AIR = "on-air"
    PIECE = "piece"
    QUOTING = "quoting"
    READ_IN = "read-in"
    RELATIVE = "relative"
    REPORTER = "reporter"
    TOLD = "told"
    TOPIC = "topic"
    VERB = "verb"

    # Sentences in which the page speaks of itself, or of whom it copies.
    DISCLAIMER_OWN_VOICE = "disclaimer-own-voice"
    DISCLAIMER_WRITTEN_BY = "disclaimer-written-by"
    SELF_REFERENCE = "self-reference"
    STATEMENT_RECEIVED = "statement-received"

    ANAPHORA = "anaphora"
    """«الصحيفة»: an outlet that was named before."""
    JOINED = "joined"
    """«رويترز و…»: it shares the frame of the outlet in front."""
    PRESUMED = "presumed"
    """No frame: a name that nothing else is called, and nothing around it says what else it is here."""


DISCLAIMERS: Final = frozenset({Rule.DISCLAIMER_OWN_VOICE, Rule.DISCLAIMER_WRITTEN_BY})
