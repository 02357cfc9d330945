"""What may happen, in words; a kind without words here is shown as it is written."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "accounts.added": _("계정을 만들었습니다"),
    "accounts.password_set": _("비밀번호를 정했습니다"),
    "accounts.role_changed": _("역할을 바꾸었습니다"),
    "audit.keys": _("기록의 열쇠와 검사 프로그램을 알렸습니다"),
    "cases.claim_examined": _("주장을 확인했습니다"),
    "cases.merged": _("사례를 합쳤습니다"),
    "cases.registered": _("사례를 등록했습니다"),
    "cases.reinstated": _("사례를 되살렸습니다"),
    "cases.revised": _("사례를 고쳤습니다"),
    "cases.source_added": _("사례에 출처를 더했습니다"),
    "cases.source_removed": _("사례에서 출처를 뺐습니다"),
    "cases.taxonomies_loaded": _("분류표를 불러왔습니다"),
    "cases.withdrawn": _("사례를 내렸습니다"),
    "discovery.batch_continued": _("문서 올리기를 이어 갔습니다"),
    "discovery.batch_started": _("문서를 올렸습니다"),
    "discovery.decision_undone": _("결정을 되돌렸습니다"),
    "discovery.document_separated": _("문서를 같은 보도자료 묶음에서 뺐습니다"),
    "discovery.document_rejoined": _("문서를 같은 보도자료 묶음에 도로 넣었습니다"),
    "discovery.source_added": _("사례에 출처를 더했습니다"),
    "discovery.source_declined": _("출처로 더하지 않기로 했습니다"),
    "discovery.source_reopened": _("출처에 관한 결정을 되돌렸습니다"),
    "discovery.link_confirmed": _("같은 행사의 글로 확인했습니다"),
    "discovery.link_refused": _("다른 행사의 글로 보았습니다"),
    "discovery.link_reopened": _("행사에 관한 결정을 되돌렸습니다"),
    "discovery.document_read": _("문서를 읽었습니다"),
    "discovery.proposal_accepted": _("제안을 사례로 등록했습니다"),
    "discovery.proposal_merged": _("제안을 기존 사례에 통합했습니다"),
    "discovery.proposal_rejected": _("제안을 반려했습니다"),
    "governments.institution_added": _("기관을 더했습니다"),
    "governments.loaded": _("지방정부 자료를 불러왔습니다"),
}


def said(kind: str) -> str:
    """Return a kind in words."""
    return str(KINDS.get(kind, kind))
