"""The one form under which an article's address is known, whatever its feed, its AMP page or a newsletter added to it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urlsplit

from w3lib.url import canonicalize_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EMBEDDED_FRAGMENT: Final = "warraq-"
"""How the fragment begins that tells an article embedded in another's page from that page; it survives `canonical_url`."""

LONGEST_URL: Final = 2000
"""Characters of the longest address taken. PostgreSQL's index holds 2,704 bytes an entry, and no article of a real site comes near."""

MOST_PARAMETERS: Final = 100
"""Of the longest query taken. Putting 470 into order takes w3lib 1 ms, and 13,000 addresses of that kind fit into a sitemap."""

FORM: Final = 2
"""Number of the rules that `canonical_url` goes by; a store whose addresses are of other rules is brought to these by `db upgrade`."""

# Parameters that say how a reader came, not what is read: Google, Meta, Microsoft, X, TikTok, Yandex, mail and BBC campaigns, Matomo,
# advertisers' networks, the link that answers a comment, sessions.
_TRACKING: Final = re.compile(
    r"(?:utm_\w*|at_(?:medium|campaign|custom\d|format|link\w*|ptr_name|bbc_team)|_ga|_gl|_gaa|gaa_\w+|_hs(?:enc|mi|fp|sc|tc)|hsctatracking"
    r"|hsa_\w+|[gd]clid|gclsrc|[gw]braid|gad_\w+|srsltid|fbclid|fb_\w+|mibextid|msclkid|twclid|__twitter_impression|ttclid|yclid|ysclid"
    r"|_openstat|li_fat_id|igsh(?:id)?|mc_[ce]id|mkt_tok|vero_id|oly_(?:enc|anon)_id|wickedid|ref_(?:src|url)|s_cid|s_kwcid|xtor|wt[._]mc(?:_id)?"
    r"|(?:mtm|matomo|pk|piwik)_(?:campaign|cid|content|group|keyword|kwd|medium|placement|source)|tblci|dicbo|guccounter|guce_referrer\w*"
    r"|_x_tr_\w+|__cf_chl_\w+|ns_(?:mchannel|campaign|source|linkname)|cmpid|ocid|replytocom|phpsessid|jsessionid|aspsessionid\w*)",
    re.IGNORECASE,
)
_SHARED_BY: Final = (
    "rss|feed|rss_?feed|atom|newsletter|facebook|fb|twitter|x|telegram|whatsapp|linkedin|instagram|threads|bluesky|mastodon|pinterest|reddit"
    "|tumblr|pocket|viber|messenger|email|e-mail|mail|print|jetpack-[a-z]+|custom-[0-9]+"
)
# Pairs of which the name alone could say what is read: who shared the link, the same page for a printer, a number against caches.
_WAY_HERE: Final = re.compile(
    rf"(?:share|from|source|src|ref|via)=(?:{_SHARED_BY})|print=(?:1|true|yes)|_=\d{{8,}}",
    re.IGNORECASE,
)
_AMP_PARAMETER: Final = re.compile(r"amp(?:=(?:1|true)?)?|(?:outputtype|output)=amp|m=[01]|mobile=(?:1|true)", re.IGNORECASE)
_AMP_PATH: Final = re.compile(r"/amp/?$|^/amp(?=/.)|\.amp(?=$|\.html?$)", re.IGNORECASE)
_SESSION_PATH: Final = re.compile(r";jsessionid=[^/?;]*|(?<=/)(?:\((?:[A-Z]\([^()/]*\))+\)/)+", re.IGNORECASE)
"""Java's, and ASP.NET's `(S(…))`."""
_ENCODED_TWICE: Final = re.compile(r"(?:%(?:25)+[0-9A-F]{2})+", re.IGNORECASE)
_MARKS: Final = re.compile("%(?:C[CDE]|D[267CDF]|D8%9|D9%(?:8[B-F]|9|B0)|DB%[9A]|[EF])")
"""First bytes in UTF-8 of all that NFC can change, in the order or the form of marks; without one a tenth of the time is enough."""
_ESCAPED_LETTERS: Final = re.compile(r"[A-Za-z]?(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
"""Escapes beyond ASCII, with the letter that a mark may stand on."""
_MOBILE_HOST: Final = re.compile(r"^(?:m|amp|mobile)\.(?=[^.]+\.[^.])")
# Second levels under which country registries sell names: elwatan.com.eg is one site, com.eg is none.
_SHARED_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "info", "ltd", "mil", "net", "org", "press", "sch"})
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_PLAIN_HOST: Final = re.compile(
    r"https?://([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::[1-5]?\d{1,4})?/[\x21-\x7e]{0,1000}\Z"
)
"""A host that stands in an address as it is returned, in an address of ordinary characters; a tenth of the time that w3lib takes."""
_ADDRESSES_KEPT: Final = 1_000
"""Addresses whose checked form is remembered: one is asked for up to three times in a row, for its host, its outlet and its verdict."""
_DEFAULT_PORT: Final = {"http": 80, "https": 443}
_YEAR_IN_ADDRESS: Final = r"(?:19|20)\d\d"
_MONTH_IN_ADDRESS: Final = r"(?:0?[1-9]|1[0-2])"
_DAY_IN_ADDRESS: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_TIME_IN_ADDRESS: Final = r"(?:[T/_.-]?(?:[01]\d|2[0-3])[:_.-]?[0-5]\d(?:[:_.-]?[0-5]\d)?)?"
_DATE_IN_ADDRESS: Final = re.compile(
    rf"(?<!\d)(?:{_YEAR_IN_ADDRESS}[/_.-]{_MONTH_IN_ADDRESS}[/_.-]{_DAY_IN_ADDRESS}{_TIME_IN_ADDRESS}|{_DAY_IN_ADDRESS}[/_.-]{_MONTH_IN_ADDRESS}[/_.-]{_YEAR_IN_ADDRESS}{_TIME_IN_ADDRESS}|{_YEAR_IN_ADDRESS}(?:0[1-9]|1[0-2])(?:[0-3]\d{_TIME_IN_ADDRESS})?"
    rf"|[0-3]\d(?:0[1-9]|1[0-2]){_YEAR_IN_ADDRESS}|(?:0[1-9]|1[0-2])(?:[0-3]\d)?{_YEAR_IN_ADDRESS}|(?:1[5-9]|[23]\d)(?:0[1-9]|1[0-2])[0-3]\d"
    rf"|[0-3]\d(?:0[1-9]|1[0-2])(?:1[5-9]|[23]\d)|{_YEAR_IN_ADDRESS}|1[345]\d\d)(?!\d)",
    re.IGNORECASE,
)
"""Days, months and years, with a time of day behind them, in the orders that addresses have; years of the Hijri calendar too."""
_OWN_NUMBER: Final = re.compile(r"(?<![0-9a-z])[a-z]*(\d{4,18})(?![0-9a-z])", re.IGNORECASE)


