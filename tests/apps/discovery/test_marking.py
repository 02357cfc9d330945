"""A source cut into sections and pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dure.apps.discovery.queries import marked

TEXT = "메뉴\n제목\n하동군은 빨래방을 열었다.\n날씨 맑음"
BLOCKS = [{"start": 3, "end": 5, "kind": "title"}, {"start": 6, "end": 20, "kind": "body"}]


def row(fact, start, end):
    return {"fact": fact, "start": start, "end": end, "rule": "r", "confidence": 0.9}


def test_what_lies_around_the_article_is_aside():
    sections = marked(TEXT, BLOCKS, []).sections
    assert [(section.kind, section.is_aside) for section in sections] == [
        ("aside", True),
        ("title", False),
        ("body", False),
        ("aside", True),
    ]
    assert sections[3].length == 4


def test_overlapping_evidence_is_cut_at_every_boundary():
    # 하동군은 [6,10)  빨래방을 [11,15)
    found = marked(TEXT, BLOCKS, [row("content", 6, 20), row("title", 11, 14), row("owners/0", 6, 9)])
    body = found.sections[2]
    assert [(piece.text, piece.facts) for piece in body.pieces] == [
        ("하동군", ("content", "owners/0")),
        ("은 ", ("content",)),
        ("빨래방", ("content", "title")),
        ("을 열었다.", ("content",)),
    ]
    assert found.links["content"][0].anchor == found.links["owners/0"][0].anchor == body.pieces[0].anchor
    assert found.links["title"][0].anchor == body.pieces[2].anchor
    assert found.links["title"][0].quote == "빨래방"


def test_evidence_over_two_sections_leads_to_its_first_piece():
    found = marked(TEXT, BLOCKS, [row("title", 3, 10)])
    anchors = [piece.anchor for section in found.sections for piece in section.pieces if piece.facts]
    assert found.links["title"][0].anchor == anchors[0]
    assert len(set(anchors)) == len(anchors)


def test_rows_outside_the_text_are_no_evidence():
    assert marked(TEXT, BLOCKS, [row("title", 5, 500), row("title", 4, 4), row("title", -1, 2)]).links == {}


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(st.text(max_size=40), st.lists(spans, max_size=5), st.lists(spans, max_size=6))
def test_no_character_is_lost_and_every_link_leads_somewhere(text, blocks, evidence):
    parts = [{"start": start, "end": end, "kind": "body"} for start, end in blocks]
    rows = [row(f"figures/{number}", start, end) for number, (start, end) in enumerate(evidence)]
    found = marked(text, parts, rows)
    shown = "".join(piece.text for section in found.sections for piece in section.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    anchors = {piece.anchor for section in found.sections for piece in section.pieces if piece.anchor}
    for links in found.links.values():
        for link in links:
            assert link.anchor in anchors or not link.quote.strip()
