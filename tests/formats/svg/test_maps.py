"""Drawn maps, read back as XML."""

import xml.etree.ElementTree as ET

import pytest

from dure.formats.svg import (
    Box,
    Group,
    Inset,
    LegendEntry,
    Mark,
    choropleth,
    outline,
    picture,
    shape_sheet,
    silhouette,
    tile_map,
)

NS = "{http://www.w3.org/2000/svg}"
SHAPES = {
    "a": outline("M0,0L40,0L40,40L0,40Z", (20, 20)),
    "b": outline("M40,0L80,0L80,40L40,40Z", (60, 20)),
    "far": outline("M300,300L310,300L310,310Z", (305, 303)),
    "border": outline("M40,0L40,40"),
}
BOX = Box(0, 0, 800, 400)


def xml(text):
    return ET.fromstring(text)  # noqa: S314  # what we drew ourselves


def mark(key, number="3", **facts):
    return Mark(key, f"{key}군: 사례 {number}건", "#90cdff", number, f"{key}군", **{"address": f"/{key}/", **facts})


def drawn(*groups, **options):
    return xml(choropleth(groups, SHAPES, options.pop("box", BOX), label="지도", **options))


def links(svg):
    return svg.findall(f".//{NS}a")


def test_each_place_is_a_named_link_and_one_stop_of_the_tab_key():
    svg = drawn(Group("1", "첫째도", (mark("a"), mark("b"))), Group("2", "둘째도", (mark("far"),)))
    assert [link.get("href") for link in links(svg)] == ["/a/", "/b/", "/far/"]
    assert [link.find(f"{NS}title").text for link in links(svg)] == [
        "a군: 사례 3건",
        "b군: 사례 3건",
        "far군: 사례 3건",
    ]
    assert [link.get("tabindex") for link in links(svg)] == [None, "-1", "-1"]
    assert [group.get("aria-label") for group in svg.findall(f"{NS}g[@class='province']")] == ["첫째도", "둘째도"]


def test_words_are_escaped():
    svg = drawn(Group("1", '"<b>"', (Mark("a", "<script>&", None, address='/"'),)))
    assert links(svg)[0].find(f"{NS}title").text == "<script>&"
    assert links(svg)[0].get("href") == '/"'


def test_a_place_without_a_value_is_hatched():
    svg = drawn(Group("1", "도", (Mark("a", "a군: 자료 없음", None),)))
    shape = svg.find(f".//{NS}g[@fill='url(#hatch)']")
    assert shape.find(f"{NS}title").text == "a군: 자료 없음"
    assert svg.find(f".//{NS}pattern[@id='hatch']") is not None


def test_numbers_stand_only_where_they_fit():
    svg = drawn(Group("1", "도", (mark("a", "7"), mark("b", "123456789"))), font=100)
    assert [text.text for text in svg.iter(f"{NS}text")] == ["7"]


def test_zero_is_said_by_its_fill_alone():
    svg = drawn(Group("1", "도", (Mark("a", "a군: 사례 0건", "#ffffff", "0"),)), font=100)
    assert list(svg.iter(f"{NS}text")) == []


def test_names_never_cover_each_other():
    close = {key: outline(f"M{x},0L{x + 10},0L{x + 10},10Z", (x + 6, 4)) for x, key in enumerate("abcdef")}
    text = choropleth(
        [Group("1", "도", tuple(mark(key) for key in close))], close, BOX, label="", font=60, with_names=True
    )
    places = [(int(t.get("x")), int(t.get("y"))) for t in xml(text).iter(f"{NS}text")]
    assert len(places) == len(set(places)) == 4  # two of six find room


def test_the_text_of_the_map_is_hidden_from_screen_readers_since_the_links_say_it():
    svg = drawn(Group("1", "도", (mark("a"),)), font=100)
    assert svg.find(f"{NS}g[@aria-hidden='true']//{NS}text") is not None
    assert svg.find(f"{NS}g[@class='province']//{NS}text") is None


