"""Trims what readers take along at the edges of a text: headline, byline and date above it, credits and notices below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.page.labels import is_notice
from warraq.extract.page.lines import PARAGRAPH_WORDS
from warraq.extract.page.wording import is_date_line, is_one_of, shingles, words_of
from warraq.text.fold import fold
from warraq.text.vocabulary import listed
from warraq.words import agencies

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from warraq.extract.page.blocks import Block

TOP: Final = 8
"""Lines at the top of a text among which its headline may stand; readers of pages laid out with tables take the rows above along."""
DATE_LINE_WORDS: Final = 12
"""Words of a line that is a date and hardly anything else: one in two calendars has eleven; a first sentence with a date has more."""
CAPTION_WORDS: Final = 15
TEASER_SHARE: Final = 0.8
"""Share of a line's shingles that the next line holds too; teasers end in an ellipsis or half a word."""

AGENCY_WORDS: Final = 4
"""Words of an outlet's name beside an agency's."""
AGENCY_LINE_WORDS: Final = 9

_JOINT: Final = re.compile(r"\s*[+،,/|–]\s*|\s+-\s+|\s+و\s*(?=وكالات)|-{2,}")
_SIGNED_ALONE: Final = listed(agencies.AGENCIES, agencies.AGENCY_INITIALS, agencies.AGENCY_INITIALS.replace("+", ".")) | listed(
    "وكالات الوكالات وكالات+أنباء متابعات"
)
"""Names under which agencies sign; what else a page prints alone under a text may be anything."""
_CAPTION: Final = re.compile(r"(?:^|[\s_-])(?:cap|caption|captions|photo-?credit|img-?desc)(?:$|[\s_-])", re.IGNORECASE)
_NO_NAME: Final = r"(?!\s*(?:النهاية|نهاية|انتهى|انتهت|يتبع|تمت|صور|بالصور|فيديو|بالفيديو|شاهد|\d))"
_INITIALS: Final = agencies.AGENCY_INITIALS.replace("+", r"\W?").replace("أ", "[أا]").replace(" ", "|")
_LONE_CREDIT: Final = re.compile(rf"[-–—*\s]*[(\[]{_NO_NAME}[^()\[\]\d]{{2,40}}[)\]][\s.*-]*|(?:{_INITIALS})\W*")
"""A last line that is nothing but a name in brackets: «--(بترا)», «(أ ف ب)»; end marks and notes on pictures are none."""
_WRITTEN_LETTER: Final = r"[^\W\d_ـ]"
_WORDED: Final = re.compile(_WRITTEN_LETTER)
_END_MARK: Final = re.compile(
    r"[\W\d_ـ]*(?:(?:ال)?(?:نهاية|نهايه|انتهى|انتهي|انتهت|يتبع|تمت)"
    rf"(?:[\W\d_]+{_WRITTEN_LETTER}{{1,2}})*[\W_]*"
    rf"|{_WRITTEN_LETTER}(?:[\W\d_]+{_WRITTEN_LETTER}){{1,6}}[\W\d_]*|{_WRITTEN_LETTER}{{1,2}}(?:\s*[./-]\s*{_WRITTEN_LETTER}{{1,2}}){{1,6}}[\W\d_]*)?",
    re.IGNORECASE,
)
"""Nothing but marks, figures and the initials of editors, or the word that ends a dispatch."""
_STAMP: Final = re.compile(r"\W*(?:آخر تحديث|اخر تحديث|تاريخ|تم النشر|نُشر|نشر|حُرر|حرر|تحديث|updated|published|last )", re.IGNORECASE)
_CREDIT_NOTE: Final = re.compile(r"\s*\*\s*(?:خدمة|بالاتفاق مع|ترجمة|المصدر|نقلا عن|نقلاً عن)\s.{2,50}")
"""«* خدمة «نيويورك تايمز»»: syndicated columns."""


