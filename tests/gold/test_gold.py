import tomllib

import pytest

from tests.gold.measured import HERE, SHARED, Tally, html_pages, own_pages, report, restated, seeds

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="the real documents stand beside the checkout, in ../shared, only here and in CI"
)


def hold(name: str, tally: Tally) -> None:
    for key, floor in FLOORS[name].items():
        found = {"text": tally.text_f1, "precision": tally.cases.precision, "recall": tally.cases.recall}.get(key)
        found = tally.share(key) if found is None else found
        assert found >= floor, f"{key} fell to {found:.3f}, floor {floor}\n{report(name, tally)}"


def test_own_pages():
    tally = own_pages()
    assert tally.pages >= 20
    hold("own", tally)


@needs_shared
def test_seeds():
    hold("seeds", seeds())


@needs_shared
def test_restated_pages():
    for name, tally in restated():
        hold(f"restated {name}", tally)


@needs_shared
def test_html_pages():
    hold("html", html_pages())
