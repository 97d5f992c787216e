from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.crawl.manners.walls import wall_of

ARTICLE = "<html><body><article><p>" + "نص الخبر كما نشرته الصحيفة. " * 80 + "</p></article>{}</body></html>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "wall"),
    [
        pytest.param(
            403, {"server": "cloudflare", "cf-mitigated": "challenge"}, "<title>Just a moment...</title>", "Cloudflare", id="cloudflare"
        ),
        pytest.param(403, {"server": "cloudflare"}, "error code: 1020", "Cloudflare", id="cloudflare rule"),
        pytest.param(503, {}, "<script>window._cf_chl_opt={cvId: '3'}</script>", "Cloudflare", id="cloudflare by body"),
        pytest.param(
            403, {"server": "AkamaiGHost"}, "<H1>Access Denied</H1> You don't have permission. Reference #18.2 ", "Akamai", id="akamai"
        ),
        pytest.param(
            200,
            {},
            '<html><head><META NAME="robots" CONTENT="noindex,nofollow"></head><iframe id="main-iframe" src="/_Incapsula_Resource?x">'
            " Request unsuccessful. Incapsula incident ID: 1-2<script src='/_Incapsula_Resource?a'></script><iframe id='main-iframe'>",
            "Imperva",
            id="imperva with status 200",
        ),
        pytest.param(403, {"x-iinfo": "1-2-3"}, "", "Imperva", id="imperva by header"),
        pytest.param(403, {"server": "ddos-guard"}, "", "DDoS-Guard", id="ddos-guard"),
        pytest.param(200, {}, '<script>var s={};sucuri_cloudproxy_js="";eval(r)</script>', "Sucuri", id="sucuri test of the visitor"),
        pytest.param(403, {"x-sucuri-id": "14"}, "Access Denied - Sucuri Website Firewall", "Sucuri", id="sucuri"),
        pytest.param(202, {"x-amzn-waf-action": "challenge"}, "", "AWS WAF", id="aws"),
        pytest.param(403, {"x-datadome": "protected"}, "", "DataDome", id="datadome"),
        pytest.param(403, {}, "<div id='px-captcha'></div>", "PerimeterX", id="perimeterx"),
        pytest.param(403, {}, "<div class='g-recaptcha'></div>", "captcha", id="captcha"),
        pytest.param(200, {}, "<p>تحقق من أنك لست روبوتا</p>", "captcha", id="arabic captcha"),
        pytest.param(403, {"server": "nginx"}, "<h1>403 Forbidden</h1>", None, id="the site's own refusal"),
        pytest.param(404, {"server": "cloudflare"}, "not found", None, id="missing page behind a wall"),
        pytest.param(500, {"server": "cloudflare"}, "error", None, id="failing site behind a wall"),
        pytest.param(200, {"server": "cloudflare"}, ARTICLE.format(""), None, id="page behind a wall"),
        pytest.param(
            200,
            {"server": "cloudflare"},
            ARTICLE.format(
                "<form><div class='g-recaptcha'></div></form><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
            ),
            None,
            id="page with a captcha in a form and a guard's script",
        ),
        pytest.param(200, {}, ARTICLE.format("verify you are human" + " " * 40_000), None, id="long page that speaks of one"),
    ],
)
def test_walls(status: int, headers: dict[str, str], body: str, wall: str | None) -> None:
    assert wall_of(status, headers, body.encode()) == wall


@given(st.integers(100, 999), st.dictionaries(st.text(), st.text()), st.binary())
def test_any_answer_is_judged(status: int, headers: dict[str, str], body: bytes) -> None:
    assert wall_of(status, headers, body) is None or status < 300 or status >= 400
