"""Markup read natively holds what the tree builder and `leaves` make of it, whoever wrote it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.reading import Unit, decode, scanning
from dure.engines.reading.native import SCANNER
from dure.engines.reading.opening import looks_like_html
from dure.engines.reading.scanning import ENOUGH_PROSE, Page, scan_by_tree, scan_page

ROOT = Path(__file__).parents[3]
PAGES = sorted([*(ROOT / "tests/gold/pages").rglob("*.html"), *(ROOT / "samples").rglob("*.html")])

needs_native = pytest.mark.skipif(SCANNER is None, reason="the native module is not built here: no C compiler")


def held(page):
    """Return what a page holds, in plain values; a meta element without attributes says nothing."""
    return {
        "title": " ".join(page.title.split()),
        "metas": [dict(one) for one in page.metas if one],
        "times": [dict(one) for one in page.times if one],
        "scripts": [tuple(one) for one in page.scripts],
        "leaves": [(page.text[unit.start : unit.end], *unit[2:]) for unit in page.units],
        "text": page.text,
        "has_prose": page.has_prose,
    }


def scanned(source):
    """Return what the scanner makes of a source itself; None where it leaves it to the tree builder."""
    found = SCANNER.scan(source, serialised=False, enough=ENOUGH_PROSE)
    return None if found is None else held(Page(found[0] or "", *found[1:]))


@needs_native
def test_the_pages_we_have_are_read_natively_to_the_same_result():
    left = []
    for path in PAGES:
        source, _ = decode(path.read_bytes())
        if not looks_like_html(source):
            continue
        expected = held(scan_by_tree(source, natively=False))
        found = scanned(source)
        assert found in (None, expected), path
        assert held(scan_by_tree(source, natively=True)) == expected, path
        left += [path.name] * (found is None)
    assert len(PAGES) > 50
    assert left == []


def test_without_the_native_module_a_page_is_read_all_the_same(monkeypatch):
    html = "<title>강진군  소식</title><meta name=author content='김&amp;이'><div id=gnb>메뉴</div><p>군은 <a>오늘</a> 열었다."
    expected = Page(
        "강진군 소식", [{"name": "author", "content": "김&이"}], [], [], "메뉴\n군은 오늘 열었다.",
        (Unit(0, 2, "div", 0, "aside"), Unit(3, 13, "p", 2, "")), has_prose=False,
    )  # fmt: skip
    assert held(scan_page(html)) == held(expected)
    monkeypatch.setattr(scanning, "SCANNER", None)
    assert held(scan_page(html)) == held(expected)


@needs_native
@pytest.mark.parametrize(
    ("html", "leaves"),
    [
        ("<p>하나<div>둘", [("하나", "p", 0), ("둘", "div", 0)]),
        ("<ul><li>하나<li>둘<ul><li>셋</ul>넷", [("하나", "li", 0), ("둘", "li", 0), ("셋", "li", 0), ("넷", "li", 0)]),
        ("<table><td>하나<td>둘<tr><th>셋</table>넷", [("하나\t둘", "tr", 0), ("셋", "th", 0), ("넷", "body", 0)]),
        ("<!doctype html><p>하나<table><tr><td>둘</table>셋", [("하나", "p", 0), ("둘", "td", 0), ("셋", "body", 0)]),
        ("<p>하나<table><tr><td>둘</table>셋", [("하나", "p", 0), ("둘", "td", 0), ("셋", "p", 0)]),
        ("<a>하나<div>둘<p>셋</a>넷</p>다섯", [("하나", "body", 2), ("둘", "div", 1), ("셋넷", "p", 1), ("다섯", "div", 0)]),
        ("<a>하나<a>둘</a>셋", [("하나둘셋", "body", 3)]),
        ("<p><a>하나</p><p>둘", [("하나", "p", 2), ("둘", "p", 1)]),
        ("<dl><dt>하나<dd>둘<dt>셋</dl>", [("하나", "dt", 0), ("둘", "dd", 0), ("셋", "dt", 0)]),
        ("<h1>하나<h2>둘</h1>셋", [("하나", "h1", 0), ("둘", "h2", 0), ("셋", "body", 0)]),
        ("<form><div>하나</form>둘</div>셋", [("하나둘", "div", 0), ("셋", "body", 0)]),
        ("<p title='>'>하&#45208;&nbsp;&amp;&copy&hellip;</p>", [("하나\u00a0&©…", "p", 0)]),
        ("하나</body></html>둘<p>😀", [("하나둘", "body", 0), ("😀", "p", 0)]),
        ("<svg><title>아님</title><path/></svg>하나<template><p>아님</template>둘<select><option>아님</select>", [("하나둘", "body", 0)]),
        ("하나<!-- <p> -->둘<script>'<p>'</script>셋<iframe><p>아님</iframe>", [("하나둘셋", "body", 0)]),
        ("<xmp>1<b>2 &amp; 3</xmp>", [("1<b>2 &amp; 3", "body", 0)]),
        ("<p>하나</p", [("하나", "p", 0)]),
        ("<p>하나<b class='", [("하나", "p", 0)]),
    ],
)  # fmt: skip
def test_elements_nest_as_the_standard_says(html, leaves):
    found = scanned(html)
    assert [leaf[:3] for leaf in found["leaves"]] == leaves
    assert found == held(scan_by_tree(html, natively=False))


@needs_native
@pytest.mark.parametrize(
    "html",
    [
        "<table>하나<tr><td>둘", "<table><tr><div>하나</div><td>둘", "<math><mi>x</mi></math>", "<frameset><frame></frameset>",
        "<plaintext>하나", "<p>하나\0", "<svg><p>하나", "<select><div>하나</select>", "<template><tr><td>하나</template>",
        "<script><!-- <script> --></script>", "<body><div class=a><body class=b>", "<p " + " ".join(f"a{n}" for n in range(1001)) + ">하나",
        "<b><canvas><p></b>하나", "<i>" * 3 + "<a><i><i><div></a>", "<a>" + "<div>" * 9 + "</a>",
    ],
)  # fmt: skip
def test_markup_that_the_scanner_has_no_rule_for_goes_to_the_tree_builder(html):
    expected = held(scan_by_tree(html, natively=False))
    assert scanned(html) in (None, expected)
    assert held(scan_page(html)) == expected


NAMES = [
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "dt",
    "a",
    "span",
    "b",
    "i",
    "font",
    "nobr",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "caption",
    "colgroup",
    "col",
    "h1",
    "h2",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "button",
    "option",
    "x-y",
    "em",
    "form",
    "input",
    "label",
    "title",
    "body",
    "head",
    "html",
    "article",
    "section",
    "center",
    "dialog",
    "details",
    "fieldset",
    "legend",
    "pre",
    "address",
    "blockquote",
    "ruby",
    "rt",
    "object",
    "noscript",
    "canvas",
    "img",
    "br",
    "hr",
    "meta",
    "time",
    "footer",
    "header",
    "iframe",
]
ATTRIBUTES = (
    "", "", " class='view_content'", " id=gnb", " style='display:none'", " class='sns'", " title='1>2'", " itemprop=articleBody",
    " CLASS=caption", " class=a class=gnb", " class='a&amp;b'", " id='&#103;nb'", " /", " a/b=c", " x=\"'\"", " =x", "\nclass\n=\n'menu'\n",
    " name=a content='b &amp; c&nbsp;&copy=1'", " datetime=2024-01-01 pubdate", " type=hidden",
)  # fmt: skip
WORDS = (
    "하동군", " 은 ", "했다. ", "\n", "\r\n", "&amp;", "&lt;p&gt;", "&nbsp;", "a  b", "1 < 2", "\u3000", "\u200b", "\x0b", "\x1c", "😀",
    "&#x1F600;", "&copy", "&notit;", "&", "&#128;", "&#0;", "&#xD800", "&NotEqualTilde;", "&#32;", "<!-- a -- b -->", "<!-->",
    "<!-- <p> --!>", "<![CDATA[x]]>", "<?php a ?>", "</>", "</ p>", "<!doctype html>", "<", "<script>a<b</script>",
    "<style>p{}</style>", "<svg><title>t</title><path d='x'/></svg>", "<template><p>t</p></template>", "<select><option>a</select>",
    "<textarea><p></textarea>", "<script type='application/ld+json'>{}</script>", "<li><a>민원</a></li>", "<td>하나</td>",
    "<table><tr><td>대상</td><td>옥천</td></tr></table>", "<table><tr><td><table><tr><td>가<td>나</table><td>다</table>",
)  # fmt: skip
TAGS = st.builds(
    lambda name, before, attributes: f"<{before}{name}{attributes}>",
    st.sampled_from(NAMES),
    st.sampled_from(["", "", "/"]),
    st.sampled_from(ATTRIBUTES),
)


@needs_native
@given(st.lists(st.one_of(TAGS, st.sampled_from(WORDS)), max_size=50))
@settings(max_examples=400, deadline=None)
def test_any_soup_of_tags_is_read_natively_to_the_same_result(pieces):
    source = "".join(pieces)
    expected = held(scan_by_tree(source, natively=False))
    assert scanned(source) in (None, expected)
    assert held(scan_by_tree(source, natively=True)) == expected


@needs_native
@given(st.text(st.sampled_from("<>/!-='\"&#;ax1 \n가😀"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_soup_of_characters_is_read_natively_to_the_same_result(source):
    expected = held(scan_by_tree(source, natively=False))
    assert scanned(source) in (None, expected)


@needs_native
@given(st.binary(max_size=300))
def test_control_characters_are_counted_as_python_counts_them(data):
    controls = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
    assert SCANNER.controls(data) == sum(byte in controls for byte in data)
    assert SCANNER.controls(data * 9) == 9 * SCANNER.controls(data)


@needs_native
@pytest.mark.parametrize("letter", ["x", "가", "😀"])
def test_a_thousand_signs_in_a_row_are_all_counted(letter):
    assert SCANNER.controls(b"\x00" * 1_000) == SCANNER.tags("<" * 1_000 + letter) == 1_000
