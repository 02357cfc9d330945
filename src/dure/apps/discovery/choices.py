"""States of what comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

READ_SOURCES = "dure.apps.discovery.tasks.read_sources"
"""The name of the job that reads a batch."""

VISIT_SOURCE = "dure.apps.discovery.tasks.visit_source"
"""The name of the job that goes on with a visit to a source."""


class DocumentState(models.TextChoices):
    """What became of a document."""

    WAITING = "waiting", _("대기")
    READ = "read", _("읽음")
    FAILED = "failed", _("실패")


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    OPEN = "open", _("검토 대기")
    ACCEPTED = "accepted", pgettext_lazy("decision", "등록")
    MERGED = "merged", _("기존 사례에 통합")
    REJECTED = "rejected", _("반려")


class RejectionReason(models.TextChoices):
    """Why a proposal is no case."""

    NOT_A_CASE = "not_a_case", _("혁신 사례가 아님")
    WRONG_OWNER = "wrong_owner", _("기관을 알 수 없음")
    DUPLICATE = "duplicate", _("이미 등록됨")
    TOO_LITTLE = "too_little", _("내용이 부족함")
    OTHER = "other", _("그 밖의 사유")


class LinkVerdict(models.TextChoices):
    """How sure the reader is that two documents tell of one event."""

    SAME = "same", _("같은 행사")
    MAYBE = "maybe", _("같은 행사일 수 있음")


class LinkState(models.TextChoices):
    """What an editor said of a link."""

    FOUND = "found", _("확인 전")
    CONFIRMED = "confirmed", _("같은 행사로 확인")
    REFUSED = "refused", _("다른 행사")


class OfferState(models.TextChoices):
    """What became of a document that is offered as a source."""

    OPEN = "open", _("더하기 전")
    ADDED = "added", _("출처로 더함")
    DECLINED = "declined", _("더하지 않음")


class BatchKind(models.TextChoices):
    """How documents came in."""

    COMMAND = "command", _("명령줄")
    UPLOAD = "upload", _("올리기")
    ADDRESS = "address", _("주소")
    SAMPLES = "samples", _("예시 문서")
    SOURCE = "source", pgettext_lazy("batch", "수집처")


class SourceKind(models.TextChoices):
    """What stands at a source's address."""

    RSS = "rss", _("RSS·Atom 피드")
    SITEMAP = "sitemap", _("사이트맵")
    BOARD = "board", _("게시판 목록")
    PAGE = "page", _("한 페이지")


class Schedule(models.TextChoices):
    """How often a source is visited."""

    HOURLY = "hourly", _("한 시간마다")
    DAILY = "daily", _("날마다")
    WEEKLY = "weekly", _("주마다")
    MANUAL = "manual", _("손으로만")


class Weekday(models.IntegerChoices):
    """The day of a weekly visit, as Python counts."""

    MONDAY = 0, _("월요일")
    TUESDAY = 1, _("화요일")
    WEDNESDAY = 2, _("수요일")
    THURSDAY = 3, _("목요일")
    FRIDAY = 4, _("금요일")
    SATURDAY = 5, _("토요일")
    SUNDAY = 6, _("일요일")


class PauseReason(models.TextChoices):
    """Why a source is not visited."""

    PERSON = "person", _("편집자가 멈춤")
    FAILURES = "failures", _("실패가 이어져 멈춤")
    REFUSED = "refused", _("읽을 수 없는 주소라 멈춤")


class VisitOutcome(models.TextChoices):
    """What came of a visit."""

    RUNNING = "running", _("방문 중")
    DONE = "done", _("새 글을 읽음")
    UNCHANGED = "unchanged", _("바뀐 것 없음")
    PARTLY = "partly", _("일부를 읽지 못함")
    FAILED = "failed", _("목록을 읽지 못함")


class ItemOutcome(models.TextChoices):
    """What came of one page in a visit."""

    WAITING = "waiting", _("기다림")
    NEW = "new", _("새 글")
    CHANGED = "changed", _("바뀐 글")
    UNCHANGED = "unchanged", _("그대로")
    FAILED = "failed", _("실패")
    CLOSED = "closed", _("따라갈 수 없음")


class SourceState(models.TextChoices):
    """How a source is, at a glance."""

    GOOD = "good", _("정상")
    FIRST = "first", _("첫 방문 전")
    RUNNING = "running", _("방문 중")
    DOUBTFUL = "doubtful", _("살펴볼 것 있음")
    FAILING = "failing", _("실패 중")
    PAUSED = "paused", _("멈춤")


