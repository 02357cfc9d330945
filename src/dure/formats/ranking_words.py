"""The ranking in words, Korean or English: faults, notices, and why an entry stands where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Final

from dure.engines.ranking import (
    ENGLISH,
    EVERYBODY,
    Fault,
    NotANumber,
    Notice,
    Place,
    Result,
    Vacancy,
    derivation_of,
    parse_number,
    shown,
)
from dure.formats.cell_words import Language, mended
from dure.formats.score_sheets import ScoreBook

_TIE: Final = re.compile(r"tiebreak\[(\d+)\] (.*)")


@cache
def ranking_words() -> Mapping[str, Any]:
    """Read the sentences."""
    path = resources.files("dure.data.words").joinpath("ranking.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fault_text(fault: Fault, language: Language, book: ScoreBook | None = None) -> str:
    """Say what is wrong, where and how to mend it; with a workbook, where is a cell's address."""
    what, mend = ENGLISH[fault.code] if language == "en" else ranking_words()["faults"][fault.code]
    where = (book.address(fault.where) if book else "") or fault.where
    return mended(where, what.format(**fault.details), mend.format(**fault.details), language)


class _Speaker:
    """Says sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.sentences = ranking_words()["explain"]

    def say(self, key: str, **details: object) -> str:
        sentence: str = self.sentences[key][self.language]
        return sentence.format(**details)


def notice_text(notice: Notice, language: Language) -> str:
    """Say a notice."""
    return _Speaker(language).say(f"notice_{notice.code}", stage=notice.stage, entry=notice.entry, judge=notice.judge)


def vacancy_text(vacancy: Vacancy, language: Language) -> str:
    """Say which seats nobody got."""
    where = "".join(f", {value}" for value in vacancy.division.values())
    key = "vacancy_passed" if vacancy.passed_on else "vacancy"
    return _Speaker(language).say(key, grade=vacancy.grade, ladder=vacancy.ladder, where=where, seats=vacancy.seats)


def decided_text(decided_by: str, language: Language, seed: str | None = None) -> str:
    """Say what decided a place."""
    speaker = _Speaker(language)
    tie = _TIE.fullmatch(decided_by)
    if tie:
        return speaker.say("by_tie", number=tie[1], rule=_rule_name(tie[2], speaker))
    word, _, stage = decided_by.partition(" ")
    if word in ("cut", "floor"):
        return speaker.say(f"unplaced_{word}", stage=stage)
    if decided_by == "not ranked":
        return speaker.say("unplaced")
    return speaker.say(f"by_{decided_by}", seed=seed or "")


def explain(result: Result, entry: str, language: Language) -> list[str]:
    """Tell why an entry stands where it stands: its places and awards, each stage's numbers, the ties it was in."""
    speaker = _Speaker(language)
    name = next(item.name for item in result.sheet.entries if item.id == entry)
    lines = [speaker.say("heading", entry=entry, name=name)]
    for place in result.places:
        if place.entry == entry:
            lines += _place(place, result, speaker)
    lines += [
        f"  {speaker.say('award', grade=prize.grade, ladder=prize.ladder)}"
        for prize in result.prizes
        if prize.entry == entry
    ]
    for over in result.passed_over:
        if over.entry == entry:
            kind, _, why = over.why.partition(" ")
            lines.append("  " + speaker.say(f"passed_{kind}", ladder=over.ladder, why=why))
    for stage in derivation_of(result, entry):
        lines += ["", *_stage(stage, speaker)]
    for tie in result.ties:
        if entry in tie.entries:
            lines += ["", speaker.say("tie", where=_scope_text(tie.scope, speaker), entries=", ".join(tie.entries))]
            lines += [
                f"  {speaker.say('tie_tried', rule=_rule_text(rule, speaker), values=_values(values))}"
                for rule, values in tie.tried
            ]
            # Equal entries that a cut takes or leaves together share no place there.
            if tie.settled_by == "draw" or (tie.settled_by == "shared" and not tie.scope.startswith("cut ")):
                lines.append(f"  {speaker.say(f'tie_{tie.settled_by}')}")
    return lines


def _rule_text(label: str, speaker: _Speaker) -> str:
    """Say the label of a tie rule, such as ``tiebreak[1] 발표 · firsts``."""
    tie = _TIE.fullmatch(label)
    return speaker.say("rule", number=tie[1], rule=_rule_name(tie[2], speaker)) if tie else label


def _rule_name(name: str, speaker: _Speaker) -> str:
    stage, separator, about = name.rpartition(" · ")
    told = speaker.say(f"rule_{about}") if about in ("firsts", "with_dropped") else about
    return f"{stage}{separator}{told}"


def _scope_text(scope: str, speaker: _Speaker) -> str:
    """Say what was being ordered, such as ``cut 예선 / 부문 도``: its words of English are the engine's."""
    told = []
    for part in scope.split(" / "):
        word, _, rest = part.partition(" ")
        if word in ("cut", "ranking", "award", "behind", "also"):
            word = speaker.say(f"scope_{word}")
            rest = speaker.say("scope_overall") if rest == "overall" else rest
        told.append(f"{word} {rest}".strip())
    return " / ".join(told)


