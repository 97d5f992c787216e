"""Whose wall against robots answered in the place of a page, by the signs that each leaves in headers and body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSING: Final = frozenset({401, 403, 405, 406, 429, 503})
"""Statuses with which walls answer; an ordinary page of a site behind one has 200."""

CHALLENGE_BYTES: Final = 30_000
"""A page with status 200 that is longer is a page, whatever scripts of a guard it loads."""


@dataclass(frozen=True, slots=True)
class _Wall:
    name: str
    header: str = ""
    """A header that the wall sends, and what it holds; regular expressions over `name: value` lines in lower case."""
    refusal: str = ""
    """What the body of its refusal holds."""
    challenge: str = ""
    """What only a page that tests the visitor holds, also with status 200."""


_WALLS: Final = (
    _Wall(
        "Cloudflare",
        r"^server: cloudflare",
        r"attention required! \| cloudflare|cloudflare ray id|cf-error-details|error code: 10\d\d",
        r"^cf-mitigated: |/cdn-cgi/challenge-platform/\S*orchestrate|_cf_chl_opt|cf-browser-verification",
    ),
    _Wall("Akamai", r"^server: akamaighost", r"errors\.edgesuite\.net|access denied.{0,400}reference #", r"/_sec/cp_challenge/"),
    _Wall(
        "Imperva",
        r"^x-iinfo: |^x-cdn: (?:imperva|incapsula)",
        r"incapsula incident id",
        r"_incapsula_resource.{0,400}(?:main-iframe|noindex)",
    ),
    _Wall("DDoS-Guard", r"^server: ddos-guard", r"ddos-guard", r"/\.well-known/ddos-guard/js-challenge|check\.ddos-guard\.net/check\.js"),
    _Wall("Sucuri", r"^x-sucuri-(?:id|block): |^server: sucuri", r"sucuri website firewall", r"sucuri_cloudproxy_js"),
    _Wall("ArvanCloud", r"^server: arvancloud", r"arvancloud", r"arcaptcha"),
    _Wall("AWS WAF", "", "", r"^x-amzn-waf-action: (?:challenge|captcha)"),
    _Wall("DataDome", r"^x-datadome", r"captcha-delivery\.com", r"geo\.captcha-delivery\.com/(?:captcha|interstitial)"),
    _Wall("PerimeterX", "", r"px-captcha|_pxappid", r"px-captcha"),
    _Wall(
        "captcha",
        "",
        r"g-recaptcha|h-captcha|cf-turnstile|captcha",
        r"verify (?:that )?you are (?:a )?human|تحقق من أنك (?:لست روبوت|إنسان)",
    ),
)


def wall_of(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Name of the wall that gave this answer; None where it is a page, or an error of the site itself.

    `headers` have lower-case names. A site's own page is not taken for a wall because it loads a guard's scripts or has a captcha in a
    form: a refusal counts with a refusing status only, a test of the visitor also with 200 where the page is short.
    """
    refused = status in REFUSING
    if not refused and (status >= 300 or len(body) > CHALLENGE_BYTES):
        return None
    lines = "\n".join(f"{name}: {value}" for name, value in headers.items()).lower()
    text = body[:CHALLENGE_BYTES].decode("utf-8", "replace").lower()
    return next((wall.name for wall in _WALLS if _answered(wall, lines, text, refused=refused)), None)


def _answered(wall: _Wall, lines: str, text: str, *, refused: bool) -> bool:
    if _holds(wall.challenge, lines) or _holds(wall.challenge, text):
        return True
    return refused and (_holds(wall.header, lines) or _holds(wall.refusal, text))


def _holds(signs: str, text: str) -> bool:
    return bool(signs) and re.search(signs, text, re.MULTILINE | re.DOTALL) is not None
