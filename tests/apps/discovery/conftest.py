"""What tests of discovery share: the few governments they name, and documents read into the database."""

from __future__ import annotations

import pytest

from dure.apps.discovery import actions, outside
from tests.apps.factories import GovernmentFactory
from tests.fakes import fake_site, loopback_too


@pytest.fixture
def lands(db):
    """경남 with 하동 and 고성, 강원 with its own 고성."""
    gyeongnam = GovernmentFactory(code="48", name="경상남도", kind="도", tier="metropolitan", peer_group="광역")
    gangwon = GovernmentFactory(code="51", name="강원특별자치도", kind="도", tier="metropolitan", peer_group="광역")
    return {
        "하동": GovernmentFactory(code="48850", name="하동군", parent=gyeongnam),
        "밀양": GovernmentFactory(code="48270", name="밀양시", kind="시", peer_group="시", parent=gyeongnam),
        "경남 고성": GovernmentFactory(code="48820", name="고성군", parent=gyeongnam),
        "강원 고성": GovernmentFactory(code="51820", name="고성군", parent=gangwon),
    }


@pytest.fixture
def ingest(lands):
    """Read a page into the database, as the command line does: ``ingest(text)`` returns the intake."""

    def take(content: str | bytes, name: str = "page.txt"):
        content = content.encode() if isinstance(content, str) else content
        batch = actions.start_batch(kind="command")
        outcome = actions.read_document(content, name=name)
        return actions.take_in_read(batch=batch, name=name, outcome=outcome)

    return take


@pytest.fixture
def waits():
    return []


@pytest.fixture
def visited_site(monkeypatch, waits):
    """A site that may be visited, in the place of the open web; turns are taken from the database, nobody sleeps."""
    with fake_site() as made:
        fetcher = outside.Fetcher(
            policy=loopback_too, ports=None, total_seconds=1.5, sleep=waits.append, turn=outside.database_turn
        )
        monkeypatch.setattr(outside, "fetch", fetcher.fetch)
        yield made


@pytest.fixture
def add_source(editor, lands, visited_site):
    def make(path="/rss", kind="rss", **facts):
        given = {"name": "하동군 보도자료", "kind": kind, "address": visited_site.url(path), **facts}
        return actions.add_source(actor=editor, facts=actions.SourceFacts(**given))

    return make
