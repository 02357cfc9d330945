import tomllib

import pytest

from tests.gold.measured import (
    HERE,
    SHARED,
    Tally,
    first_round,
    held_pages,
    html_pages,
    latest_pages,
    new_pages,
    open_pages,
    opened_pages,
    report,
    restated,
    seeds,
)

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="the real documents stand beside the checkout, in ../shared, only here and in CI"
)


def hold(name: str, tally: Tally, *, secret: bool = False) -> None:
    for key, floor in FLOORS[name].items():
        found = round(tally.measure(key), 9)
        details = "what went wrong on pages held out is not shown" if secret else report(name, tally)
        assert found >= floor, f"{key} of {name} fell to {found:.3f}, floor {floor}\n{details}"


def test_pages_of_the_first_round():
    tally = first_round()
    assert tally.pages == 48
    hold("own", tally)


def test_open_pages():
    tally = open_pages()
    assert tally.pages == 105
    hold("open", tally)


def test_opened_pages():
    tally = opened_pages()
    assert tally.pages == 127
    hold("opened", tally)


def test_new_pages():
    tally = new_pages()
    assert tally.pages == 80
    hold("new", tally)


def test_latest_pages():
    tally = latest_pages()
    assert tally.pages == 22
    hold("latest", tally)


def test_held_pages():
    tally = held_pages()
    assert tally.pages == 30
    hold("held", tally, secret=True)


@needs_shared
def test_seeds():
    hold("seeds", seeds())


@needs_shared
def test_restated_pages():
    for name, tally in restated():
        hold(f"restated {name}", tally, secret=name == "held out")


@needs_shared
def test_html_pages():
    hold("html", html_pages())
