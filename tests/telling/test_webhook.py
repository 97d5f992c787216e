"""A webhook is called once, signed; whatever a server does but take the message is a failure, and over in time."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from storage.watch import targets
from tests.hook import MISBEHAVIOUR, Hook
from warraq import clock, config
from warraq.cli.app import app
from warraq.delivery.message import Message
from warraq.delivery.targets import Target
from warraq.delivery.webhook import hook_address, signature
from warraq.errors import ConfigError
from warraq.sending import Sender

if TYPE_CHECKING:
    from storage.store import Store

MESSAGE = Message("hit-7", "عاجل", "خبر", {"event": "began", "outlet": "نهر"})
SECRET = "كلمة السر"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "watches.md"


def sent(target: Target, seconds: float = 15) -> str:
    with Sender(seconds) as sender:
        return sender.send("desk", target, MESSAGE)


def test_a_call_can_be_checked_by_who_knows_the_secret(hook: Hook, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n", "utf-8")
    for given in ({"secret": SECRET}, {"secret_file": tmp_path / "secret"}):
        assert sent(Target.model_validate({"url": hook.url, **given})) == ""
        call = hook.taken.pop()
        stated = dict(part.split("=") for part in call.headers["Webhook-Signature"].split(","))
        wanted = hmac.new(SECRET.encode(), f"{stated['t']}.".encode() + call.body, hashlib.sha256).hexdigest()
        assert stated["v1"] == wanted
        assert abs(int(stated["t"]) - clock.now().timestamp()) < 60
        assert call.headers["Webhook-Timestamp"] == stated["t"]
        assert call.headers["Webhook-Id"] == "hit-7"
        assert json.loads(call.body) == {"event": "began", "outlet": "نهر"}


def test_without_a_secret_it_is_not_signed(hook: Hook) -> None:
    assert sent(Target.model_validate({"url": f"{hook.url}خطاف?q=%D8%A8&x=ب"})) == ""
    assert hook.taken[0].path == "/%D8%AE%D8%B7%D8%A7%D9%81?q=%D8%A8&x=%D8%A8"
    assert "Webhook-Signature" not in hook.taken[0].headers


def test_whatever_a_server_does_but_take_it_is_a_failure_and_over_in_time(hook: Hook) -> None:
    """Every one by the same sender, which goes on with the next."""
    begun = clock.monotonic()
    with Sender(1.0) as sender:
        for path in MISBEHAVIOUR:
            assert sender.send("desk", Target.model_validate({"url": f"{hook.url.rstrip('/')}{path}"}), MESSAGE), path
        hook.answer = 500
        assert sender.send("desk", Target.model_validate({"url": hook.url}), MESSAGE) == "it answered 500"
    assert clock.monotonic() - begun < 60
    assert [call.path for call in hook.calls] == [*MISBEHAVIOUR, "/"], "no redirect is followed, nothing is tried twice"
    assert hook.taken == []


def test_an_end_that_is_asked_for_gives_an_attempt_up(hook: Hook) -> None:
    with Sender(600, stopped=lambda: bool(hook.calls)) as sender:
        assert sender.send("desk", Target.model_validate({"url": f"{hook.url}silent"}), MESSAGE) == "given up, as this process ends"


def test_a_port_where_nobody_listens_is_a_failure() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "refused" in sent(Target.model_validate({"url": f"http://127.0.0.1:{taken.getsockname()[1]}/?token=geheim"})).lower()


def test_proxies_of_the_environment_are_not_used(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert urllib.request.getproxies()["http"]
    assert sent(Target.model_validate({"url": hook.url})) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://exa mple.com/",
        "http://[::1/",
        "ftp://example.org/",
        "https://",
        "http://host:70000/",
        "http://host:x/",
        "https://u:p@example.org/",
        "example.org",
        "http://example.org/\r\nX: y",
    ],
)
def test_an_address_that_can_be_none_is_refused_where_it_is_set(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="address"):
        hook_address(url)
    monkeypatch.setenv("WARRAQ_TARGETS", json.dumps({"desk": {"url": url}}))
    config.load.cache_clear()
    with pytest.raises(ConfigError, match=r"WARRAQ_TARGETS\.desk\.url: ") as told:
        config.load()
    assert url == "https://" or url not in str(told.value)
    config.load.cache_clear()


@pytest.mark.parametrize(
    ("targets", "webhook", "words"),
    [
        ('{"desk": {"url": "https://a.test/", "secre": "x"}}', "", "targets.desk.secre: no such key"),
        ('{"desk": {}}', "", "where it leads"),
        ("desk", "", "write JSON"),
        ("{}", "desk", "no name in `targets`"),
        ('{"desk": {"url": "https://a.test/", "secret": "x", "secret_file": "y"}}', "", "keep one of them"),
    ],
)
def test_targets_that_cannot_be_are_refused(monkeypatch: pytest.MonkeyPatch, targets: str, webhook: str, words: str) -> None:
    monkeypatch.setenv("WARRAQ_TARGETS", targets)
    monkeypatch.setenv("WARRAQ_WEBHOOK", webhook)
    config.load.cache_clear()
    with pytest.raises(ConfigError) as told:
        config.load()
    assert words.lower() in str(told.value).lower()
    config.load.cache_clear()


def test_targets_stand_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "warraq.toml"
    file.write_text('webhook = "desk"\n[targets]\ndesk = { url = "https://a.test/geheim", secret = "geheim" }\n', "utf-8")
    monkeypatch.setenv("WARRAQ_CONFIG", str(file))
    config.load.cache_clear()
    assert config.load().targets["desk"].secret_words() == "geheim"
    assert "geheim" not in repr(config.load())
    assert config.load().targets["desk"].shown == "webhook at a.test"
    config.load.cache_clear()


def test_a_secret_that_cannot_be_read_is_named_and_nothing_is_sent(hook: Hook, tmp_path: Path) -> None:
    target = Target.model_validate({"url": hook.url, "secret_file": tmp_path / "none"})
    assert sent(target) == target.trouble() == f"its secret cannot be read from {tmp_path}/none: No such file or directory"
    (tmp_path / "none").write_text(" \n", "utf-8")
    assert sent(target) == f"its secret cannot be read from {tmp_path}/none: it is empty"
    assert hook.calls == []


def test_the_page_shows_how_a_receiver_checks_a_call() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "watches.md", "exec"), names)  # noqa: S102 - the lines of our own page
    seconds, body = int(clock.now().timestamp()), '{"خبر": 1}'.encode()
    assert names["is_genuine"](signature(SECRET, seconds, body), body, SECRET)
    assert not names["is_genuine"](signature(SECRET, seconds, body), body + b" ", SECRET)
    assert not names["is_genuine"](signature("other", seconds, body), body, SECRET)
    assert not names["is_genuine"](signature(SECRET, seconds - 3600, body), body, SECRET)


def test_doctor_and_health_name_a_target_that_takes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    with store.write() as connection:
        targets.failed(connection, "desk", "it answered 500", now)
        targets.failed(connection, "desk", "it answered 502", now + timedelta(minutes=1))
    targets_set = {"desk": {"url": "https://a.test/geheim", "secret": "x"}, "other": {"url": "https://b.test/", "secret_file": "/no/file"}}
    monkeypatch.setenv("WARRAQ_TARGETS", json.dumps(targets_set))
    monkeypatch.setenv("WARRAQ_DATABASE_URL", store.url)
    config.load.cache_clear()
    told = "has taken nothing since 2026-03-09 12:00 UTC (2 attempts): it answered 502; tried again at 2026-03-09 12:03 UTC"
    found = {one["what"]: (one["state"], one["detail"]) for one in json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout)}
    assert found["target desk"] == ("wrong", told)
    assert found["target other"] == ("wrong", "its secret cannot be read from /no/file: No such file or directory")
    assert f"target desk: {told}" in " ".join(CliRunner().invoke(app, ["outlets", "health"]).stderr.split())
    config.load.cache_clear()
