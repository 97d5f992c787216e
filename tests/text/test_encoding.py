"""Bytes of pages and feeds into text."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.encoding import decode, keeps_ascii
from warraq.text.mojibake import repair

ARABIC = "افتتح رئيس البلدية اليوم المكتبة العامة الجديدة في الميناء القديم، وقال إن العمل فيها استمر ثلاث سنوات."
FRENCH = "La bibliothèque a été inaugurée à Nîmes où les élèves étaient déjà présents."
GERMAN = "Die Bücherei wurde für alle Bürger eröffnet, größer und schöner als früher."
RUSSIAN = "Сегодня в старом порту открылась новая городская библиотека для жителей."
JAPANESE = "今日、古い港に新しい図書館が開館しました。"
CHINESE = "今天旧港口的新图书馆向市民开放。"
TURKISH = "Bugün eski limanda yeni kütüphane açıldı, çocuklar için ışıklı bir bölüm var."

Kind = Literal["html", "xml", "text"]


def page(text: str, charset: str | None = None) -> str:
    return f"<html><head>{f'<meta charset={charset}>' if charset else ''}<title>t</title></head><body><p>{text}</p></body></html>"


def rss(text: str, encoding: str | None = None) -> str:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding else '<?xml version="1.0"?>'
    return f"{declaration}<rss><channel><item><title>{text}</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "in_body"),
    [
        pytest.param(ARABIC, "utf-8", None, None, id="utf-8-undeclared"),
        pytest.param(ARABIC, "utf-8", "utf-8", "utf-8", id="utf-8"),
        pytest.param(ARABIC, "utf-8", "windows-1256", None, id="utf-8-declared-windows-1256"),
        pytest.param(ARABIC, "utf-8", "iso-8859-1", "windows-1256", id="utf-8-declared-anything"),
        pytest.param(ARABIC, "cp1256", "windows-1256", None, id="windows-1256-header"),
        pytest.param(ARABIC, "cp1256", None, "windows-1256", id="windows-1256-meta"),
        pytest.param(ARABIC, "cp1256", None, None, id="windows-1256-undeclared"),
        pytest.param(ARABIC, "cp1256", "utf-8", None, id="windows-1256-declared-utf-8"),
        pytest.param(ARABIC, "cp1256", "utf-8", "utf-8", id="windows-1256-declared-utf-8-twice"),
        pytest.param(ARABIC, "cp1256", "iso-8859-1", "windows-1256", id="windows-1256-default-header"),
        pytest.param(ARABIC, "cp1256", "iso-8859-1", None, id="windows-1256-declared-latin"),
        pytest.param(ARABIC, "cp1256", "cp-1256", None, id="windows-1256-alias"),
        pytest.param(ARABIC, "cp1256", "no-such-charset", None, id="windows-1256-unknown-label"),
        pytest.param("خبر عاجل", "cp1256", "utf-8", None, id="windows-1256-two-words"),
        pytest.param(ARABIC, "iso8859-6", "iso-8859-6", None, id="iso-8859-6-header"),
        pytest.param(ARABIC, "iso8859-6", None, None, id="iso-8859-6-undeclared"),
        pytest.param(ARABIC, "iso8859-6", "windows-1256", None, id="iso-8859-6-declared-windows-1256"),
        pytest.param(FRENCH, "cp1252", "iso-8859-1", None, id="french-header"),
        pytest.param(FRENCH, "cp1252", None, None, id="french-undeclared"),
        pytest.param(GERMAN, "cp1252", None, "windows-1252", id="german-meta"),
        pytest.param(GERMAN, "cp1252", None, None, id="german-undeclared"),
        pytest.param(TURKISH, "cp1254", "iso-8859-9", None, id="turkish"),
        pytest.param(RUSSIAN, "koi8-r", "koi8-r", None, id="koi8-r"),
        pytest.param(RUSSIAN, "cp1251", None, "windows-1251", id="windows-1251"),
        pytest.param(JAPANESE, "cp932", "shift_jis", None, id="shift-jis"),
        pytest.param(JAPANESE, "euc_jp", None, "euc-jp", id="euc-jp"),
        pytest.param(JAPANESE, "iso2022_jp", "iso-2022-jp", None, id="iso-2022-jp"),
        pytest.param(CHINESE, "gb18030", None, "gb2312", id="gb2312"),
        pytest.param(CHINESE, "gb18030", "gbk", None, id="gbk"),
    ],
)
def test_page(text: str, encoding: str, declared: str | None, in_body: str | None) -> None:
    text = text.replace("،", ",") if encoding.startswith("iso") and "8859-6" not in encoding else text
    html = page(text, in_body)
    decoded = decode(html.encode(encoding), declared, "html")
    assert decoded.text == html
    assert (decoded.replaced, decoded.repaired) == (0, False)
    assert encoding.replace("_", "").replace("-", "") in decoded.encoding.replace("_", "").replace("-", "")


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        pytest.param("utf-8", "utf-8", id="utf-8"),
        pytest.param("cp1256", "windows-1256", id="windows-1256"),
        pytest.param("cp1256", "utf-8", id="windows-1256-declared-utf-8"),
        pytest.param("cp1256", None, id="windows-1256-undeclared"),
        pytest.param("utf-8", "windows-1256", id="utf-8-declared-windows-1256"),
        pytest.param("utf-16", "utf-16", id="utf-16-with-mark"),
        pytest.param("utf-16-le", "utf-16", id="utf-16-le-without-mark"),
        pytest.param("utf-16-be", None, id="utf-16-be-without-mark"),
        pytest.param("utf-8-sig", "utf-8", id="utf-8-with-mark"),
    ],
)
def test_feed(encoding: str, label: str | None) -> None:
    feed = rss(ARABIC, label)
    decoded = decode(feed.encode(encoding), "application/rss+xml; charset=utf-8", "xml")
    assert (decoded.text, decoded.replaced) == (feed, 0)


def test_header_may_be_given_whole() -> None:
    html = page(RUSSIAN)
    assert decode(html.encode("koi8-r"), "text/html; charset=KOI8-R", "html").text == html


def test_plain_text_declares_nothing_itself() -> None:
    text = '<meta charset="koi8-r"> ' + ARABIC
    assert decode(text.encode("cp1256"), None, "text").text == text


@pytest.mark.parametrize(
    ("body", "replaced"),
    [
        pytest.param(page(ARABIC).encode() + "ا".encode()[:1], 1, id="cut-at-the-end"),
        pytest.param(page(ARABIC).encode().replace("رئيس".encode(), b"\xff\xfe"), 2, id="broken-bytes"),
    ],
)
def test_a_few_broken_bytes_leave_it_utf_8(body: bytes, replaced: int) -> None:
    decoded = decode(body, None, "html")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", replaced)
    assert decoded.decision == "utf-8 with broken bytes"
    assert "المكتبة العامة" in decoded.text


def test_replacement_characters_of_the_page_itself_are_not_counted() -> None:
    assert decode(page("\ufffd" + ARABIC).encode(), None, "html").replaced == 0


def misread(text: str, written: str, read: str) -> str:
    """The text as bytes of one encoding read in another, undefined bytes as C1 controls."""
    return "".join(bytes([byte]).decode(read, "ignore") or chr(byte) for byte in text.encode(written))


@pytest.mark.parametrize("text", [ARABIC, "الأخبار", "اليوم: «المكتبة» – الميناء"], ids=["prose", "word", "quotes"])
@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("utf-8", "cp1252", id="utf-8-as-windows-1252"),
        pytest.param("utf-8", "latin-1", id="utf-8-as-latin-1"),
        pytest.param("utf-8", "cp1256", id="utf-8-as-windows-1256"),
        pytest.param("cp1256", "cp1252", id="windows-1256-as-windows-1252"),
        pytest.param("cp1256", "latin-1", id="windows-1256-as-latin-1"),
    ],
)
def test_misread_text_is_repaired(text: str, written: str, read: str) -> None:
    decoded = decode(page(misread(text, written, read)).encode(), "utf-8", "html")
    assert decoded.text == page(text)
    assert decoded.repaired
    assert "repaired" in decoded.decision


def test_text_misread_twice_is_repaired_twice() -> None:
    twice = misread(misread(ARABIC, "utf-8", "cp1252"), "utf-8", "cp1252")
    assert decode(page(twice).encode(), None, "html").text == page(ARABIC)


def test_misread_text_within_a_sound_page() -> None:
    mixed = page("عنوان الصفحة: " + misread(ARABIC, "utf-8", "cp1252"))
    assert decode(mixed.encode(), None, "html").text == page("عنوان الصفحة: " + ARABIC)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ARABIC + " انقطاع، وضبط؟ «بلاغ»؛ حفاظ\u00a0", id="arabic-letters-before-commas"),
        pytest.param(FRENCH + " Ça, là: «á»", id="french"),
        pytest.param("São Paulo, Açúcar; Ação e Ñandú; Çá", id="portuguese"),
        pytest.param("Smørrebrød på Øst Å ø æ", id="danish"),
        pytest.param(RUSSIAN, id="russian"),
    ],
)
def test_sound_text_is_not_repaired(text: str) -> None:
    decoded = decode(page(text).encode(), None, "html")
    assert (decoded.text, decoded.repaired, decoded.decision) == (page(text), False, "utf-8")


def items(*texts: tuple[str, str], declared: str = "utf-8") -> bytes:
    """A feed whose titles stand each in an encoding of its own."""
    parts = [f"<item><title>{text}</title></item>".encode(encoding) for text, encoding in texts]
    return f'<?xml version="1.0" encoding="{declared}"?><rss>'.encode() + b"".join(parts) + b"</rss>"


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256"])
@pytest.mark.parametrize("legacy", ["cp1256", "iso8859-6"])
@pytest.mark.parametrize("many", [1, 2, 20])
def test_a_document_in_two_encodings_is_read_by_stretch(declared: str, legacy: str, many: int) -> None:
    body = items((ARABIC, legacy), *[(ARABIC, "utf-8")] * many, ("خبر", legacy), declared=declared)
    decoded = decode(body, None, "xml")
    assert decoded.text == items((ARABIC, "utf-8"), *[(ARABIC, "utf-8")] * many, ("خبر", "utf-8"), declared=declared).decode()
    assert (decoded.replaced, decoded.decision.startswith("by stretch utf-8 and")) == (0, True)


def test_one_line_in_two_encodings_is_read_by_word() -> None:
    line = b"<p>" + "قال المراسل ".encode("cp1256") + "إن المعرض و«الحديقة» افتتحا".encode() + " أمس فقط، في الميناء</p>".encode("cp1256")
    assert decode(line, None).text == "<p>قال المراسل إن المعرض و«الحديقة» افتتحا أمس فقط، في الميناء</p>"


def test_a_string_cut_within_a_letter_is_no_second_encoding() -> None:
    cut = ARABIC.encode()[:41]
    decoded = decode(b"<a>" + cut + b"</a><b>" + ARABIC.encode() + b"</b><i>" + ARABIC.encode()[:1] + b"</i>", None)
    assert decoded.text == f"<a>{cut.decode('utf-8', 'replace')}</a><b>{ARABIC}</b><i>\ufffd</i>"


def test_zero_bytes_are_dropped() -> None:
    assert decode(b"<p>a\x00b</p>", None, "html").text == "<p>ab</p>"


def test_empty_body() -> None:
    assert decode(b"", None, "html").text == ""


labels = st.one_of(
    st.none(), st.text(max_size=30), st.sampled_from(["utf-8", "windows-1256", "utf-16", "text/html; charset=", "utf-7", "hex", "\x00"])
)
kinds: st.SearchStrategy[Kind] = st.sampled_from(["html", "xml", "text"])
bodies = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from([b"\xd8\xa7\xd9\x84", b"\xc7\xe1", b"\xff\xfe", b"\x00<", b"<?xml encoding='x'?>", "Ø§Ù„".encode(), "ÇáÃ".encode()])
    ).map(b"".join),
)


@given(bodies, labels, kinds)
def test_never_raises(body: bytes, declared: str | None, kind: Kind) -> None:
    decoded = decode(body, declared, kind)
    assert "\x00" not in decoded.text
    assert decoded.replaced >= 0


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x7F) | st.sampled_from(list(ARABIC))))
def test_sound_arabic_is_never_changed(text: str) -> None:
    assert decode(text.encode(), None, "text").text == text


@pytest.mark.parametrize(
    ("body", "declared", "kept"),
    [
        pytest.param(b"<p>", None, True, id="nothing declared"),
        pytest.param("<p>ميناء".encode(), "text/html; charset=utf-8", True, id="utf-8"),
        pytest.param("<p>ميناء".encode("cp1256"), "windows-1256", True, id="one byte a letter"),
        pytest.param("<p>ميناء".encode("cp1256"), "charset=no-such", True, id="a label that nobody knows"),
        pytest.param("<p>x".encode("utf-16"), None, False, id="two bytes a letter"),
        pytest.param("<p>ميناء".encode("utf-16-le"), None, False, id="two bytes a letter, no mark"),
        pytest.param("\u3c22".encode("utf-16"), None, False, id="marks in halves of letters"),
        pytest.param(b"<p>", "shift_jis", False, id="second bytes in ASCII"),
        pytest.param(b"<meta charset=gbk><p>", None, False, id="declared in the page"),
        pytest.param(b"<p>\x1b$B", "iso-2022-jp", False, id="escapes"),
    ],
)
def test_encodings_in_which_ascii_is_itself(body: bytes, declared: str | None, kept: bool) -> None:
    assert keeps_ascii(body, declared) is kept


@given(st.binary(max_size=60), st.sampled_from([None, "utf-8", "windows-1256", "iso-8859-6", "gbk", "koi8-r", "utf-7", "cp037", "hz"]))
def test_where_ascii_is_itself_no_mark_appears_or_goes(body: bytes, declared: str | None) -> None:
    if keeps_ascii(body, declared):
        read = decode(body, declared).text
        assert [mark for mark in read if mark in "<>=\"'"] == [chr(byte) for byte in body if byte in b"<>=\"'"]


LINES = (
    "أعلنت البلدية صباح اليوم رصف الطريق الدائري في الرابية.\nعاجل\nوقال رئيسها إن «العمل» يجري ليلا، حتى 15 مايو.\nThe end – نهاية الخبر؟"
)


@pytest.mark.parametrize("encoding", ["cp874", "cp1250", "cp1251", "mac_roman", "cp437", "cp720", "iso8859-6"])
def test_lines_of_utf8_read_in_other_encodings_are_repaired(encoding: str) -> None:
    broken = misread(LINES, "utf-8", encoding)
    assert repair(broken) == (LINES, f"utf-8 as {encoding}")
    assert repair(misread(broken, "utf-8", encoding))[0] == LINES
    mixed = "\n".join(misread(line, "utf-8", encoding) if number % 2 else line for number, line in enumerate(LINES.split("\n")))
    assert repair(mixed)[0] == LINES


@pytest.mark.parametrize(
    "text",
    [
        "กรุงเทพมหานคร ถุงลมของลุงอยู่ที่กรุงเทพ",
        "Шведская газета «Ныне» сообщила о ЩШ§ событиях",
        "حفاظ، وعظ؛ الحظ§ من النص",
        "Řeka Ůstí „Ř§“ Příliš žluťoučký kůň",
        "┌──╪══┘ │ ÿŸ ╪º",
    ],
)
def test_sound_text_of_those_encodings_stays(text: str) -> None:
    assert repair(text) == (text, None)