def canonical_url(url: str, *, keep_fragment: bool = False) -> str:
    """The form of an http or https address that equals for every way of writing it.

    Host in lower case and ASCII (IDNA) without its default port or credentials; percent-escapes in upper case, of composed letters (NFC)
    and encoded once; query sorted, without tracking and session parameters; AMP and mobile forms led back to the page they stand for; no
    fragment but that of an embedded article, or any with `keep_fragment`. Scheme and `www.` stay: there are hosts that answer to one form
    only. A canonical address is its own.
    Raises ValueError for another scheme, an address without a valid host or port, or one longer than `LONGEST_URL` or with more than
    `MOST_PARAMETERS`.
    """
    parts = urlsplit(_checked(url))
    path = _AMP_PATH.sub("", _SESSION_PATH.sub("", parts.path)) or "/"
    query = "&".join(filter(_tells_content, parts.query.split("&")))
    fragment = parts.fragment if keep_fragment or parts.fragment.startswith(EMBEDDED_FRAGMENT) else ""
    return SplitResult(parts.scheme, _netloc(parts), path, query, fragment).geturl()


def embedded_url(page_url: str, key: str) -> str:
    """Address of an article that stands in the page of another and has none of its own; `key` tells it from the page's other texts."""
    return f"{canonical_url(page_url).partition('#')[0]}#{EMBEDDED_FRAGMENT}{key}"


def host_of(url: str) -> str:
    """Host of an http or https address, lower case, ASCII, without port. Raises ValueError as `canonical_url` does."""
    if plain := _PLAIN_HOST.match(url):
        return plain[1]
    return _host(urlsplit(_checked(url)))


def bare_host(host: str) -> str:
    """The host without `www.`, where a name with a dot is left: `www.bayt.example` and `bayt.example` are one site."""
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def same_outlet(host: str, domains: Iterable[str]) -> bool:
    """Whether the host is one of the domains or lies below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def belongs(host: str, domains: Iterable[str], others: Iterable[str] = ()) -> bool:
    """Whether the domain that fits the host best is one of `domains`, and not one of `others`, which are other outlets'."""
    return _longest(host, domains) > _longest(host, others)


def _longest(host: str, domains: Iterable[str]) -> int:
    """Characters of the longest domain that the host is or lies below; 0: none."""
    return max((len(domain) for domain in domains if host == domain or host.endswith(f".{domain}")), default=0)