class FailureCode(models.TextChoices):
    """Why a document could not be had or read: the codes of `engines.reading`, of fetching, and of storing."""

    EMPTY = "empty", _("글이 없는 문서입니다")
    BINARY = "binary", _("문서가 아닌 파일입니다")
    TOO_BIG = "too-big", _("문서가 너무 큽니다")
    NOT_TEXT = "not-text", _("글자 부호를 알 수 없습니다")
    ENCRYPTED = "encrypted", _("암호가 걸린 문서입니다")
    LOCKED = "distribution-locked", _("배포용으로 잠긴 한글 문서입니다")
    TRUNCATED = "truncated", _("파일이 끝까지 오지 않았습니다")
    BOMB = "bomb", _("압축을 풀면 지나치게 커지는 파일입니다")
    TOO_DEEP = "too-deep", _("태그가 지나치게 깊게 겹친 문서입니다")
    NO_TEXT = "no-text", _("그림만 있고 글자가 없는 문서입니다")
    UNSUPPORTED = "unsupported", _("읽지 못하는 파일 형식입니다")
    UNREADABLE = "unreadable", _("파일이 깨져 읽을 수 없습니다")
    NOT_FOUND = "not-found", _("파일이 없습니다")
    NO_ACCESS = "no-access", _("파일을 열 수 없습니다")
    BAD_ADDRESS = "bad-address", _("읽을 수 있는 주소가 아닙니다")
    PRIVATE_ADDRESS = "private-address", _("내부망 주소는 읽지 않습니다")
    ROBOTS_FORBIDDEN = "robots-forbidden", _("그 누리집이 자동 읽기를 허락하지 않습니다(robots.txt)")
    ROBOTS_UNKNOWN = "robots-unknown", _("그 누리집의 robots.txt를 지금 받을 수 없습니다")
    TOO_LARGE = "too-large", _("페이지가 너무 큽니다")
    TOO_SLOW = "too-slow", _("정해진 시간 안에 답이 오지 않았습니다")
    TOO_MANY_REDIRECTS = "too-many-redirects", _("주소가 계속 다른 곳으로 넘어갑니다")
    HTTP_STATUS = "http-status", _("그 누리집이 페이지를 주지 않았습니다")
    WRONG_CONTENT = "wrong-content", _("글이 담긴 페이지가 아닙니다")
    NO_ANSWER = "no-answer", _("그 주소에 닿을 수 없습니다")
    CRASHED = "crashed", _("이 문서를 읽다가 읽기 프로그램이 멈췄습니다")
    TIMEOUT = "timeout", _("정해진 시간 안에 읽지 못한 문서입니다")
    READER_DIED = "reader-died", _("이 문서를 읽는 동안 읽기 프로그램이 두 번 멈췄습니다")
    READER_FAILED = "reader-failed", _("읽는 중에 예상하지 못한 오류가 났습니다")
    NOT_STORED = "not-stored", _("읽은 내용을 저장하지 못했습니다")
    HOST_BUSY = "host-busy", _("그 누리집에 보낼 요청이 많이 밀려 있습니다")
    NOT_A_LIST = "not-a-list", _("글 목록을 찾지 못했습니다")
    NO_ARTICLE = "no-article", _("본문을 찾지 못했습니다")
    NO_WAY = "no-way", _("프로그램으로만 열리는 글이라 주소를 알 수 없습니다")
    TOO_LONG = "too-long", _("주소가 너무 깁니다")


