"""States and kinds of the registry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """Where a case stands. Nothing is deleted: a mistake is withdrawn, a double merged into the other."""

    PUBLISHED = "published", _("공개")
    WITHDRAWN = "withdrawn", _("철회")
    MERGED = "merged", _("통합됨")


class ClaimStatus(models.TextChoices):
    """How far a claim such as "first in the nation" has been examined."""

    CLAIMED = "claimed", _("주장")
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


class MapLayer(models.TextChoices):
    """Whose cases the map counts: of cities, counties and districts, or of provinces themselves."""

    BASIC = "basic", _("시·군·구")
    PROVINCE = "province", _("시·도")


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
