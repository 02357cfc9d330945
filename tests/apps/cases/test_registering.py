"""Putting a case into the registry."""

from datetime import date
from decimal import Decimal

import pytest

from dure.apps.audit.queries import entries_of
from dure.apps.cases.actions import (
    AwardFacts,
    CaseFacts,
    ClaimFacts,
    EditorsOnly,
    EvidenceFacts,
    FigureFacts,
    NoOwner,
    NoTitle,
    OwnerFacts,
    OwnerTwice,
    SourceFacts,
    UnknownFact,
    UnknownGovernment,
    UnknownInstitution,
    register_case,
)
from dure.apps.cases.models import Case, Evidence
from tests.apps.factories import hadong, make_case, miryang, miryang_corporation, source_facts

pytestmark = pytest.mark.django_db


def facts(**given) -> CaseFacts:
    return CaseFacts(**{"title": "무인 공구도서관", "owners": (OwnerFacts(hadong().code),), **given})


def test_a_case_has_everything_that_was_said_of_it(editor):
    source = SourceFacts(
        document_sha256="b" * 64,
        title="하동군, 무인 공구도서관 운영",
        evidence=(
            EvidenceFacts("title", 4, 12, "무인 공구도서관"),
            EvidenceFacts("owners/0", 0, 3, "하동군"),
            EvidenceFacts("figures/0", 20, 24, "750명"),
            EvidenceFacts("claims/0", 30, 35, "전국 최초"),
            EvidenceFacts("awards/0", 40, 43, "우수상"),
        ),
    )
    case = register_case(
        actor=editor,
        facts=facts(
            year=2019,
            summary="공구를 빌려준다",
            figures=(FigureFacts("이용자", "750명", Decimal(750), "명", date(2019, 11, 30), "하동군", source=0),),
            claims=(ClaimFacts("전국 최초", "first", source=0),),
            awards=(AwardFacts("우수상", event="혁신 경진대회", year=2019, source=0),),
            sources=(source,),
        ),
    )
    case = Case.objects.get(pk=case.pk)
    assert (case.title, case.year, case.state, case.revision) == ("무인 공구도서관", 2019, "published", 1)
    owner, figure, claim, award = case.owners.get(), case.figures.get(), case.claims.get(), case.awards.get()
    assert owner.name_then == "경상남도 하동군"
    assert (figure.number, figure.unit, figure.source.title) == (Decimal(750), "명", "하동군, 무인 공구도서관 운영")
    assert (claim.status, award.event) == ("claimed", "혁신 경진대회")
    assert {row.fact: row.quote for row in Evidence.objects.filter(source__case=case)} == {
        "title": "무인 공구도서관",
        f"owners/{owner.pk}": "하동군",
        f"figures/{figure.pk}": "750명",
        f"claims/{claim.pk}": "전국 최초",
        f"awards/{award.pk}": "우수상",
    }


def test_registering_is_recorded_with_its_actor(editor):
    case = make_case(actor=editor)
    entry = entries_of(f"case:{case.pk}").get()
    assert (entry.kind, entry.actor) == ("cases.registered", editor)
    assert entry.payload["owners"] == ["48850"]


def test_an_institutions_case_counts_for_its_owner():
    corporation = miryang_corporation()
    case = make_case(owners=[OwnerFacts("48270", institution_key=corporation.key)])
    assert case.owners.get().government == miryang()
    assert case.owners.get().institution == corporation


def test_two_governments_may_own_one_case():
    case = make_case(owners=[hadong(), miryang()])
    assert [owner.government_id for owner in case.owners.all()] == ["48850", "48270"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"title": "  "}, NoTitle),
        ({"owners": ()}, NoOwner),
        ({"owners": (OwnerFacts("00000"),)}, UnknownGovernment),
        ({"owners": (OwnerFacts("48850"), OwnerFacts("48850", department="기획과"))}, OwnerTwice),
        ({"owners": (OwnerFacts("48850", institution_key="48850:없는 공사"),)}, UnknownInstitution),
        ({"sources": (SourceFacts(evidence=(EvidenceFacts("colour", 0, 1, "가"),)),)}, UnknownFact),
        ({"sources": (SourceFacts(evidence=(EvidenceFacts("figures/0", 0, 1, "가"),)),)}, UnknownFact),
        ({"figures": (FigureFacts("이용자", "1명", source=3),)}, UnknownFact),
    ],
)
def test_what_a_case_cannot_be_without(editor, given, error):
    hadong()
    with pytest.raises(error):
        register_case(actor=editor, facts=facts(**given))
    assert not Case.objects.exists()


def test_an_institution_of_another_government_is_refused():
    corporation = miryang_corporation()
    with pytest.raises(UnknownInstitution):
        make_case(owners=[OwnerFacts(hadong().code, institution_key=corporation.key)])


def test_a_visitor_registers_nothing(person):
    with pytest.raises(EditorsOnly):
        register_case(actor=person("visitor"), facts=facts())
    assert not Case.objects.exists()


def test_evidence_keeps_the_nearest_context():
    text = "앞" * 200 + "무인 공구도서관" + "뒤" * 200
    case = make_case(sources=(source_facts(text=text),))
    row = Evidence.objects.get(source__case=case)
    assert (row.before, row.after) == ("앞" * 80, "뒤" * 80)