def below_headline(
    blocks: Sequence[Block], places: Sequence[int], heads: Collection[str], said: Collection[str] = (), *, captions: bool = False
) -> list[int]:
    """The places of a text's lines from below its headline on: without byline (`heads` are both, bare), date, links and caption at its top,
    without a teaser that the next line repeats, a date
    of publication or update at its end, and without any h1; `captions`: the text is made of these."""
    heads = set(heads) - {""}  # lines of nothing but marks are bare too
    top = [place for place in places[:TOP] if is_one_of(blocks[place].text, heads)]
    kept = [place for place in places if blocks[place].tag != "h1" and (not top or place > top[-1])]
    told = {*heads, *said}
    while kept and (_is_head(blocks[kept[0]], told, captions=captions) or _is_teaser([blocks[place] for place in kept[:2]])):
        kept.pop(0)
    while len(kept) > 1 and _STAMP.match(blocks[kept[-1]].text) and _is_date(blocks[kept[-1]]):
        kept.pop()
    return kept


def _is_head(block: Block, heads: Collection[str], *, captions: bool) -> bool:
    if (
        is_one_of(block.text, heads)
        or not _WORDED.search(block.text)
        or (block.link_share > 0.5 and block.words < PARAGRAPH_WORDS)
        or (is_caption(block) and not captions)
    ):
        return True
    return _is_date(block)


def _is_date(block: Block) -> bool:
    return is_date_line(block) and block.words <= DATE_LINE_WORDS


def is_caption(block: Block) -> bool:
    """True for a line that its element calls a caption, and for a short one without a full stop right under an image."""
    return is_called_caption(block) or (
        block.under_image
        and block.words <= CAPTION_WORDS
        and not block.is_heading
        and not block.text.endswith((".", "!", "؟", ":", '"', "»"))
    )


def is_called_caption(block: Block) -> bool:
    """True for a line whose element is a caption by its tag or its class."""
    named = block.element.get("class") or "" if block.element is not None else ""
    return block.tag == "figcaption" or bool(_CAPTION.search(named))


def _is_teaser(lines: Sequence[Block]) -> bool:
    """True for a line that the next one says as well, whole or cut short; rows of a table are much alike."""
    if lines[0].tag == "tr" or (len(lines) > 1 and lines[0].words * TEASER_SHARE > lines[1].words):
        return False
    mine, after = (set(shingles(words_of(block.text))) for block in lines) if len(lines) > 1 else (set(), set())
    return bool(mine) and len(mine & after) >= TEASER_SHARE * len(mine)


def above_signature(blocks: Sequence[Block], places: Sequence[int], signed: Collection[str]) -> list[int]:
    """The places without a last line that is nothing but one of the names of those who wrote the text; these are bare."""
    return list(places[:-1] if len(places) > 1 and is_one_of(blocks[places[-1]].text, signed) else places)


def above_closing(lines: Sequence[str]) -> tuple[list[str], str | None]:
    """The lines without notices, end marks and desk codes («***», «(انتهى)», «17302», «م.ش / ع.ج») at their end, and without a last one
    that only names whom the text is from; and that line."""
    kept = list(lines)
    while len(kept) > 1 and not _is_credit(kept[-1]) and (is_notice(kept[-1]) or _END_MARK.fullmatch(kept[-1])):
        kept.pop()
    return (kept[:-1], kept[-1]) if len(kept) > 1 and _is_credit(kept[-1]) else (kept, None)


def _is_credit(line: str) -> bool:
    return bool(_LONE_CREDIT.fullmatch(line) or _CREDIT_NOTE.fullmatch(line) or _is_agencies(line))


def _is_agencies(line: str) -> bool:
    """True for a line that names agencies and hardly anything else: «رويترز», «السنديان + وكالات»."""
    if line.count(" ") >= AGENCY_LINE_WORDS:
        return False
    pieces = [fold(piece.strip(" .()*")) for piece in _JOINT.split(line) if piece.strip(" .()*")]
    return any(piece in _SIGNED_ALONE for piece in pieces) and all(piece.count(" ") < AGENCY_WORDS for piece in pieces)
