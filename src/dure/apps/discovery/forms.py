"""Forms of discovery: giving documents, and a proposal as an editor corrects it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.apps.cases.queries import standard_fields
from dure.apps.discovery.actions import AwardForm, CaseForm, ClaimForm, FigureForm, OwnerForm, SourceFacts
from dure.apps.discovery.choices import ProposalState, RejectionReason, Schedule, SourceKind, Weekday
from dure.apps.discovery.queries import OFFERS, Filters
from dure.apps.governments.queries import choosable_governments

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from dure.apps.cases.actions import Refused
    from dure.apps.discovery.models import Proposal, Source
    from dure.apps.governments.models import Government

MAX_FILES = 200
OTHER = "other"


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes many files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Files, each checked like one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return all files."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        return [super(ManyFilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """Files to read, and addresses of pages. What a file really is, the reader finds out from its content."""

    documents = ManyFilesField(label=_("파일"), required=False, allow_empty_file=True)
    addresses = forms.CharField(
        label=_("주소"),
        required=False,
        max_length=20_000,
        help_text=_("보도자료나 기사 페이지의 주소를 한 줄에 하나씩 넣습니다."),
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://", "spellcheck": "false"}),
    )

    def clean_documents(self) -> list[UploadedFile]:
        """Refuse more files than one reading should hold."""
        files: list[UploadedFile] = self.cleaned_data["documents"]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("한 번에 %(most)d개까지 올릴 수 있습니다. %(given)d개를 나누어 올려 주세요."),
                params={"most": MAX_FILES, "given": len(files)},
            )
        return files

    def clean_addresses(self) -> list[str]:
        """Return the addresses, each once."""
        lines = (line.strip() for line in self.cleaned_data["addresses"].splitlines())
        found = list(dict.fromkeys(line for line in lines if line))
        wrong = [line for line in found if not line.startswith(("http://", "https://")) or " " in line]
        if wrong:
            raise forms.ValidationError(
                _("‘%(address)s’은(는) 주소가 아닙니다. http:// 또는 https://로 시작하는 전체 주소를 넣어 주세요."),
                params={"address": wrong[0][:80]},
            )
        if len(found) > MAX_FILES:
            raise forms.ValidationError(_("한 번에 %(most)d개까지 넣을 수 있습니다."), params={"most": MAX_FILES})
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of both."""
        super().clean()
        if not self.errors and not self.cleaned_data["documents"] and not self.cleaned_data["addresses"]:
            raise forms.ValidationError(_("파일을 고르거나 주소를 넣어 주세요."))
        return self.cleaned_data


class FilterForm(forms.Form):
    """What of the queue is wanted; a value that makes no sense wants all."""

    state = forms.ChoiceField(
        label=_("상태"), required=False, choices=[*ProposalState.choices, (OFFERS, _("더할 출처")), ("all", _("전체"))]
    )
    province = forms.ChoiceField(label=_("시·도"), required=False)
    confidence = forms.ChoiceField(
        label=_("확신도"),
        required=False,
        choices=[
            ("", _("전체")),
            ("high", _("높음 (80% 이상)")),
            ("middle", _("중간 (50~80%)")),
            ("low", _("낮음 (50% 미만)")),
        ],
    )
    q = forms.CharField(label=_("낱말"), required=False, max_length=100)
    order = forms.ChoiceField(
        label=_("순서"),
        required=False,
        choices=[("confidence", _("확신도 높은 순")), ("newest", _("새로 들어온 순")), ("oldest", _("오래 기다린 순"))],
    )
    batch = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, provinces: Sequence[tuple[str, str, int]] = ()) -> None:
        super().__init__(data)
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        named = [(code, f"{name or _('기관이 정해지지 않은 제안')} ({number})") for code, name, number in provinces]
        field.choices = [("", _("전체")), *named]

    def filters(self) -> Filters:
        """Return the wanted filters."""
        said = self.data
        batch = str(said.get("batch", ""))
        state = said.get("state", ProposalState.OPEN)
        return Filters(
            state="" if state == "all" else state if state in {*ProposalState.values, OFFERS} else ProposalState.OPEN,
            province=str(said.get("province", ""))[:20],
            confidence=str(said.get("confidence", "")),
            words=str(said.get("q", ""))[:100].strip(),
            batch=int(batch) if batch.isdecimal() and len(batch) < 10 else None,  # noqa: PLR2004  # fits the column
            order=str(said.get("order", "")) or "confidence",
        )