def _place(place: Place, result: Result, speaker: _Speaker) -> list[str]:
    decided = decided_text(place.decided_by, speaker.language, result.seed)
    if place.place is None or place.score is None:
        return [f"  {decided}"]
    division = ", ".join(place.division.values())
    if place.scope == "overall":
        where, where_ko = " overall", "종합 "
    else:
        where, where_ko = (f" in {division}", f"{division} ") if division else ("", "")
    said = speaker.say("placed", place=place.place, where=where, where_ko=where_ko, score=shown(place.score))
    return [f"  {said} {decided}"]


def _stage(stage: Mapping[str, Any], speaker: _Speaker) -> list[str]:
    heading = "stage" if stage["out_of"] else "stage_open"
    lines = [speaker.say(heading, stage=stage["stage"], out_of=stage["out_of"])]
    told = list(_fates(stage.get("judges", {}), speaker))
    for number, step in enumerate(stage["steps"]):
        if step["op"] == "start":
            told.append(_start(stage, step, speaker))
            continue
        told.append(_step(step, speaker))
        # A step may leave each judge a number and the next one number; fates of a drop stand above it.
        if number + 1 == len(stage["steps"]) and "exit" in stage:
            told.append(speaker.say(f"exit_{stage['exit']}"))
    return lines + [f"  {line}" for line in told]


def _fates(judges: Mapping[str, Any], speaker: _Speaker) -> Iterable[str]:
    kinds = ranking_words()["recusals"]
    none_dropped = False
    for judge, told in judges.items():
        for fate in told["fate"]:
            code, _, about = fate.partition(":")
            if code == "none_dropped":
                none_dropped = True
                continue
            if code in ("recused", "filled"):
                kind, _, other = about.partition(":")
                about = kinds[kind][speaker.language] + (f", {other}" if other else "")
            elif code.startswith("dropped") and about:
                about = f" ({about})"
            yield speaker.say(f"fate_{code}", judge=judge, about=about)
    if none_dropped:
        yield speaker.say("none_dropped")


def _start(stage: Mapping[str, Any], step: Mapping[str, Any], speaker: _Speaker) -> str:
    if "votes" in stage:
        return speaker.say(
            "start_votes", votes=", ".join(f"{channel} {count}" for channel, count in stage["votes"].items())
        )
    if "parts" not in stage:
        return speaker.say("start_given", value=_shown(step["value"]))
    parts = []
    for part in stage["parts"]:
        key = "part" if part["weight"] is None else "part_weighed"
        said = speaker.say(
            key, stage=part["stage"], value=_shown(part["value"]), weight=part["weight"], full=part["full"]
        )
        parts.append(said + (speaker.say("part_carried") if part["carry_over"] == "yes" else ""))
    return f"{speaker.say('start_parts', parts=' + '.join(parts))} = {_shown(step['value'])}"


def _step(step: Mapping[str, Any], speaker: _Speaker) -> str:
    op, extra = step["op"], ""
    if "whole" in step:
        scope = "" if step["scope"] == EVERYBODY else f", {step['scope']}"
        extra = speaker.say(f"extra_{step['by']}", whole=_shown(step["whole"]), scope=scope)
    elif "of" in step:
        extra = speaker.say("extra_place", place=_shown(step["place"]), of=step["of"])
    elif "granted" in step:
        extra = speaker.say("extra_adjust", asked=step["asked"], granted=step["granted"], reasons=step["reasons"])
    elif op == "judge_effect":
        extra = _listed({key.partition(":")[2]: text for key, text in step.items() if key.startswith("severity:")})
    if op in ("weigh", "drop") and "value" not in step:
        return speaker.say(f"op_{op}", values=_column(step))
    return speaker.say("op_weigh_number" if op == "weigh" else f"op_{op}", value=_column(step), extra=extra)


def _column(step: Mapping[str, Any]) -> str:
    if "value" in step:
        return _shown(step["value"])
    if "criteria" in step:
        return ", ".join(map(_shown, step["criteria"]))
    if "judges" in step:
        return _listed(step["judges"])
    marks = {
        judge: "·".join("-" if mark is None else _shown(mark) for mark in row) for judge, row in step["marks"].items()
    }
    return ", ".join(f"{judge} {row}" for judge, row in marks.items())


def _listed(texts: Mapping[str, str]) -> str:
    return ", ".join(f"{judge} {_shown(text)}" for judge, text in texts.items())


def _values(values: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{entry} {shown(value)}" for entry, value in values.items())


def _shown(text: str) -> str:
    """Show an exact number's text; a ratio as a rounded decimal."""
    try:
        return shown(parse_number(text))
    except NotANumber:  # a ratio of very large numbers
        above, _, below = text.partition("/")
        return shown(Fraction(int(above), int(below))) if below else text


__all__ = [
    "decided_text",
    "explain",
    "fault_text",
    "notice_text",
    "ranking_words",
    "vacancy_text",
]
