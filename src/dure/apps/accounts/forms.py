"""Forms about people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.apps.accounts.choices import Role
from dure.apps.accounts.models import User


class NameForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """What a person may change of the own account."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("이름")}
        help_texts = {"name": _("검토 기록에 이 이름으로 남습니다.")}


class PersonForm(forms.Form):
    """A new account."""

    email = forms.EmailField(label=_("이메일"))
    name = forms.CharField(label=_("이름"), max_length=60, required=False)
    role = forms.ChoiceField(label=_("역할"), choices=Role.choices, initial=Role.EDITOR)
