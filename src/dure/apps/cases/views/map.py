"""Home and the national map."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from dure.apps.cases.choices import MapLayer, MapView, Measure
from dure.apps.cases.forms.map import MapForm
from dure.apps.cases.queries.map import ANY_AWARD, MapData, home_summary, in_order, map_choices, map_values
from dure.apps.cases.queries.places import OLD_DRAWING_DATE, places_on
from dure.apps.cases.views import drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dure.apps.cases.queries.map import PlaceCount

_RANKED_SHOWN = 10
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    summary = home_summary()
    small = drawing.draw_small(summary.map, sheet=drawing.sheet_address(summary.map.places.drawing_date))
    return render(
        request,
        "cases/home.html",
        {
            "is_home": True,
            "summary": summary,
            "small_map": mark_safe(small.svg),  # noqa: S308  # made by formats.svg, which escapes
            "legend": small.legend,
        },
    )


@require_safe
@gzip_page
def case_map(request: HttpRequest) -> HttpResponse:
    """The national map: shapes, equal tiles or a table of the same counts."""
    form = MapForm(request.GET, map_choices())
    found = map_values(form.filters())
    shown_as = form.shown_as
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "view": shown_as,
        "views": MapView,
        "measures": Measure,
        "layers": MapLayer,
        "layer": MapLayer.PROVINCE if found.filters.is_province_layer else MapLayer.BASIC,
        "summary": _summary(found, form),
        "province": found.places.places.get(found.filters.province),
        "provinces": _province_links(found),
        "rows": in_order(found.shown, form.order),
        "order": form.order,
        "ranking": found.ranked()[:_RANKED_SHOWN],
        "population_sources": [_source_text(source) for source in found.population_sources()],
        "is_old_drawing": found.places.day <= OLD_DRAWING_DATE,
        "newest_day": places_on().day,
    }
    if shown_as != MapView.TABLE:
        drawn = drawing.draw(found, shown_as, sheet=drawing.sheet_address(found.places.drawing_date))
        context |= {"drawing": drawn, "svg": mark_safe(drawn.svg)}  # noqa: S308  # made by formats.svg, which escapes
    return render(request, "cases/map.html", context)


@require_safe
@gzip_page
def map_csv(request: HttpRequest) -> HttpResponse:
    """The table as a file for a spreadsheet."""
    form = MapForm(request.GET, map_choices())
    if not form.is_valid():
        return _refused(form)
    found = map_values(form.filters())
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dure-map-{found.places.day.isoformat()}.csv"'
    answer.write("\ufeff")  # without it Excel reads UTF-8 as CP949
    writer = csv.writer(answer)
    writer.writerows(_csv_rows(found, form))
    return answer


@require_safe
@gzip_page
def map_picture(request: HttpRequest) -> HttpResponse:
    """The map as an SVG file with title, legend and sources."""
    form = MapForm(request.GET, map_choices())
    if not form.is_valid():
        return _refused(form)
    found = map_values(form.filters())
    shown_as = MapView.TILES if form.shown_as == MapView.TILES else MapView.MAP
    notes = [
        _("두레에 등록된 공개 사례 %(total)s건, 지방정부 %(covered)s곳.")
        % {"total": found.total, "covered": found.covered},
        _("명단 기준일 %(day)s, 경계 그림 %(drawing)s.")
        % {"day": found.places.day.isoformat(), "drawing": found.places.drawing_date.isoformat()},
        _("행정구역 경계: 통계청 통계지리정보서비스(SGIS) 행정구역경계 2018, 공공누리 제1유형"),
    ]
    province = found.places.places.get(found.filters.province)
    title = _("%(name)s 혁신사례 지도") % {"name": province.name} if province else _("지방정부 혁신사례 지도")
    text = drawing.picture(found, shown_as, title=title, subtitle=_summary(found, form), notes=notes)
    answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dure-map-{found.places.day.isoformat()}.svg"'
    return answer


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def map_shapes(request: HttpRequest, drawing_date: str, digest: str) -> HttpResponse:
    """The outlines that the maps point into; the address holds their digest, so a browser asks once."""
    known = {day.isoformat(): day for day in (OLD_DRAWING_DATE, places_on().drawing_date)}
    if drawing_date not in known:
        raise Http404(drawing_date)
    atlas = drawing.atlas(known[drawing_date])
    if digest != atlas.digest:
        raise Http404(digest)
    is_small = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(atlas.sheet_gzip if is_small else atlas.sheet, content_type="image/svg+xml")
    if is_small:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    return answer


def _refused(form: MapForm) -> HttpResponse:
    lines = [
        f"{form.fields[name].label}: {' '.join(str(problem) for problem in problems)}"
        for name, problems in form.errors.items()
    ]
    return HttpResponseBadRequest("\n".join(lines), content_type="text/plain; charset=utf-8")


def _summary(found: MapData, form: MapForm) -> str:
    """Say what is counted in one line."""
    chosen = found.filters
    parts = []
    years = {"first": chosen.year_from, "last": chosen.year_to}
    if chosen.year_from and chosen.year_from == chosen.year_to:
        parts.append(_("%(first)s년") % years)
    elif chosen.year_from and chosen.year_to:
        parts.append(_("%(first)s–%(last)s년") % years)
    elif chosen.year_from:
        parts.append(_("%(first)s년부터") % years)
    elif chosen.year_to:
        parts.append(_("%(last)s년까지") % years)
    else:
        parts.append(_("모든 연도"))
    parts.append(form.label_of("field", chosen.field))
    if chosen.award:
        parts.append(_("수상한 사례") if chosen.award == ANY_AWARD else _("%(grade)s 수상") % {"grade": chosen.award})
    parts.append(str(MapLayer.PROVINCE.label if chosen.is_province_layer else MapLayer.BASIC.label))
    parts.append(str(chosen.measure.label))
    return " · ".join(str(part) for part in parts)


def _source_text(source: str) -> str:
    """Name a source of populations as a Korean reader knows it."""
    names = {
        "KOSIS resident-register mid-year population": _("통계청 KOSIS 주민등록연앙인구"),
        "MOIS resident register": _("행정안전부 주민등록 인구통계"),
    }
    name, _space, when = source.rpartition(" ")
    return f"{names.get(name, name)} {when}".strip()


def _province_links(found: MapData) -> list[dict[str, Any]]:
    """Return each province with the number of its governments that have a case, for closing in."""
    covered: dict[str, int] = {}
    for row in found.rows:
        covered[row.place.province] = covered.get(row.place.province, 0) + bool(row.count)
    return [
        {"lineage": place.lineage, "name": place.short_name, "covered": covered.get(place.lineage, 0)}
        for place in found.places.provinces
    ]


def _csv_rows(found: MapData, form: MapForm) -> Iterator[list[str]]:
    yield [
        _("순위"), _("코드"), _("이름"), _("시·도"), _("사례 수"), _("공공기관 사례"), _("통합 전 지방정부"),
        _("관내 시·군·구 사례"), _("인구"), _("인구 연도"), _("인구 출처"), _("인구 10만 명당"),
    ]  # fmt: skip
    for row in in_order(found.shown, form.order):
        place = row.place
        cells = (
            row.rank or "", place.lineage, place.name, place.province_name, row.count, row.institution_count,
            "; ".join(_predecessor_text(row)), "" if row.within_count is None else row.within_count,
            place.population or "", place.population_year or "", _source_text(place.population_source or ""),
            "" if row.rate is None else f"{float(row.rate):.2f}",
        )  # fmt: skip
        yield [_safe(str(cell)) for cell in cells]


def _predecessor_text(row: PlaceCount) -> Iterator[str]:
    for old in row.predecessors:
        counted = _("포함") if old.is_counted else _("세지 않음")
        yield f"{old.name} {number_format(old.count)} ({counted})"


def _safe(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
