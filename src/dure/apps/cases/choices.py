"""States and kinds of the registry."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseState(models.TextChoices):
    """Where a case stands. Nothing is deleted: a mistake is withdrawn, a double merged into the other."""

    PUBLISHED = "published", _("공개")
    WITHDRAWN = "withdrawn", _("철회")
    MERGED = "merged", _("통합됨")


class ClaimStatus(models.TextChoices):
    """How far a claim such as "first in the nation" has been examined."""

    CLAIMED = "claimed", pgettext_lazy("status", "주장")
    CONTESTED = "contested", _("이의 있음")
    CERTIFIED = "certified", _("인증")
    REFUTED = "refuted", _("사실 아님")


class FieldRule(models.TextChoices):
    """How a case came to its standard field."""

    TAXONOMY = "taxonomy", _("원 분류에 대응")
    KEYWORD = "keyword", _("열쇠말로 분류")
    EDITOR = "editor", _("편집자가 정함")


class Measure(models.TextChoices):
    """What the map's colours mean."""

    COUNT = "count", _("사례 수")
    PER_CAPITA = "per100k", _("인구 10만 명당")


FACT_NAMES = {
    "title": _("제목"),
    "summary": _("요약"),
    "background": _("추진 배경"),
    "content": _("추진 내용"),
    "results": _("성과"),
    "year": _("연도"),
    "period": _("기간"),
    "period_start": _("시작일"),
    "period_end": _("종료일"),
    "field_given": _("원 분야"),
    "field": _("원 분류"),
    "standard_field": _("표준 분야"),
    "state": _("상태"),
    "merged_into": _("통합한 사례"),
    "owners": _("소유 기관"),
    "figures": _("수치"),
    "claims": _("주장"),
    "awards": _("수상"),
}
"""What a fact is called on screens, by the first part of its path."""

ACTION_NAMES = {
    "cases.registered": _("등록"),
    "cases.revised": _("수정"),
    "cases.source_added": _("출처 추가"),
    "cases.source_removed": _("출처 추가 취소"),
    "cases.withdrawn": _("철회"),
    "cases.reinstated": _("되살림"),
    "cases.merged": _("통합"),
    "cases.claim_examined": _("주장 확인"),
}
"""What an entry of the record is called on screens."""


class MapLayer(models.TextChoices):
    """Whose cases the map counts: of cities, counties and districts, or of provinces themselves."""

    BASIC = "basic", pgettext_lazy("layer", "시·군·구")
    PROVINCE = "province", pgettext_lazy("layer", "시·도")


class MapView(models.TextChoices):
    """Three equal ways to the same counts."""

    MAP = "map", _("지도")
    TILES = "tiles", _("타일")
    TABLE = "table", _("표")


class MapSort(models.TextChoices):
    """The order of the table's rows."""

    COUNT = "count", _("사례 많은 순")
    RATE = "rate", _("인구 10만 명당 많은 순")
    POPULATION = "population", _("인구 많은 순")
    NAME = "name", _("시·도와 이름 순")
    CODE = "code", _("행정기관 코드 순")
