"""Reports beside a ranking, as text and as data: diagnostics, simulations (also drawn as SVG), comparisons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from html import escape
from typing import Any

from dure.engines.ranking import ASSUMPTIONS, Comparison, Diagnostics, Simulation, Stability, exact_text, shown
from dure.formats.cell_words import Language
from dure.formats.columns import aligned, width
from dure.formats.ranking_words import ranking_words
from dure.formats.svg.palette import INK, LINE, shades


def diagnostics_text(found: Diagnostics, language: Language) -> list[str]:
    """Write what stands beside a ranking."""
    say = _sayer("beside", language)
    lines = [say("heading")]
    for panel in found.panels:
        lines.append("  " + say("panel", stage=panel.stage, alpha=_or(panel.alpha, say), w=_or(panel.kendall_w, say)))
        values = ", ".join(f"{judge} {_signed(value)}" for judge, value in panel.severity.items())
        lines.append("    " + say("severity", values=values or say("undefined")))
        rows = [tuple(say("spread_heading").split("|"))]
        for entry, spread in panel.spreads.items():
            numbers = (spread.mean, spread.median, spread.lowest, spread.highest)
            rows.append((entry, str(spread.judges), *map(shown, numbers)))
        lines += [f"    {line}" for line in aligned(rows, right=(1, 2, 3, 4, 5))]
    for division, first, second, distance in found.margins:
        where = "".join(f"{value}: " for value in division.values())
        lines.append("  " + say("margin", where=where, first=first, second=second, distance=shown(distance)))
    if found.weights and found.weights.runs:
        lines.append("  " + say("weights", runs=found.weights.runs, **_shares(found.weights)))
    for judge, stability in found.judges:
        words = {key: say("same" if held else "other") for key, held in _held(stability).items()}
        lines.append("  " + say("judge", judge=judge, **words))
    return lines


def beside_text(key: str, language: Language, **details: object) -> str:
    """Say one sentence of what stands beside a ranking."""
    return _sayer("beside", language)(key, **details)


def diagnostics_data(found: Diagnostics) -> dict[str, Any]:
    """Write diagnostics as JSON data, numbers as exact text."""
    data: dict[str, Any] = _plain(asdict(found))
    return data


def simulation_text(found: Simulation, name: str, seed: int, language: Language) -> list[str]:
    """Write what a simulation found."""
    say = _sayer("simulation", language)
    lines = [
        say("heading", name=name, runs=found.runs, entries=found.entries, judges=found.judges, seed=seed),
        say("assumptions", **ASSUMPTIONS),
        "",
    ]
    lines += [say("refused", code=code, count=count, runs=found.runs) for code, count in found.refused.items()]
    lines.append(say("ties", anywhere=found.tie_anywhere, first=found.tie_for_first, cut=found.tie_at_a_cut))
    if found.settled:
        lines.append(say("settled", values=", ".join(f"{rule} {share:.1%}" for rule, share in found.settled.items())))
    if found.weights:
        rows = [tuple(say("weights_heading").split("|"))]
        rows += [(weight.part, f"{weight.declared:.1%}", f"{weight.effective:.1%}") for weight in found.weights]
        lines += ["", *aligned(rows, right=(1, 2)), say("weights_about")]
    if found.moves:
        rows = [tuple(say("moves_heading").split("|"))]
        rows += [
            (move.who, say(move.what), f"{move.second_becomes_first:.1%}", f"{move.places_gained:.1f}")
            for move in found.moves
        ]
        lines += ["", *aligned(rows, right=(2, 3))]
    return lines


def simulation_svg(found: Simulation, name: str, seed: int, language: Language) -> str:
    """Draw a simulation: shares as bars, declared beside effective weights; every bar carries its number."""
    say = _sayer("simulation", language)
    plain, light, dark = shades(2)
    rows: list[tuple[str, float, str, str]] = []
    heading = say("weights_heading").split("|")
    for weight in found.weights:
        rows.append((f"{weight.part} · {heading[1]}", weight.declared, light, ""))
        rows.append((f"{weight.part} · {heading[2]}", weight.effective, dark, ""))
    head = say("moves_heading").split("|")[2]
    rows += [(f"{move.who} · {say(move.what)}", move.second_becomes_first, dark, head) for move in found.moves]
    label = max([width(text) for text, *_ in rows], default=10) * 8 + 24
    parts: list[str] = []
    y, group = 96, None
    for text, share, fill, kind in rows:
        if kind != group:
            group = kind
            y += 34
            title = kind or say("weights_about")
            parts.append(f'<text x="24" y="{y - 12}" font-size="15" font-weight="700">{escape(title)}</text>')
        length = max(0, round(share * 420))
        parts.append(
            f'<text x="24" y="{y + 15}" font-size="14">{escape(text)}</text>'
            f'<rect x="{label}" y="{y}" width="420" height="20" fill="{plain}" stroke="{LINE}"/>'
            f'<rect x="{label}" y="{y}" width="{min(length, 420)}" height="20" fill="{fill}"/>'
            f'<text x="{label + 430}" y="{y + 15}" font-size="14">{share:.1%}</text>'
        )
        y += 28
    about = [say("heading", name=name, runs=found.runs, entries=found.entries, judges=found.judges, seed=seed)]
    about += [say("ties", anywhere=found.tie_anywhere, first=found.tie_for_first, cut=found.tie_at_a_cut)]
    top = [
        f'<text x="24" y="{38 + 28 * n}" font-size="{18 - 3 * n}">{escape(line)}</text>' for n, line in enumerate(about)
    ]
    wide = max(label + 520, 24 + 9 * max(map(width, about)) + 24)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{y + 24}" viewBox="0 0 {wide} {y + 24}" '
        f'font-family="Pretendard GOV, Pretendard, Noto Sans KR, Noto Sans CJK KR, sans-serif" fill="{INK}">'
        f"<title>{escape(about[0])}</title>"
        f'<rect width="100%" height="100%" fill="{plain}"/>{"".join(top)}{"".join(parts)}</svg>\n'
    )


def comparison_text(
    found: Comparison, names: Mapping[str, str], titles: tuple[str, str], language: Language
) -> list[str]:
    """Write what other rules would have given."""
    say = _sayer("comparison", language)
    rows: list[Sequence[str]] = [say("columns").split("|")]
    rows += [
        (
            ", ".join(entry.division.values()) or "-",
            entry.entry,
            names[entry.entry],
            _place(entry.before),
            _place(entry.after) + ("" if entry.before == entry.after else " *"),
            entry.award_before or "",
            entry.award_after or "",
        )
        for entry in found.entries
    ]
    tau = "-" if found.tau_squared is None else f"{found.tau_sign * math.sqrt(found.tau_squared):.3f}"
    summary = say("summary", places=found.places_differ, count=len(found.entries), awards=found.awards_differ, tau=tau)
    return [say("heading", before=titles[0], after=titles[1]), "", *aligned(rows, right=(3, 4)), "", summary]


class _Sentences:
    def __init__(self, section: str, language: Language) -> None:
        self._sentences, self._language = ranking_words()[section], language

    def __call__(self, key: str, **details: object) -> str:
        sentence: str = self._sentences[key][self._language]
        return sentence.format(**details)


def _sayer(section: str, language: Language) -> _Sentences:
    return _Sentences(section, language)


def _or(value: Fraction | None, say: _Sentences) -> str:
    return say("undefined") if value is None else shown(value)


def _signed(value: Fraction) -> str:
    text = shown(value)
    if value <= 0:
        return text
    return text.replace("≈", "≈+") if text.startswith("≈") else f"+{text}"


def _place(place: int | None) -> str:
    return "-" if place is None else str(place)


def _shares(stability: Stability) -> dict[str, str]:
    counts = {"first": stability.same_first, "awards": stability.same_awards, "order": stability.same_order}
    return {key: f"{count / stability.runs:.0%}" for key, count in counts.items()}


def _held(stability: Stability) -> dict[str, bool]:
    return {
        "first": bool(stability.same_first),
        "awards": bool(stability.same_awards),
        "order": bool(stability.same_order),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