FAILURE_HINTS = {
    FailureCode.EMPTY: _("내용이 있는 파일인지 열어 확인해 주세요."),
    FailureCode.BINARY: _("한글(HWP·HWPX), PDF, 워드(DOCX), HTML, 텍스트 파일을 올려 주세요."),
    FailureCode.TOO_BIG: _("필요한 부분만 나누어 올려 주세요."),
    FailureCode.NOT_TEXT: _("UTF-8이나 CP949(EUC-KR)로 다시 저장해 올려 주세요."),
    FailureCode.ENCRYPTED: _("암호를 풀고 저장해 올려 주세요."),
    FailureCode.LOCKED: _("작성 기관에 잠기지 않은 파일을 요청하거나, 같은 내용의 누리집 주소를 넣어 주세요."),
    FailureCode.TRUNCATED: _("원본을 다시 내려받아 올려 주세요."),
    FailureCode.BOMB: _("믿을 수 있는 파일인지 확인하고, 글만 따로 저장해 올려 주세요."),
    FailureCode.TOO_DEEP: _("페이지의 글을 복사해 텍스트 파일로 올려 주세요."),
    FailureCode.NO_TEXT: _(
        "글자 인식(OCR)으로 얻은 글을 올리거나, 같은 내용의 한글 파일이나 누리집 주소를 넣어 주세요."
    ),
    FailureCode.UNSUPPORTED: _("HWPX, PDF, DOCX, HTML, 텍스트로 저장해 올려 주세요."),
    FailureCode.UNREADABLE: _("파일이 열리는지 확인하고 다시 저장해 올려 주세요."),
    FailureCode.NOT_FOUND: _("경로를 확인해 주세요."),
    FailureCode.NO_ACCESS: _("파일의 읽기 권한을 확인해 주세요."),
    FailureCode.BAD_ADDRESS: _("http:// 또는 https://로 시작하는 전체 주소를 넣어 주세요."),
    FailureCode.PRIVATE_ADDRESS: _("페이지를 파일로 저장해 올려 주세요."),
    FailureCode.ROBOTS_FORBIDDEN: _("브라우저에서 페이지를 저장해 파일로 올려 주세요."),
    FailureCode.ROBOTS_UNKNOWN: _("누리집이 고장 났을 수 있습니다. 잠시 뒤 다시 시도해 주세요."),
    FailureCode.TOO_LARGE: _("필요한 부분만 파일로 올려 주세요."),
    FailureCode.TOO_SLOW: _("잠시 뒤 다시 시도하거나, 페이지를 저장해 파일로 올려 주세요."),
    FailureCode.TOO_MANY_REDIRECTS: _("브라우저에서 열어 마지막에 나온 주소를 넣어 주세요."),
    FailureCode.HTTP_STATUS: _("페이지가 아직 있는지, 로그인이 필요한지 확인해 주세요."),
    FailureCode.WRONG_CONTENT: _("보도자료나 기사 페이지 자체의 주소를 넣어 주세요."),
    FailureCode.NO_ANSWER: _("주소를 확인하고 잠시 뒤 다시 시도해 주세요."),
    FailureCode.CRASHED: _("텍스트나 새로 만든 PDF로 저장해 올려 주세요."),
    FailureCode.TIMEOUT: _("텍스트로 저장하거나 나누어 올려 주세요."),
    FailureCode.READER_DIED: _("이 문서만 텍스트로 저장해 따로 올려 주세요."),
    FailureCode.READER_FAILED: _("이 문서를 관리자에게 알려 주세요. 다른 문서는 모두 읽었습니다."),
    FailureCode.NOT_STORED: _("이 문서를 관리자에게 알려 주세요. 다른 문서는 모두 읽었습니다."),
    FailureCode.HOST_BUSY: _("1분쯤 뒤에 다시 시도해 주세요. 한 누리집에는 사이를 두고 요청합니다."),
    FailureCode.NOT_A_LIST: _(
        "글 제목이 나란히 보이는 목록 페이지나 RSS의 주소를 넣어 주세요. "
        "화면이 스크립트로만 그려지는 게시판은 RSS 주소가 있는지 찾아 주세요."
    ),
    FailureCode.NO_ARTICLE: _("브라우저에서 열어 글이 보이면 파일로 저장해 올려 주세요."),
    FailureCode.NO_WAY: _("그 게시판의 RSS 주소를 찾아 수집처로 넣거나, 글을 파일로 저장해 올려 주세요."),
    FailureCode.TOO_LONG: _("글을 파일로 저장해 올려 주세요."),
}


def failure_text(code: str, message: str) -> str:
    """Return what is wrong in the reader's language; the English message where the code is not known here."""
    return str(FailureCode(code).label) if code in FailureCode.values else message


def failure_hint(code: str, hint: str) -> str:
    """Return how to mend it in the reader's language; the English hint where the code is not known here."""
    return str(FAILURE_HINTS[FailureCode(code)]) if code in FailureCode.values else hint


_REASONS = {
    "institution": _("같은 기관(%(value)s)"),
    "organiser": _("연 기관이 같음(%(value)s)"),
    "event": _("같은 행사 이름(%(value)s)"),
    "event-like": _("비슷한 행사 이름(%(value)s)"),
    "year": _("같은 해(%(value)s)"),
    "half 1": _("같은 상반기"),
    "half 2": _("같은 하반기"),
    "round": _("같은 회차(제%(value)s회)"),
    "date": _("같은 날(%(value)s)"),
    "days 0": _("같은 날 나온 글"),
    "days": _("%(value)s일 사이에 나온 글"),
    "cases": _("사례 %(of)s건 중 %(shared)s건이 같음"),
    "case": _("사례 %(of)s건 중 %(shared)s건이 같음"),
    "award": _("같은 상(%(value)s)"),
}


def reason_text(reason: Mapping[str, Any]) -> str:
    """Return why two documents may tell of one event in the reader's language; nothing for a code not known here."""
    code = reason["code"]
    text = _REASONS.get(f"{code} {reason['value']}", _REASONS.get(code))
    return str(text) % reason if text is not None else ""
