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