def registrable(host: str) -> str:
    """The part of a host name that one owner registered: `news.elwatan.com.eg` -> `elwatan.com.eg`; addresses in figures stay whole.

    A rule instead of the public suffix list: two labels, three where a generic second level stands under a country's domain. It is for
    grouping hosts, never for deciding what a site may reach or change: `warraq.text.suffixes` and the outlet files are for that.
    """
    labels = host.split(".")
    if host.startswith("[") or labels[-1].isdigit():
        return host
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED_SECOND_LEVEL
    return ".".join(labels[-3:] if shared else labels[-2:])


def own_number(url: str) -> int | None:
    """The number of four digits or more that stands for the article in its address: the longest, of several the last. None where there is
    none but in dates, where letters stand behind it, as in the figures of a hash, or in what is no address."""
    try:
        _, _, path, query, _ = urlsplit(url)
    except ValueError:
        return None
    words = _DATE_IN_ADDRESS.sub(" ", unquote(f"{path}?{query}"))
    return int(max(reversed(found), key=len)) if (found := _OWN_NUMBER.findall(words)) else None


def sisters(url: str, domains: Sequence[str]) -> tuple[str, ...]:
    """The addresses of the same path on the other hosts of an outlet with these domains (`www.` or none, another domain), over http and
    https; empty where the host is none of theirs. `url` is canonical."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    own = max((domain for domain in domains if host == domain or host.endswith(f".{domain}")), key=len, default=None)
    if own is None:
        return ()
    prefix, port = host.removesuffix(own), parts.netloc[len(host) :]
    names = dict.fromkeys(name for domain in domains for name in (f"{prefix}{domain}", domain, f"www.{domain}"))
    found = (parts._replace(scheme=scheme, netloc=name + port).geturl() for name in names for scheme in ("https", "http"))
    return tuple(address for address in found if address != url)


@lru_cache(maxsize=_ADDRESSES_KEPT)
def _checked(url: str) -> str:
    """The address made safe and sorted by w3lib, after the checks that it leaves out."""
    if len(url) > LONGEST_URL:
        raise ValueError(f"{url[:80]}… is longer than {LONGEST_URL} characters")
    if url.count("&") >= MOST_PARAMETERS:
        raise ValueError(f"{url[:80]}… has more than {MOST_PARAMETERS} parameters")
    safe = canonicalize_url(url, keep_fragments=True)
    if "%" in safe and (composed := _composed(safe)) != safe:
        safe = canonicalize_url(composed, keep_fragments=True)  # other words may come in another order
    if len(safe) > LONGEST_URL:
        raise ValueError(f"{safe[:80]}… is longer than {LONGEST_URL} characters")
    parts = urlsplit(safe)
    if parts.scheme not in _DEFAULT_PORT:
        raise ValueError(f"{url!r} is not an http or https address")
    if not _HOST.fullmatch(_host(parts)):
        raise ValueError(f"{url!r} has no valid host")
    return safe


def _composed(url: str) -> str:
    """The escapes of words encoded once, and of composed letters; what is no UTF-8 stays as it is."""
    while "%25" in url and (once := _ENCODED_TWICE.sub(_encoded_once, url)) != url:
        url = once
    return _ESCAPED_LETTERS.sub(_in_nfc, url) if _MARKS.search(url) else url


def _encoded_once(match: re.Match[str]) -> str:
    """A stretch of ASCII alone stays: there `%25` may be a percent sign that was meant."""
    escapes = re.sub("%(?:25)+(?=[0-9A-Fa-f]{2})", "%", match[0])
    try:
        text = unquote_to_bytes(escapes).decode()
    except UnicodeDecodeError:
        return match[0]
    return match[0] if text.isascii() else escapes


def _in_nfc(match: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(match[0]).decode()
    except UnicodeDecodeError:
        return match[0]
    composed = unicodedata.normalize("NFC", text)
    # A few signs compose to ASCII, which could part the address otherwise.
    return match[0] if composed == text or sum(map(str.isascii, composed)) > sum(map(str.isascii, text)) else quote(composed)


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    return f"[{host}]" if ":" in host else host


def _netloc(parts: SplitResult) -> str:
    host = _host(parts)
    if mobile := _MOBILE_HOST.match(host):
        host = _desktop_host(host[mobile.end() :])
    port = "" if parts.port in (None, _DEFAULT_PORT[parts.scheme]) else f":{parts.port}"
    return host + port


def _desktop_host(host: str) -> str:
    """m.example.com stands for www.example.com, m.sports.example.com for sports.example.com."""
    return f"www.{host}" if host == registrable(host) else host


def _tells_content(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    if not parameter or _TRACKING.fullmatch(name):
        return False
    return not _AMP_PARAMETER.fullmatch(parameter) and not _WAY_HERE.fullmatch(parameter)
