"""Light stems of Arabic words: what the forms of one noun or verb have in common, and other words of its root do not.

A word is first looked up in the list of irregular words, with fewer and fewer of its affixes; only where no reading leads there do the
rules decide. They take off conjunctions, prepositions, the article, pronouns and endings, and go no deeper than a word's pattern allows:
«حملة» keeps its ة, which parts it from «حمل», «عاصمة» loses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from warraq.text import stem_words
from warraq.text.letters import DROPPED, UNCOMMON
from warraq.text.loanwords import skeleton
from warraq.text.stem_patterns import IMPERFECTS, PLURALS, PLURALS_IN_TEH, SHORT_IMPERFECTS, VERBAL_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from warraq.text.stem_patterns import Table

_DROPPED_RUN: Final = re.compile(f"[{DROPPED}]+")
_ARABIC_RUN: Final = re.compile("[\u0621-\u064a]+")
_SHADDA: Final = "\u0651"
_RARE: Final = str.maketrans(UNCOMMON)
# As warraq.text.fold, but ة stays: it tells nouns apart.
_EVEN: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و"})

_ARTICLE_BEFORE: Final = re.compile(r"[وف]?(?:[بك]?[اٱ]ل|لل)(?=..)")
_CONJUNCTION: Final = re.compile(r"[وف](?=...)")
_PREPOSITION: Final = re.compile(r"[بلك](?=..)|س(?=[يتن].*[^ة]$)(?=....)")
# Before a word that no list has: ك begins many words and is rarely a particle («كاميرون»), short words rather begin with ب or ل.
_SURE_PREPOSITION: Final = re.compile("[بل]..[^ة]|س")
_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "كم", "نا")
# The first that fits; what stands before it had a ة (f), had none (m), either (e, p), or is what an adjective in ي comes from (y).
_ENDINGS: Final = (
    ("يتان", "y"), ("يتين", "y"), ("يات", "y"), ("يون", "y"), ("يين", "y"), ("يان", "y"), ("ية", "y"), ("يا", "y"),
    ("تان", "f"), ("تين", "f"), ("ات", "p"), ("ان", "m"), ("ين", "m"), ("ون", "m"), ("وا", "v"),
    ("ة", "f"), ("ه", "e"), ("ي", "y"), ("ا", "m"), ("ت", "v"),
)  # fmt: skip
_OF_ALEF: Final = ("يات", "يان", "يين", "ي")
"""Endings that nouns in ى may have."""
_LAST: Final = frozenset(ending[-1] for ending, _ in _ENDINGS)
"""Letters that endings end with: most words need not be tried with all of them."""
_HAMZAS: Final = "أإآ"
_REST: Final = 3
"""Letters that the rules leave of a word at least, as most Arabic roots have."""


@lru_cache(100_000)
def stems(word: str) -> frozenset[str]:
    """The stems of a word of a text, marks or none; several where it can be read in several ways. A word in no Arabic letters has none."""
    written = _spelled(word)
    if not _ARABIC_RUN.fullmatch(written):
        return frozenset()
    cores = list(_cores(written))
    return _known(cores, _doubled(word)) or frozenset(stem for core, definite in cores for stem in _ruled(core, definite))


@lru_cache(1_000)
def query_stems(word: str) -> frozenset[str]:
    """The stems of a word that somebody looks for: who types «بارد» does not mean «ب» and «ارد»."""
    written = _spelled(word)
    if not _ARABIC_RUN.fullmatch(written):
        return frozenset()
    cores = list(_cores(written))
    likeliest = next((core for core in cores if core[1]), cores[0])
    return _known(cores, _doubled(word)) or frozenset(_ruled(*likeliest))


def _spelled(word: str) -> str:
    """Without marks and tatweel, in the letters of Arabic, hamzas and ة as they are."""
    bare = _DROPPED_RUN.sub("", word)
    return bare if _ARABIC_RUN.fullmatch(bare) else _DROPPED_RUN.sub("", unicodedata.normalize("NFKC", bare)).translate(_RARE)


def _doubled(word: str) -> frozenset[int]:
    """Before which numbers of letters, counted from the end, a letter bears a shadda; hardly a word has one."""
    ends = (place + 1 for place, letter in enumerate(word) if letter == _SHADDA) if _SHADDA in word else ()
    return frozenset(len(_spelled(word[end:])) for end in ends)


def _cores(written: str) -> Iterator[tuple[str, bool]]:
    """What may be left without particles, the least taken off first, and whether an article was."""
    article = _ARTICLE_BEFORE.match(written)
    if article and (article[0] == "ال" or not _listed(written)):  # «وكالات» has none
        rest = written[article.end() :]
        # «للبنان» may be «ل» with «لبنان», «التزم» is a verb.
        yield from [("ل" + rest, False)] if article[0].endswith("لل") else [(written, False)] if rest[0] in "تق" else []
        yield rest, True
        return
    yield written, False
    joined = _CONJUNCTION.match(written)
    starts = [0, joined.end()] if joined else [0]
    for start in starts:
        yield from [(written[start:], False)] if start else []
        led = _PREPOSITION.match(written, start)
        if led and (_SURE_PREPOSITION.match(written, start) or written[led.end() :].translate(_EVEN) in _table()):
            yield written[led.end() :], False


# Words of the list


class _Form(NamedTuple):
    """A form that the list has."""

    written: str
    stem: str
    kind: str
    """n noun, p plural or other form of one, v verb, x name."""


def _known(cores: list[tuple[str, bool]], doubled: frozenset[int]) -> frozenset[str]:
    """What the list has for the first reading that is in it, foreign words in their one form too; empty where none is.

    `doubled`: as of `_doubled`. A plural of three letters doubles none («صُحُف»), so that the second of «صحّف» tells of a verb.
    """
    for core, _ in cores:
        no_plural = len(core) - 2 in doubled
        # «كتابه» is his book, «مدرسه» a school without its dots.
        if found := _listed(core, no_plural) | (_listed(core[:-1] + "ة", no_plural) if core.endswith("ه") else frozenset()):
            return found.union(filter(None, map(skeleton, found)))
    return frozenset()


def _listed(core: str, no_plural: bool = False) -> frozenset[str]:
    """`no_plural`: a plural of three letters it is not."""
    for base, ending in _bases(core):
        found = [form for form in _table().get(base.translate(_EVEN), ()) if _fits(base, form, ending)]
        if no_plural:
            found = [form for form in found if form.kind != "p" or len(form.written) != _REST]
        if found:
            # As written, else as who leaves out hamzas most likely means: «اعلام» rather is «إعلام» than «أعلام».
            choices = ([form for form in found if form.written == base], [form for form in found if form.kind != "p"], found)
            return frozenset(form.stem for form in next(filter(None, choices)))
    return frozenset()


def _fits(base: str, form: _Form, ending: str) -> bool:
    """Whether a word that was left without this kind of ending (empty: none) may be that form: no name has a plural, no plural a ة."""
    if any(one != other and one in _HAMZAS and other in _HAMZAS for one, other in zip(base, form.written, strict=True)):
        return False
    if ending == "i":
        return not form.written.endswith("ى")
    if form.kind == "x":
        return ending in ("", "y") or form.written.endswith("ي")
    return form.kind in "nv" if ending == "v" else form.kind == "n" if ending == "f" else True


@cache
def _table() -> Mapping[str, list[_Form]]:
    """The forms that a word may be, by its letters."""
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for kind, (first, *others) in _entries():
        stem = skeleton(first) or first.translate(_EVEN) if kind == "x" else _verbal_stem(first)
        for form in (first, *others):
            found[form.translate(_EVEN)].append(_Form(form, stem, "p" if kind == "n" and form is not first else kind))
    return found


def _entries() -> Iterator[tuple[str, list[str]]]:
    for kind, entries in (("n", stem_words.NOUNS), ("x", stem_words.NAMES), ("v", stem_words.VERBS)):
        yield from ((kind, entry.split()) for entry in entries.split(","))
    for root in stem_words.FORM_TWO.split():
        imperfect = root.replace("أ", "ؤ")
        yield "v", [f"ت{root[:2]}ي{root[2]}", root, f"ي{imperfect}", f"ت{imperfect}"]
    for root in stem_words.FORM_TWO_IN_PART.split():
        yield "v", [f"ت{root[:2]}ي{root[2]}", f"ي{root}", f"{root}ت", f"{root}وا"]
    for root in stem_words.FORM_THREE.split():
        perfect = f"{root[0]}ا{root[1:]}"
        yield "v", [f"م{perfect}ة", f"ي{perfect}", f"ت{perfect}", f"{perfect}ت", f"{perfect}وا"]
    for root in stem_words.FORM_FOUR.split():
        yield "v", [f"إ{root[:2]}ا{root[2]}", f"أ{root}", f"ي{root}", f"ت{root}"]


def _bases(core: str) -> Iterator[tuple[str, str]]:
    """The word, and what it may be an inflected form of, the least taken off first, each with the kind of ending taken off."""
    yield core, ""
    yield from _uninflected(core)
    for pronoun in (*_PRONOUNS, "ه") if core[-1] in "امنه" else ():
        if core.endswith(pronoun) and len(rest := core[: -len(pronoun)]) > 1:
            yield from ((rest[:-1] + "ة", ""), (rest, "")) if rest.endswith("ت") else ((_hamza(rest), ""),)
            yield from ((rest[:-1] + "ى", ""),) if rest.endswith("ا") else ()
            yield from _uninflected(rest)


def _uninflected(core: str) -> Iterator[tuple[str, str]]:
    if core[-1] not in _LAST:
        return
    for ending, kind in _ENDINGS:
        if kind == "e" or not core.endswith(ending) or len(stem := _hamza(core[: -len(ending)])) < 2:
            continue
        if kind == "y":  # «مرضية» is no form of «مرضى», «مستشفيات» is one of «مستشفى»
            yield stem + ("ية" if ending.startswith(("يا", "يت")) else "ي"), "" if ending in _OF_ALEF else "i"
        if kind in "fpy":
            yield stem + "ة", ""
        if kind in "mvp" or len(stem) > _REST or (kind == "y" and len(stem) == _REST):
            yield stem, kind


def _hamza(stem: str) -> str:
    """«أعضائ» of «أعضائه» is «أعضاء»."""
    return stem[:-1] + "ء" if stem.endswith(("ائ", "اؤ")) else stem


# Rules for the others


def _ruled(core: str, definite: bool) -> Iterator[str]:
    stem, kind = _cut(core, definite)
    if foreign := skeleton(stem):
        yield foreign
    if core[-1] in "نت" and len(core) - len(stem) == 2 and (foreign := skeleton(core)):
        yield foreign  # «هيدروجين», «كلينتون»: it may be no ending
    if any(form.kind == "x" for form in _table().get(stem.translate(_EVEN), ())):
        stem, kind = core, "x"  # a name has no such ending: «مصرا» is not «مصر»
        yield core.translate(_EVEN)
    if kind in "fe" or (kind == "p" and len(stem) <= _REST + 1):
        yield from _feminine(stem)
    if kind in "mye" or (kind == "p" and len(stem) > _REST):
        yield from _masculine(stem)
    if kind == "v":
        yield from _verb(stem)
    if core.startswith("م") and core.endswith(("يات", "يان", "يين")):
        yield stem.translate(_EVEN) + "ي"  # «مستويات» of «مستوى»
    if stem != core and core.endswith(("ت", "ان")) and not core.endswith("ات"):
        yield core.translate(_EVEN)  # «روبوت», «قرصان»: it may be no ending


def _cut(core: str, definite: bool) -> tuple[str, str]:
    """The word without pronoun and ending, and the kind of what is left; v where it may be a verb."""
    for pronoun in _PRONOUNS + (("ه",) if core.endswith(("ته", "ائه", "اؤه")) else ()):
        if core.endswith(pronoun) and len(core) - len(pronoun) >= _REST:
            core = core[: -len(pronoun)]
            if core.endswith("ت") and not core.endswith("ات"):
                return core[:-1], "f"
            break
    if not definite and any(_led(core.translate(_EVEN), IMPERFECTS)):
        return core, "v"
    for ending, kind in _ENDINGS if core[-1] in _LAST else ():
        if (
            core.endswith(ending)
            and len(core) - len(ending) >= _REST - (kind == "p")
            and not (kind == "v" and definite)
            and not _is_verbal_noun(core)
        ):
            return _hamza(core[: -len(ending)]), "v" if kind == "m" and not definite else kind
    return core, "m" if definite else "v"


def _is_verbal_noun(core: str) -> bool:
    """«تدشين», «تثبيت» and «امتحان»: their last letter is their root's."""
    return _ENDS_IN_ROOT.fullmatch(core) is not None


