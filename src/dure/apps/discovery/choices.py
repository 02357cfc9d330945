"""States of what comes in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentState(models.TextChoices):
    """What became of a document."""

    WAITING = "waiting", _("대기")
    READ = "read", _("읽음")
    FAILED = "failed", _("실패")


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    OPEN = "open", _("검토 대기")
    ACCEPTED = "accepted", _("등록")
    MERGED = "merged", _("기존 사례에 통합")
    REJECTED = "rejected", _("반려")


class RejectionReason(models.TextChoices):
    """Why a proposal is no case."""

    NOT_A_CASE = "not_a_case", _("혁신 사례가 아님")
    WRONG_OWNER = "wrong_owner", _("기관을 알 수 없음")
    DUPLICATE = "duplicate", _("이미 등록됨")
    TOO_LITTLE = "too_little", _("내용이 부족함")
    OTHER = "other", _("그 밖의 사유")


class BatchKind(models.TextChoices):
    """How documents came in."""

    COMMAND = "command", _("명령줄")
    UPLOAD = "upload", _("올리기")
    ADDRESS = "address", _("주소")
    SAMPLES = "samples", _("예시 문서")
