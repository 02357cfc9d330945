"""Rows for tests. Governments are the few that tests name; cases go through the registry's own action."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from dure.apps.accounts.models import User
from dure.apps.cases.actions import CaseFacts, EvidenceFacts, OwnerFacts, SourceFacts, register_case
from dure.apps.cases.models import Case
from dure.apps.governments.models import Government, Institution, Period


class UserFactory(DjangoModelFactory):
    """A person; ``role="editor"`` for one who may change cases."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"사람 {n}")
    role = "visitor"


class GovernmentFactory(DjangoModelFactory):
    """A government with one period; the same code is made once."""

    class Meta:
        model = Government
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"9{n:04d}")
    name = factory.Sequence(lambda n: f"가람{n}군")
    kind = "군"
    tier = "basic"
    peer_group = "군"
    parent = None
    full_name = factory.LazyAttribute(lambda o: f"{o.parent.name} {o.name}" if o.parent else o.name)
    short_name = factory.LazyAttribute(lambda o: o.name[:-1])
    population = 50_000
    population_year = 2025

    @factory.post_generation
    def period(self, create, extracted, **kwargs):  # factory_boy's signature
        if create:
            Period.objects.get_or_create(
                government=self,
                name=self.name,
                defaults={"code": self.code, "full_name": self.full_name, "kind": self.kind, "parent": self.parent},
            )


def gyeongnam() -> Government:
    return GovernmentFactory(
        code="48", name="경상남도", short_name="경남", kind="도", tier="metropolitan", peer_group="광역"
    )


def miryang() -> Government:
    return GovernmentFactory(code="48270", name="밀양시", kind="시", peer_group="시", parent=gyeongnam())


def hadong() -> Government:
    return GovernmentFactory(code="48850", name="하동군", parent=gyeongnam())


def seoul() -> Government:
    return GovernmentFactory(
        code="11", name="서울특별시", short_name="서울", kind="특별시", tier="metropolitan", peer_group="광역"
    )


def yeongdeungpo() -> Government:
    return GovernmentFactory(
        code="11560", name="영등포구", short_name="영등포구", kind="자치구", peer_group="구", parent=seoul()
    )


class InstitutionFactory(DjangoModelFactory):
    """A body that a government owns."""

    class Meta:
        model = Institution
        django_get_or_create = ("key",)

    name = factory.Sequence(lambda n: f"가람시설공단{n}")
    owner = factory.LazyFunction(miryang)
    key = factory.LazyAttribute(lambda o: f"{o.owner.code}:{o.name}")
    kind = "공단"


def miryang_corporation() -> Institution:
    return InstitutionFactory(name="밀양시시설관리공단", owner=miryang())


def source_facts(
    text: str = "하동군은 무인 공구도서관을 열었다.", quote: str = "무인 공구도서관", **facts
) -> SourceFacts:
    """A source whose title fact rests on `quote` in `text`."""
    start = text.index(quote)
    end = start + len(quote)
    evidence = EvidenceFacts("title", start, end, quote, before=text[:start], after=text[end:], rule="test")
    given = {"document_sha256": "a" * 64, "url": "https://example.org/1", "title": "군정 소식", "outlet": "하동신문"}
    return SourceFacts(**{**given, "evidence": (evidence,), **facts})


def make_case(title: str = "무인 공구도서관", *, owners=None, actor=None, **facts) -> Case:
    """Register a case; its owner is 하동군 unless `owners` (governments or `OwnerFacts`) are given."""
    given = owners or [hadong()]
    owner_facts = tuple(
        owner if isinstance(owner, OwnerFacts) else OwnerFacts(owner.code, owner.full_name) for owner in given
    )
    return register_case(actor=actor, facts=CaseFacts(title=title, owners=owner_facts, **facts))


class CaseFactory(factory.Factory):
    """``CaseFactory()``, ``CaseFactory.create_batch(3)``: cases through ``register_case``."""

    class Meta:
        model = Case

    title = factory.Sequence(lambda n: f"마을 사례 {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):  # noqa: ARG003  # factory_boy's signature
        return make_case(**kwargs)