def test_a_faded_group_is_background_and_what_lies_outside_is_left_out():
    svg = drawn(Group("1", "도", (mark("a"),)), Group("2", "이웃", (mark("b"), mark("far")), is_faded=True))
    faded = svg.find(f"{NS}g[@class='faded']")
    assert len(faded) == 1
    assert len(links(svg)) == 1


def test_shapes_may_stand_in_a_sheet_of_their_own():
    svg = drawn(Group("1", "도", (mark("a"),)), border="border", sheet="/sheet.svg")
    assert [use.get("href") for use in svg.iter(f"{NS}use")] == ["/sheet.svg#sa", "/sheet.svg#sborder"]
    sheet = xml(shape_sheet(SHAPES))
    assert {path.get("id") for path in sheet.iter(f"{NS}path")} == {"sa", "sb", "sfar", "sborder"}


INSET = Inset("far", Box(3000, 3000, 200, 100), "먼섬")


def test_an_inset_outside_the_view_moves_into_its_corner_with_its_number():
    svg = drawn(Group("1", "도", (mark("a"), mark("far", "5"))), inset=INSET, font=40, with_names=True)
    assert links(svg)[1].get("transform") == svg.find(f".//{NS}rect[@stroke-dasharray]/..").get("transform")
    assert "먼섬 5" in [text.text for text in svg.iter(f"{NS}text")]


@pytest.mark.parametrize("box", [Box(0, 0, 4000, 4000)])
def test_an_inset_inside_the_view_stays(box):
    svg = drawn(Group("1", "도", (mark("far"),)), inset=INSET, box=box)
    assert links(svg)[0].get("transform") is None


def test_an_inset_of_a_faded_group_is_not_drawn():
    svg = drawn(Group("1", "도", (mark("a"),)), Group("2", "", (mark("far"),), is_faded=True), inset=INSET)
    assert svg.find(f".//{NS}rect[@stroke-dasharray]") is None


def test_a_silhouette_is_one_picture():
    svg = xml(
        silhouette({"#ffffff": ["a"], "#0b2144": ["b"]}, SHAPES, BOX, label="작은 지도", border="border", inset=INSET)
    )
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "작은 지도")
    assert links(svg) == []


def test_tiles_stand_in_their_cells_with_a_line_around_the_province():
    text = tile_map([Group("1", "도", (mark("a"), mark("b", "1,234.56")))], {"a": (0, 0), "b": (1, 0)}, label="타일")
    svg = xml(text)
    assert [(rect.get("x"), rect.get("y"), rect.get("width")) for rect in svg.findall(f".//{NS}a/{NS}rect")] == [
        ("3", "3", "94"), ("103", "3", "94"),
    ]  # fmt: skip
    assert svg.find(f"{NS}g[@class='over']/{NS}path").get("d").count("M") == 6  # not between the two
    assert [t.text for t in svg.iter(f"{NS}text")] == ["a군", "3", "b군", "1,234.56"]
    sizes = [int(t.get("font-size")) for t in svg.iter(f"{NS}text")]
    assert sizes[3] < sizes[1]


def test_tiles_close_in_on_some():
    groups = [Group("1", "도", (mark("a"),)), Group("2", "이웃", (mark("b"),), is_faded=True)]
    svg = xml(tile_map(groups, {"a": (0, 0), "b": (5, 5)}, label="타일", crop=["a"]))
    assert svg.get("viewBox") == "-25 -25 150 150"
    assert len(svg.findall(f"{NS}g[@class='faded']/{NS}rect")) == 1


def test_a_picture_needs_nothing_else():
    body = choropleth([Group("1", "도", (mark("a"),))], SHAPES, BOX, label="지도")
    text = picture(
        body, 0.5, title="제목", subtitle="부제", legend=[LegendEntry("#90cdff", "1–2건"), LegendEntry(None, "없음")],
        notes=["출처"],
    )  # fmt: skip
    svg = xml(text.encode())
    assert links(svg) == []
    assert not list(svg.iter(f"{NS}use"))
    words = [text.text for text in svg.iter(f"{NS}text")]
    assert words == ["제목", "부제", "1–2건", "없음", "출처"]