_ENDS_IN_ROOT: Final = re.compile("ت..ي[نت]|ا...ا[نت]|است..ا[نت]|إ..ا[نت]")


def _feminine(stem: str) -> Iterator[str]:
    """«حملة» is not «حمل»; «وكالة» and «عاصمة» have no such neighbours, and adjectives should lose it."""
    if singulars := list(_led(stem, PLURALS_IN_TEH)):
        yield from singulars
        return
    even = stem.translate(_EVEN)
    kept = len(even) <= _REST or even.endswith("اي")
    yield even + "ة" if kept else even


def _verb(stem: str) -> Iterator[str]:
    """An imperfect as its perfect, where the pattern is plain."""
    even = stem.translate(_EVEN)
    found = list(_led(even, IMPERFECTS)) or list(_led(even, SHORT_IMPERFECTS))
    yield from found or _masculine(stem)


def _masculine(stem: str) -> Iterator[str]:
    """A plural as its singular, a verbal noun as its verb, where the pattern is plain; any other stem as it is."""
    singulars = list(_led(stem, PLURALS))
    yield from singulars or (_verbal_stem(stem),)


def _verbal_stem(word: str) -> str:
    """The stem of a word as the list writes it: a verbal noun's is its verb's."""
    return next(_led(word, VERBAL_NOUNS), word.translate(_EVEN))


def _led(word: str, table: Table) -> Iterator[str]:
    """What the first pattern of a table that fits makes of a word."""
    for pattern, results in table:
        if found := pattern.fullmatch(word):
            yield from (found.expand(result).translate(_EVEN) for result in results)
            return