class RejectForm(forms.Form):
    """Why a proposal is no case."""

    reason = forms.ChoiceField(label=_("반려 사유"), choices=RejectionReason.choices)
    remark = forms.CharField(label=_("덧붙이는 말"), required=False, max_length=300)


class MergeForm(forms.Form):
    """The case that a proposal belongs to."""

    case = forms.IntegerField(label=_("사례 번호"), min_value=1, max_value=2**53)


class _Fact(forms.Form):
    """One row of a list: taken over while `keep` is on; `place` is where the reader's own list has it."""

    keep = forms.BooleanField(label=_("넣기"), required=False)
    place = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    needed: tuple[str, StrOrPromise] = ("", "")

    def clean(self) -> dict[str, Any]:
        """Ask for what a row that is kept cannot be without."""
        super().clean()
        name, message = self.needed
        if self.cleaned_data.get("keep") and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)
        return self.cleaned_data


class FigureRow(_Fact):
    """A number of the case."""

    label = forms.CharField(label=_("무엇의 수치"), max_length=120, required=False)
    text = forms.CharField(label=_("글에 나온 대로"), max_length=120, required=False)
    number = forms.DecimalField(label=_("값"), required=False, max_digits=24, decimal_places=4)
    unit = forms.CharField(label=_("단위"), max_length=20, required=False)
    as_of_date = forms.DateField(
        label=_("기준일"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    counted_by = forms.CharField(label=_("집계 기관"), max_length=120, required=False)

    needed = ("label", _("무엇의 수치인지 적어 주세요."))


class ClaimRow(_Fact):
    """A claim of the page, such as the first in the nation."""

    text = forms.CharField(label=_("글의 주장"), max_length=200, required=False)
    rank = forms.CharField(label=_("종류"), max_length=40, required=False)

    needed = ("text", _("주장의 내용을 적어 주세요."))


class AwardRow(_Fact):
    """A prize of the case."""

    event = forms.CharField(label=_("대회·평가"), max_length=200, required=False)
    grade = forms.CharField(label=_("등급"), max_length=60, required=False)
    name = forms.CharField(label=_("상 이름"), max_length=200, required=False)
    organiser = forms.CharField(label=_("주최 기관"), max_length=120, required=False)
    year = forms.IntegerField(label=_("연도"), required=False, min_value=1990, max_value=2100)
    amount_won = forms.IntegerField(label=_("상금(원)"), required=False, min_value=0)

    needed = ("grade", _("등급을 적어 주세요. 예: 최우수상"))


_ROWS: dict[str, type[_Fact]] = {"figures": FigureRow, "claims": ClaimRow, "awards": AwardRow}


class GovernmentField(forms.CharField):
    """A government by its full name, as the list beside the field offers it; its value is the code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=120, **options)
        self.names: dict[str, str] = {}

    def clean(self, value: Any) -> str:
        """Return the code of the government that the name means."""
        name = " ".join(super().clean(value).split())
        if not name:
            return ""
        if name in self.names:
            return self.names[name]
        ending = [code for full, code in self.names.items() if full.endswith(f" {name}") and "(" not in full]
        if len(ending) == 1:
            return ending[0]
        if ending:
            raise forms.ValidationError(
                _("‘%(name)s’은(는) 여럿입니다. 시·도를 붙여 목록에서 골라 주세요."), params={"name": name}
            )
        raise forms.ValidationError(
            _("‘%(name)s’은(는) 지방정부 목록에 없습니다. 목록에서 골라 주세요."), params={"name": name}
        )


def government_label(government: Government) -> str:
    """Return a government's full name, with its end where it has ended, since names come back."""
    if government.valid_to is None:
        return government.full_name
    return f"{government.full_name} (~{government.valid_to:%Y-%m-%d})"


_FIELDS_OF_FACTS = {"owners": "owner"}


class ProposalForm(forms.Form):
    """The filled form of a proposal. Field names are the paths of the facts, so that evidence finds its field."""

    title = forms.CharField(
        label=_("사례 이름"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "data-fact": "title"})
    )
    owner_choice = forms.ChoiceField(label=_("어느 기관입니까?"), required=False, widget=forms.RadioSelect)
    owner = GovernmentField(label=pgettext_lazy("one", "지방정부"), required=False)
    institution = forms.CharField(
        label=_("소속 기관"),
        max_length=80,
        required=False,
        help_text=_("공사·공단·출연기관의 사례일 때만 적습니다. 위의 지방정부 사례로 셉니다."),
    )
    department = forms.CharField(label=_("부서"), max_length=80, required=False)
    partner = GovernmentField(
        label=_("함께 한 지방정부"), required=False, help_text=_("둘이 함께 한 사례일 때만 고릅니다.")
    )
    year = forms.IntegerField(label=_("연도"), required=False, min_value=1990, max_value=2100)
    period_start = forms.DateField(
        label=_("시작일"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    period_end = forms.DateField(
        label=_("종료일"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_given = forms.CharField(label=_("분야(글에 나온 대로)"), max_length=120, required=False)
    standard_field = forms.ChoiceField(label=_("표준 분야"), required=False)
    summary = forms.CharField(label=_("한 줄 요약"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    background = forms.CharField(label=_("배경"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    content = forms.CharField(label=_("내용"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    results = forms.CharField(label=_("성과"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, proposal: Proposal, candidates: Sequence[Government] = ()) -> None:
        self.proposal = proposal
        labels = {government.pk: government_label(government) for government in choosable_governments()}
        self.government_names = tuple(labels.values())
        super().__init__(data, initial=_initial(proposal, labels))
        for name in ("owner", "partner"):
            field = self.fields[name]
            assert isinstance(field, GovernmentField)  # noqa: S101  # declared above
            field.names = {label: code for code, label in labels.items()}
            field.widget.attrs |= {"list": "governments", "autocomplete": "off"}
        choice = self.fields["owner_choice"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # declared above
        if candidates and proposal.owner_id is None:
            choice.choices = [
                *((government.pk, labels[government.pk]) for government in candidates),
                (OTHER, _("다른 지방정부")),
            ]
        else:
            del self.fields["owner_choice"]
        standard = self.fields["standard_field"]
        assert isinstance(standard, forms.ChoiceField)  # noqa: S101  # declared above
        standard.choices = [
            ("", _("분야 이름에서 자동으로 찾기")),
            *((field.key, field.shown_name) for field in standard_fields()),
        ]
        self.rows = {name: self._row_forms(name, data, row) for name, row in _ROWS.items()}

    def _row_forms(self, name: str, data: Mapping[str, Any] | None, row: type[_Fact]) -> list[_Fact]:
        """Return a form for each fact that was found, and an empty one for what the reader missed."""
        found = self.proposal.filled[name]
        forms_ = [
            row(data, prefix=f"{name}-{place}", initial={**fact, "keep": True, "place": place})
            for place, fact in enumerate(found)
        ]
        return [*forms_, row(data, prefix=f"{name}-new", initial={"keep": False})]

    def is_valid(self) -> bool:
        """Check the form and every row."""
        return all([super().is_valid(), *(form.is_valid() for forms_ in self.rows.values() for form in forms_)])

    def clean(self) -> dict[str, Any]:
        """Ask for the owner: a candidate, or a government of the list."""
        super().clean()
        chosen = self.cleaned_data.get("owner_choice")
        if chosen and chosen != OTHER:
            self.cleaned_data["owner"] = chosen
        if not self.cleaned_data.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("어느 지방정부의 사례인지 골라 주세요."))
        start, end = self.cleaned_data.get("period_start"), self.cleaned_data.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("종료일이 시작일보다 앞섭니다."))
        return self.cleaned_data

    def refuse(self, error: Refused) -> None:
        """Say beside the field that the registry refused what to mend, or above the form where it has no such field."""
        field = _FIELDS_OF_FACTS.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, error.why.label)

    def case_form(self) -> CaseForm:
        """Return what the editor decided on; only after ``is_valid``."""
        said = self.cleaned_data
        return CaseForm(
            title=said["title"],
            owners=tuple(self._owners()),
            **{
                name: said[name]
                for name in (
                    "summary",
                    "background",
                    "content",
                    "results",
                    "year",
                    "period_start",
                    "period_end",
                    "field_given",
                    "standard_field",
                )
            },
            figures=tuple(FigureForm(**row) for row in self._kept("figures")),
            claims=tuple(ClaimForm(**row) for row in self._kept("claims")),
            awards=tuple(AwardForm(**row) for row in self._kept("awards")),
        )

    def _owners(self) -> Iterator[OwnerForm]:
        said = self.cleaned_data
        name_then = ""
        if said["owner"] == self.proposal.owner_id and not said["institution"]:
            name_then = self.proposal.owner_name  # as the page of that day has it
        yield OwnerForm(said["owner"], name_then, said["institution"], said["department"])
        if said["partner"] and said["partner"] != said["owner"]:
            yield OwnerForm(said["partner"])

    def _kept(self, name: str) -> Iterator[dict[str, Any]]:
        for form in self.rows[name]:
            row = dict(form.cleaned_data)
            if row.pop("keep"):
                yield row


def _initial(proposal: Proposal, labels: Mapping[str, str]) -> dict[str, Any]:
    filled = proposal.filled
    plain = ("year", "period_start", "period_end", "field_given", "background", "content", "results")
    return {
        "title": proposal.title,
        "owner": labels.get(proposal.owner_id or "", ""),
        "institution": filled["owner"]["institution"],
        "department": filled["owner"]["department"],
        **{name: filled[name] for name in plain},
    }


class AddressField(forms.CharField):
    """One whole address of the web."""

    def __init__(self, **options: Any) -> None:
        widget = forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=1000, widget=widget, **options)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be an address; whether it may be read, its host decides."""
        address: str = super().clean(value)
        if address and (not address.startswith(("http://", "https://")) or " " in address):
            raise forms.ValidationError(_("http:// 또는 https://로 시작하는 전체 주소를 넣어 주세요."))
        return address


class TryForm(forms.Form):
    """An address to look at, and one entry of its list to read."""

    address = AddressField(
        label=_("주소"), help_text=_("보도자료 게시판, RSS, 사이트맵, 또는 한 페이지의 주소를 넣습니다.")
    )
    entry = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)


class SourceForm(forms.Form):
    """A source as an editor keeps it."""

    name = forms.CharField(label=_("이름"), max_length=120, help_text=_("목록에서 알아볼 이름. 예: 하동군 보도자료"))
    address = AddressField(label=_("주소"))
    kind = forms.ChoiceField(label=_("종류"), choices=SourceKind.choices, initial=SourceKind.BOARD)
    government = GovernmentField(
        label=_("지방정부"), required=False, help_text=_("한 지방정부의 누리집일 때만 고릅니다. 언론사는 비워 둡니다.")
    )
    only_containing = forms.CharField(
        label=_("주소에 들어 있어야 할 글자"),
        required=False,
        max_length=120,
        help_text=_("사이트맵처럼 글이 아닌 페이지가 섞인 곳에서 씁니다. 예: /news/"),
    )
    schedule = forms.ChoiceField(label=_("얼마나 자주"), choices=Schedule.choices, initial=Schedule.DAILY)
    hour = forms.TypedChoiceField(
        label=_("몇 시"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        initial=7,
        help_text=_("서울 시각. 날마다·주마다일 때 씁니다."),
    )
    weekday = forms.TypedChoiceField(
        label=_("요일"), coerce=int, choices=Weekday.choices, initial=0, help_text=_("주마다일 때 씁니다.")
    )
    max_pages = forms.IntegerField(
        label=_("목록은 몇 쪽까지"),
        min_value=1,
        max_value=50,
        initial=3,
        help_text=_("새 글이 없는 쪽이 나오면 거기서 그칩니다."),
    )
    pause_seconds = forms.IntegerField(
        label=_("요청 사이 간격(초)"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=_("비워 두면 이 사이트의 기본값을 씁니다. robots.txt가 더 길게 정하면 그것을 따릅니다."),
    )
    with_attachments = forms.BooleanField(
        label=_("첨부 문서도 읽기(HWPX, HWP, PDF, DOCX)"), required=False, initial=True
    )

    def __init__(
        self, data: Any = None, *, source: Source | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        labels = {government.pk: government_label(government) for government in choosable_governments()}
        self.government_names = tuple(labels.values())
        given = dict(initial or {})
        if source is not None:
            given |= {name: getattr(source, name) for name in self.base_fields if name != "government"}
            given["government"] = labels.get(source.government_id or "", "")
        super().__init__(data, initial=given)
        field = self.fields["government"]
        assert isinstance(field, GovernmentField)  # noqa: S101  # declared above
        field.names = {label: code for code, label in labels.items()}
        field.widget.attrs |= {"list": "governments", "autocomplete": "off"}

    def facts(self) -> SourceFacts:
        """Return what the editor said; only after ``is_valid``."""
        said = self.cleaned_data
        return SourceFacts(**{**said, "government": said["government"] or None})
