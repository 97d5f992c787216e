"""Leaves out what stands in boxes that ask the reader for something: polls, forms, newsletters, buttons that call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.page.kinship import innermost_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

BOX_WORDS: Final = 60
"""Words of such a box at most."""
BOX_SHARE: Final = 1 / 3
"""Share of the text's words that such a box holds at most; some sites put the whole page into a form."""
POST_DEPTH: Final = 6
"""Elements around a line of a post, its own frame among them."""
_POST_CLASS: Final = re.compile(
    r"(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|telegram-post"
    r"|reddit-(?:card|embed)\S*|bluesky-embed)(?:$|[\s_-])"
)
MOST_CONTROLS: Final = 50
_CONTROLS: Final = ("form", "input", "textarea", "button")
_ASKING: Final = frozenset(("radio", "email", "text", "tel"))
_CALL: Final = re.compile(
    r"تواصل|اتصل|اشترك|الاشتراك|سجل|احجز|اطلب|ابدأ|جرب|حمل|صوت|تصويت|أرسل|ارسال|إرسال|انضم|تبرع"
    r"|subscribe|sign up|contact|donate|join|vote|send",
    re.IGNORECASE,
)


def without_forms(blocks: Sequence[Block], places: Sequence[int]) -> tuple[int, ...]:
    """The places of a text without those in boxes that hold a form, a field to fill in, or a button that calls on the reader."""
    container = innermost_around(element for place in places if (element := blocks[place].element) is not None)
    controls = _controls(container) if container is not None else []
    if not controls:
        return tuple(places)
    words = _words_inside(blocks, places)
    most = min(BOX_WORDS, BOX_SHARE * sum(blocks[place].words for place in places))
    asking = {box for control in controls if (box := _box(control, words, most)) is not None}
    return tuple(place for place in places if not asking or not _is_inside(blocks[place].element, asking))


def without_posts(blocks: Sequence[Block], places: Sequence[int]) -> tuple[int, ...]:
    """The places of a text without those in posts of other sites that it shows."""
    told: dict[HtmlElement, bool] = {}
    return tuple(place for place in places if not _is_in_post(blocks[place].element, told))


def _is_in_post(element: HtmlElement | None, told: dict[HtmlElement, bool]) -> bool:
    """`told` remembers which elements are posts, as the lines of a text stand in the same."""
    for _ in range(POST_DEPTH):
        if element is None:
            return False
        if element not in told:
            told[element] = bool(_POST_CLASS.search(element.get("class") or ""))
        if told[element]:
            return True
        element = element.getparent()
    return False


def _words_inside(blocks: Sequence[Block], places: Sequence[int]) -> dict[HtmlElement, int]:
    """How many words of the text stand in each element around it."""
    words: dict[HtmlElement, int] = {}
    for place in places:
        element = blocks[place].element
        while element is not None:
            words[element] = words.get(element, 0) + blocks[place].words
            element = element.getparent()
    return words


def _controls(container: HtmlElement) -> list[HtmlElement]:
    """The controls in the innermost element around the whole text."""
    found = []
    for element in container.iter(*_CONTROLS):
        if element.tag in ("form", "textarea") or _asks(element):
            found.append(element)
        if len(found) >= MOST_CONTROLS:
            break
    return found


def _asks(element: HtmlElement) -> bool:
    if element.tag == "input":
        return (element.get("type") or "text").lower() in _ASKING
    return bool(_CALL.search("".join(element.itertext())))


def _box(control: HtmlElement, words: dict[HtmlElement, int], most: float) -> HtmlElement | None:
    """The outermost element around the control that holds so many words of the text at most; None where none of them holds any."""
    box, around = None, control
    while around is not None and words.get(around, 0) <= most:
        box, around = around if around in words else box, around.getparent()
    return box


def _is_inside(element: HtmlElement | None, boxes: set[HtmlElement]) -> bool:
    while element is not None and element not in boxes:
        element = element.getparent()
    return element is not None
