"""Tells the headline of an article from the name of a site, a section or a page of the site about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.page.blocks import Block
from warraq.extract.page.labels import Kind, label_of
from warraq.extract.page.wording import bare
from warraq.text.clean import clean_line
from warraq.text.vocabulary import alternatives
from warraq.words.kinds import SINGULAR

if TYPE_CHECKING:
    from collections.abc import Collection

    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata

MENU_LABEL_WORDS: Final = 4
"""Words of the longest label of a menu («أخبار محلية ودولية», «اتصل بنا»)."""
SITE_WORDS: Final = 3
"""Words of the name of a site that it states nowhere but in titles."""
TITLE_AND_SITE: Final = 2
"""Parts of a title that the name of the site follows."""
MENU: Final = 3
"""Links of the shortest menu."""

_HEAD_MARK: Final = re.compile(r"\s+[|–—»:/-]\s+")
_COLLECTS: Final = re.compile(
    r"(?:ال)?(?:ريسيه|رييسيه)|(?:ال)?صفحه (?:ال)?(?:ريسيه|رييسيه|اولي)|home(?: ?page)?|(?:ال)?(?:ارشيف|archives?)\b.*"
    r"|(?:نتايج|نتيجه) (?:ال)?بحث\b.*|(?:بحث|search)\b(?: results?| عن)?.*|(?:وسم|تصنيف|قسم|tag|category)(?: ?:| -).*"
    r"|(?:كل|جميع|احدث|اخر|اهم|ابرز) (?:ال)?(?:اخبار|مقالات|تدوينات|منشورات|مواضيع|تقارير)\b.{0,12}"
    r"|(?:ال)?(?:اخبار|اخبارنا|مقالات|مقالاتنا|مدونه|مدونتنا|منتجات|منتجاتنا|خدمات|خدماتنا|مشاريع|مشاريعنا|اعمالنا|متجر|مكتبه)"
    rf"|من نحن|عن (?:ال)?(?:شركه|مركز|جمعيه|موسسه|{alternatives(*SINGULAR.values())})"
    r"|عنا|حولنا|نبذه عنا|رويتنا.{0,20}|رسالتنا|اتصل بنا|تواصل معنا|فريق العمل"
    r"|سياسه الخصوصيه|شروط (?:ال)?(?:استخدام|خدمه)"
    r"|about(?: us)?|contact(?: us)?|news|blog|articles|latest news|services|products|our (?:services|products|team|work)|privacy policy"
)
"""Headlines of what gathers, and of what a site says of itself, as a whole."""
_MENUS: Final = XPath(
    "descendant::*[self::nav or self::header or self::footer or self::ul or self::menu][not(ancestor-or-self::article) and"
    " not(ancestor-or-self::main)]"
)
_TRAIL: Final = re.compile(r"bread-?c?r?umb|\bcrumbs?\b", re.IGNORECASE)


def is_own_headline(title: str | None, metadata: Metadata, document: Document) -> bool:
    """False for no headline, for one that is the name of the site, a label of its menus or a name for what gathers."""
    said = {bare(part) for part in _HEAD_MARK.split(metadata.document_title)[1:]}
    outlet = document.outlet
    names = map(bare, (*metadata.site_names, *((outlet.title, *outlet.aliases) if outlet else ())))
    parts = _HEAD_MARK.split(title) if title else []
    heads = [bare(part) for part in (title or "", *(parts[:1] if len(parts) == TITLE_AND_SITE else ()))]
    sites = {*names, *(part for part in said if part.count(" ") < SITE_WORDS)}
    return bool(title) and not any(_is_a_name(head, sites, document) for head in heads)


def _is_a_name(head: str, names: Collection[str], document: Document) -> bool:
    if not head or head in names or _COLLECTS.fullmatch(head):
        return True
    label = label_of(Block(head))
    if label is not None and label.kind in (Kind.POPULAR, Kind.RELATED) and not label.rest:
        return True
    return head.count(" ") < MENU_LABEL_WORDS and _is_in_menu(head, document)


def _is_in_menu(head: str, document: Document) -> bool:
    """True for what a menu of the page calls one of its links."""
    for menu in _MENUS(document.tree) if document.tree is not None else ():
        if _TRAIL.search(f"{menu.get('class') or ''} {menu.get('id') or ''} {menu.get('aria-label') or ''}"):
            continue
        labels = [bare(clean_line("".join(link.itertext()))) for link in menu.iter("a")]
        if len(labels) >= MENU and head in labels and all(label.count(" ") < MENU_LABEL_WORDS for label in labels):
            return True
    return False
