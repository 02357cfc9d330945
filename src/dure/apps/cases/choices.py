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


class Refusal(models.TextChoices):
    """Why a change to the registry is refused, and how to mend it."""

    NO_TITLE = "no_title", _("제목을 적어 주세요.")
    PERSONAL_TITLE = (
        "personal_title",
        _("제목에서 전자우편 주소·주민등록번호·휴대전화 번호를 빼 주세요. 공개 기록에 남습니다."),
    )
    NO_OWNER = "no_owner", _("소유 기관을 하나 이상 골라 주세요.")
    OWNER_TWICE = "owner_twice", _("같은 소유 기관이 두 번 들어 있습니다. 하나를 지워 주세요.")
    UNKNOWN_GOVERNMENT = "unknown_government", _("목록에 없는 지방정부입니다. 다시 골라 주세요.")
    UNKNOWN_INSTITUTION = (
        "unknown_institution",
        _("고른 공공기관이 그 지방정부의 기관이 아닙니다. 소유 지방정부를 확인해 주세요."),
    )
    UNKNOWN_FIELD = "unknown_field", _("표준 분야를 목록에서 골라 주세요.")
    UNKNOWN_FACT = (
        "unknown_fact",
        _("그사이 다른 편집자가 지운 항목이 들어 있습니다. 화면을 새로 열어 다시 고쳐 주세요."),
    )
    REASON_MISSING = "reason_missing", _("사유를 적어 주세요. 수정 이력에 남습니다.")
    NOT_PUBLISHED = "not_published", _("철회되었거나 다른 사례에 통합된 사례입니다. 먼저 되살려 주세요.")
    NOT_WITHDRAWN = "not_withdrawn", _("이미 공개된 사례입니다.")
    SAME_CASE = "same_case", _("사례를 자신에게 통합할 수 없습니다. 다른 사례를 골라 주세요.")
    EDIT_CONFLICT = (
        "edit_conflict",
        _("다른 편집자가 먼저 고쳤습니다. 아래에서 바뀐 내용을 확인하고, 그래도 저장하려면 다시 저장을 눌러 주세요."),
    )


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
