"""Forms of the list of governments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.apps.governments.choices import PeerGroup


class GovernmentFilter(forms.Form):
    """Which governments to list."""

    q = forms.CharField(label=_("이름"), required=False, max_length=40)
    peer_group = forms.ChoiceField(label=_("평가군"), required=False, choices=[("", _("전체")), *PeerGroup.choices])
    as_of = forms.DateField(
        label=_("기준일"),
        required=False,
        help_text=_("2001년 이후 그날의 행정구역으로 봅니다."),
        widget=forms.DateInput(attrs={"type": "date", "min": "2001-01-01"}),
    )
