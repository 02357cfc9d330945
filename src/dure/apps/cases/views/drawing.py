"""From counts to a drawn map: words, shades, outlines."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dure.apps.cases.choices import MapView, Measure
from dure.apps.cases.queries.places import english_names
from dure.data import governments as data
from dure.formats import svg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dure.apps.cases.queries.map import MapData, PlaceCount

_BORDER = "mesh"
_NEAR_FONT_SHARE = 46  # letters of this part of the view's width
_PROVINCE_FONT = 260
_NATIONAL_FONT = 165
_MARGIN_SHARE = 16  # the margin around a province is this part of its width
_INSET_ROOM = 3  # a province with an inset gets this part of its width more
_OUT_OF_SIGHT = 0.5  # a government whose absence halves the view is left outside it
# Where provinces stand among equal tiles: our own arrangement, by lineage.
_PROVINCE_CELLS = {
    "28": (0, 0), "11": (1, 0), "41": (2, 0), "51": (3, 0),
    "44": (0, 1), "36": (1, 1), "43": (2, 1), "47": (3, 1),
    "52": (0, 2), "30": (1, 2), "27": (2, 2), "31": (3, 2),
    "46": (0, 3), "12": (0, 3), "29": (1, 3), "48": (2, 3), "26": (3, 3),
    "50": (0, 4),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atlas:
    """The outlines of one drawing, read once: basic and single-tier shapes, provinces, borders and the inset."""

    basics: Mapping[str, svg.Outline]
    provinces: Mapping[str, svg.Outline]
    box: svg.Box
    inset: svg.Inset
    sheet: bytes
    sheet_gzip: bytes
    digest: str

    @property
    def outlines(self) -> dict[str, svg.Outline]:
        """All shapes: codes of basic governments and provinces differ in length."""
        return {**self.basics, **self.provinces}


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One class: its fill (None is hatched), its bounds in the words of the measure, and how many places it has."""

    fill: str | None
    text: str
    places: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn map with its legend; ``outside`` names what the view of a province leaves out."""

    svg: str
    ratio: float
    legend: tuple[LegendLine, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scale:
    """The classes of a map, their shades, and the level of each place (None without a value)."""

    classes: tuple[svg.Class, ...]
    shades: tuple[str, ...]
    levels: Mapping[str, int | None]

    def fill(self, lineage: str) -> str | None:
        level = self.levels[lineage]
        return None if level is None else self.shades[level]


def _scale(found: MapData) -> _Scale:
    values = {row.place.lineage: row.value(found.filters.measure) for row in found.rows}
    classes = svg.natural_classes([value for value in values.values() if value])
    levels = {lineage: svg.level_of(value, classes) for lineage, value in values.items()}
    return _Scale(classes, svg.shades(len(classes)), levels)


@lru_cache(maxsize=4)
def atlas(drawing_date: date) -> Atlas:
    """Read the outlines of a drawing; 0.1 s, once in a process."""
    raw = data.boundaries(drawing_date)
    basics = {code: svg.outline(shape.path, shape.label) for code, shape in {**raw.basic, **raw.single_tier}.items()}
    provinces = {code: svg.outline(shape.path, shape.label) for code, shape in raw.metropolitan.items()}
    border = svg.outline(raw.mesh_metropolitan)
    sheet = svg.shape_sheet({**basics, **provinces, _BORDER: border}).encode()
    x, y, width, height = (round(float(number) * 10) for number in raw.view_box.split())
    inset_box = svg.Box(*(round(number * 10) for number in raw.inset_box))
    return Atlas(
        basics=basics,
        provinces={**provinces, _BORDER: border},
        box=svg.Box(x, y, width, height),
        inset=svg.Inset(raw.inset_code, inset_box, raw.inset_label),
        sheet=sheet,
        sheet_gzip=gzip.compress(sheet, 9, mtime=0),
        digest=hashlib.sha256(sheet).hexdigest()[:12],
    )


def sheet_address(drawing_date: date) -> str:
    """Return where the outlines are served; the address changes with them, so they may be kept for ever."""
    return reverse("cases:map_shapes", args=[drawing_date.isoformat(), atlas(drawing_date).digest])


@lru_cache(maxsize=512)
def _address(lineage: str) -> str:
    return reverse("cases:government", args=[lineage])


def value_text(value: int | None, measure: Measure) -> str:
    """Write a value of ``PlaceCount.value`` as it is read."""
    if value is None:
        return "–"
    if measure == Measure.COUNT:
        return str(number_format(value, 0, force_grouping=True))
    return str(number_format(value / 100, 2, force_grouping=True))


def _shown(lineage: str, name: str) -> str:
    """Return a government's name in the language of the page: a shape's title is words alone, no part can be marked."""
    return name if (get_language() or "ko").startswith("ko") else english_names()[lineage]


def sentence(row: PlaceCount, *, is_province_layer: bool) -> str:
    """Say all of a place in one line: the accessible name of its shape and the text of the panel."""
    place = row.place
    name, province = _shown(place.lineage, place.name), _shown(place.province, place.province_name)
    where = name if place.is_province else _("%(name)s, %(province)s") % {"name": name, "province": province}
    if is_province_layer and row.within_count is not None and place.kind != "특별자치시":
        text = _("%(place)s: 본청 %(own)s건 · 관내 시·군·구 %(within)s건") % {
            "place": where, "own": row.count, "within": row.within_count,
        }  # fmt: skip
    else:
        text = _("%(place)s: 사례 %(count)s건") % {"place": where, "count": row.count}
    if row.rate is not None and place.population:
        text += _(" · 인구 10만 명당 %(rate)s건") % {"rate": number_format(float(row.rate), 2, force_grouping=True)}
    if row.institution_count:
        text += _(" · 공공기관 사례 %(count)s건 포함") % {"count": row.institution_count}
    for old in row.predecessors:
        if old.is_counted:
            text += _(" · 통합 전 %(name)s %(count)s건 포함") % {
                "name": _shown(old.lineage, old.name),
                "count": old.count,
            }
        else:
            text += _(" · 나뉜 옛 %(name)s %(count)s건은 세지 않음") % {
                "name": _shown(old.lineage, old.name),
                "count": old.count,
            }
    return text


def draw(found: MapData, view: MapView, *, with_links: bool = True, sheet: str = "") -> Drawing:
    """Draw the counts as a choropleth or as tiles, closing in on the chosen province."""
    scale = _scale(found)
    groups = _groups(found, scale, with_links=with_links)
    legend = _legend(found, scale)
    title = _("시·도 지도") if found.filters.is_province_layer else _("시·군·구 지도")
    if view == MapView.TILES:
        return _tiles(found, groups, legend, title)
    return _choropleth(found, groups, legend, title, sheet)


def draw_small(found: MapData, *, sheet: str) -> Drawing:
    """Return the map of the first page: fills and borders only, one picture with one name."""
    scale = _scale(found)
    drawn = atlas(found.places.drawing_date)
    fills: dict[str, list[str]] = {}
    for code, lineage in found.places.shapes.items():
        fills.setdefault(scale.fill(lineage) or svg.NO_DATA, []).append(code)
    label = _("시·군·구별 사례 수를 색의 짙기로 나타낸 전국 지도")
    text = svg.silhouette(fills, drawn.outlines, drawn.box, border=_BORDER, inset=drawn.inset, sheet=sheet, label=label)
    return Drawing(text, drawn.box.height / drawn.box.width, _legend(found, scale))


def _groups(found: MapData, scale: _Scale, *, with_links: bool) -> list[svg.Group]:
    """Return the marks of each province; on the province layer each is alone in its group."""
    rows, places = found.by_lineage, found.places
    is_province_layer = found.filters.is_province_layer
    shapes = places.province_shapes if is_province_layer else places.shapes
    by_province: dict[str, list[svg.Mark]] = {}
    for code, lineage in shapes.items():
        row = rows.get(lineage)
        province = lineage if is_province_layer else places.shape_provinces[code]
        by_province.setdefault(province, []).append(
            _mark(row, code, scale, found, with_links=with_links) if row else _not_then(found, code, lineage)
        )
    names = {place.lineage: place.name for place in places.provinces}
    return [
        svg.Group(
            key=province,
            name=_shown(province, names.get(province, places.shape_names.get(province, ""))),
            marks=tuple(marks),
            is_faded=bool(found.filters.province) and province != found.filters.province,
        )
        for province, marks in by_province.items()
    ]


def _mark(row: PlaceCount, code: str, scale: _Scale, found: MapData, *, with_links: bool) -> svg.Mark:
    star = "*" if row.predecessors else ""
    return svg.Mark(
        key=code,
        title=sentence(row, is_province_layer=found.filters.is_province_layer),
        fill=scale.fill(row.place.lineage),
        number=value_text(row.value(found.filters.measure), found.filters.measure) + star,
        name=row.place.short_name,
        address=_address(row.place.lineage) if with_links else None,
    )


def _not_then(found: MapData, code: str, lineage: str) -> svg.Mark:
    """Return the hatched mark of a shape that was no government of this layer on the day."""
    name = found.places.shape_names[lineage]
    title = _("%(name)s: %(day)s에는 이 단위의 지방정부가 아니었습니다") % {
        "name": _shown(lineage, name), "day": found.places.day.isoformat(),
    }  # fmt: skip
    return svg.Mark(key=code, title=title, fill=None, name=name)


def _legend(found: MapData, scale: _Scale) -> tuple[LegendLine, ...]:
    """Return the classes from none to most; the hatch stands last, where it occurs."""
    measure = found.filters.measure
    lines = [LegendLine(scale.shades[0], _("없음"), sum(1 for level in scale.levels.values() if level == 0))]
    for number, group in enumerate(scale.classes, start=1):
        low, high = value_text(group.low, measure), value_text(group.high, measure)
        bounds = low if low == high else f"{low}–{high}"
        lines.append(LegendLine(scale.shades[number], _("%(bounds)s건") % {"bounds": bounds}, group.members))
    if unknown := sum(1 for level in scale.levels.values() if level is None):
        lines.append(LegendLine(None, _("인구 자료 없음"), unknown))
    shapes = found.places.province_shapes if found.filters.is_province_layer else found.places.shapes
    if missing := sum(1 for lineage in shapes.values() if lineage not in scale.levels):
        lines.append(LegendLine(None, _("기준일에 없던 단위"), missing))
    return tuple(lines)


def _choropleth(
    found: MapData, groups: list[svg.Group], legend: tuple[LegendLine, ...], title: str, sheet: str
) -> Drawing:
    drawn = atlas(found.places.drawing_date)
    outlines = drawn.outlines
    box = drawn.box
    outside: tuple[str, ...] = ()
    if found.filters.province:
        box, outside = _close_in(groups, outlines, drawn)
    is_province_layer = found.filters.is_province_layer
    is_national = not found.filters.province
    national_font = _PROVINCE_FONT if is_province_layer else _NATIONAL_FONT
    font = national_font if is_national else round(box.width / _NEAR_FONT_SHARE)
    text = svg.choropleth(
        groups,
        outlines,
        box,
        label=title,
        font=font,
        with_names=not is_national or is_province_layer,
        border="" if is_province_layer else _BORDER,
        inset=None if is_province_layer else drawn.inset,
        sheet=sheet,
    )
    return Drawing(text, box.height / box.width, legend, outside)


def _close_in(
    groups: list[svg.Group], outlines: Mapping[str, svg.Outline], drawn: Atlas
) -> tuple[svg.Box, tuple[str, ...]]:
    """Return the box around the chosen province, and the names of far islands left out of it."""
    marks = [mark for group in groups if not group.is_faded for mark in group.marks if mark.key != drawn.inset.key]
    outside = []
    box = svg.combined_focus(outlines[mark.key] for mark in marks)
    for mark in marks:
        others = [outlines[other.key] for other in marks if other is not mark]
        if len(others) < len(marks) // 2 or not others:
            continue
        without = svg.combined_focus(others)
        if without.width * without.height < box.width * box.height * _OUT_OF_SIGHT:
            outside.append(mark.name)
            box = without
    if len(marks) < sum(len(group.marks) for group in groups if not group.is_faded):
        box = box._replace(width=box.width + box.width // _INSET_ROOM)
    return box.grown(box.width // _MARGIN_SHARE), tuple(outside)


def _tiles(found: MapData, groups: list[svg.Group], legend: tuple[LegendLine, ...], title: str) -> Drawing:
    if found.filters.is_province_layer:
        cells = {code: _PROVINCE_CELLS[lineage] for code, lineage in found.places.province_shapes.items()}
    else:
        cells = tile_cells(found.places.drawing_date)
    crop = (
        [mark.key for group in groups if not group.is_faded for mark in group.marks] if found.filters.province else []
    )
    columns = [cells[key][0] for key in crop] or [column for column, _row in cells.values()]
    rows = [cells[key][1] for key in crop] or [row for _column, row in cells.values()]
    ratio = (max(rows) - min(rows) + 1.5) / (max(columns) - min(columns) + 1.5)
    return Drawing(svg.tile_map(groups, cells, label=title, crop=crop), ratio, legend)


@lru_cache(maxsize=4)
def tile_cells(drawing_date: date) -> dict[str, tuple[int, int]]:
    """Return the (column, row) of each shape's tile."""
    single = {code[:2]: code for code in data.boundaries(drawing_date).single_tier}
    return {single.get(tile.code, tile.code): (tile.column, tile.row) for tile in data.tiles(drawing_date)}


def picture(found: MapData, view: MapView, *, title: str, subtitle: str, notes: list[str]) -> str:
    """Return the map as a file of its own, with legend and sources."""
    drawn = draw(found, view, with_links=False)
    legend = [
        svg.LegendEntry(
            line.fill,
            ngettext("%(text)s (%(count)s곳)", "%(text)s (%(count)s곳)", line.places)
            % {"text": line.text, "count": line.places},
        )
        for line in drawn.legend
    ]
    return svg.picture(drawn.svg, drawn.ratio, title=title, subtitle=subtitle, legend=legend, notes=notes)
