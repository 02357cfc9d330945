"""The pictures of an assessment's report, with the words that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from dure.cli import Text
from dure.engines.indices import Grade, Normalise, Panel, PanelDisconnected, Result, TooFewMarks, Uncertainty
from dure.formats.charts import (
    Band,
    Chart,
    Interval,
    Judge,
    PairedBar,
    ProfileLine,
    Shared,
    SharesBar,
    SlopeLine,
    assignment_graph,
    interval_chart,
    paired_bars,
    profile_chart,
    share_bars,
    slope_chart,
)

Last = tuple[Result, Mapping[str, tuple[str, ...]]]
_SOBOL_RUNS = 512
_W = {
    "places": Text("Places with 90 % intervals: {group}", "순위와 90% 구간: {group}"),
    "places_sub": Text(
        "diamond: published place, bar: places it holds in {n} simulated assessments; bands: grades",
        "마름모: 발표 순위, 막대: 모의평가 {n}회에서 차지하는 순위, 배경: 등급",
    ),
    "places_alt": Text(
        "{count} units of {group}. First is {first} (interval {low} to {high}). The widest interval is that of {wide}, {wlow} to {whigh}. "
        "{close} units reach over a grade's border.",
        "{group} {count}곳. 1위는 {first}(구간 {low}~{high}위). 구간이 가장 넓은 곳은 {wide}({wlow}~{whigh}위). "
        "{close}곳은 구간이 등급 경계에 걸쳐 있다.",
    ),
    "place": Text("place", "순위"),
    "unit": Text("unit", "기관"),
    "best": Text("at best", "상한"),
    "worst": Text("at worst", "하한"),
    "grade": Text("grade", "등급"),
    "chances": Text("Chances of each grade: {group}", "등급별 확률: {group}"),
    "chances_sub": Text("per cent of {n} simulated assessments; units in order of place", "모의평가 {n}회 중 비율(%), 순위 순"),
    "chances_alt": Text(
        "Chances of {grades} for {count} units of {group}; {sure} hold their grade with 95 % or more.",
        "{group} {count}곳의 {grades} 확률. {sure}곳은 현재 등급일 확률이 95% 이상이다.",
    ),
    "weights": Text("Effective against nominal weights", "명목 비중과 실제 비중"),
    "weights_sub": Text(
        "nominal: share of the points; effective: share of the scores' variance inside the groups",
        "명목: 배점 비중, 실제: 평가군 안 점수 분산에 기여한 비중",
    ),
    "weights_alt": Text(
        "{over} counts for the most beyond its points ({a} against {b} %), {under} for the least ({c} against {d} %).",
        "배점보다 가장 크게 작용한 지표는 {over}(명목 {b}%, 실제 {a}%), 가장 작게 작용한 지표는 {under}(명목 {d}%, 실제 {c}%).",
    ),
    "nominal": Text("nominal (%)", "명목(%)"),
    "effective": Text("effective (%)", "실제(%)"),
    "indicator": Text("indicator", "지표"),
    "sobol": Text("What moves places: Sobol indices", "순위를 움직이는 것: 소볼 지수"),
    "sobol_sub": Text(
        "mean over units, weighted by how much their place varies; {n} runs; lines: 95 % bootstrap intervals",
        "기관별 순위 변동으로 가중한 평균, 실행 {n}회, 선: 95% 재표집 구간",
    ),
    "sobol_alt": Text(
        "{first} explains most: first order {s1}, total {st}.",
        "순위 변동을 가장 많이 설명하는 것은 {first}: 1차 {s1}, 총효과 {st}.",
    ),
    "factor": Text("input", "입력"),
    "s1": Text("first order", "1차"),
    "st": Text("total", "총효과"),
    "s1e": Text("first order ±", "1차 ±"),
    "ste": Text("total ±", "총효과 ±"),
    "share": Text("share of the variance of places", "순위 분산의 비율"),
    "weight": Text("points of {code}", "{code} 배점"),
    "aggregate": Text("way of adding up", "합산 방식"),
    "normalise": Text("way of normalising", "표준화 방식"),
    "marks": Text("panels' marks", "심사 점수"),
    "values": Text("reported values", "보고값"),
    "profile": Text("{unit} against its peers ({group})", "{unit}, 같은 평가군과 견주어 ({group})"),
    "profile_sub": Text("place {place} of {count}, grade {grade}; {way}", "{count}곳 중 {place}위, 등급 {grade}; {way}"),
    "way": Text("{grade} is {points} points away", "{grade}까지 {points}점"),
    "profile_alt": Text("Strengths: {strong}. Gaps: {weak}. {steps}", "강점: {strong}. 보완: {weak}. {steps}"),
    "steps": Text("For {grade} one of these alone would do: {list}.", "{grade}에 오르려면 다음 중 하나만 이루어도 된다: {list}."),
    "no_step": Text("No single indicator reaches {grade}.", "지표 하나만으로는 {grade}에 이를 수 없다."),
    "none": Text("none", "없음"),
    "middle_half": Text("middle half of the peers", "평가군 가운데 절반"),
    "median": Text("their median", "중앙값"),
    "own": Text("this unit", "해당 기관"),
    "lower": Text("lower quartile", "1사분위"),
    "upper": Text("upper quartile", "3사분위"),
    "normalised": Text("normalised value", "표준화 점수"),
    "standing": Text("place {place}", "{place}위"),
    "slope": Text("Places last year and this: {group}", "지난해와 올해 순위: {group}"),
    "slope_sub": Text("last year's values by this year's rules{left}", "지난해 자료를 올해 규칙으로 다시 계산{left}"),
    "slope_left": Text(
        "; {count} units that did not go on as one are left out", "; 통합·분할로 그대로 이어지지 않은 {count}곳은 제외"
    ),
    "slope_alt": Text(
        "{up} up, {down} down, {same} the same. The longest way up: {most}, {gain} places.",
        "오름 {up}곳, 내림 {down}곳, 그대로 {same}곳. 가장 많이 오른 곳은 {most}({gain}계단).",
    ),
    "last": Text("last year", "지난해"),
    "this": Text("this year", "올해"),
    "change": Text("change", "변화"),
    "up": Text("up", "오름"),
    "down": Text("down", "내림"),
    "same": Text("same", "그대로"),
    "severity": Text("Severity of judges: {panel}", "위원별 엄격도: {panel}"),
    "severity_sub": Text(
        "marks below an average judge's, with 95 % intervals; to the right is severe", "평균 위원보다 낮게 준 점수와 95% 구간, 오른쪽이 엄격"
    ),
    "severity_alt": Text(
        "{count} judges. The most severe is {most} ({a}), the most lenient {least} ({b}). Variances: entries {ve}, judges {vj}, rest {vr}; "
        "alpha {alpha}, ICC of a score {icc}.",
        "위원 {count}명. 가장 엄격한 위원 {most}({a}점), 가장 너그러운 위원 {least}({b}점). 분산: 대상 {ve}, 위원 {vj}, 나머지 {vr}; "
        "알파 {alpha}, 점수의 ICC {icc}.",
    ),
    "judge": Text("judge", "위원"),
    "points": Text("points", "점"),
    "given": Text("{n} marks", "{n}건"),
    "low": Text("lower end", "하한"),
    "high": Text("upper end", "상한"),
    "marks_head": Text("marks", "건수"),
    "graph": Text("Who judged with whom: {panel}", "누가 함께 심사했나: {panel}"),
    "graph_sub": Text("judges with their marks; lines: entries marked by both", "위원(심사 건수), 선: 두 위원이 함께 심사한 대상 수"),
    "connected": Text(
        "{judges} judges and {entries} entries are connected: all scores can be compared.",
        "위원 {judges}명과 대상 {entries}곳이 모두 이어져 있어 점수를 서로 비교할 수 있다.",
    ),
    "apart": Text(
        "{judges} judges and {entries} entries fall into {parts} parts that share no judge: only a recorded random draw makes them comparable.",
        "위원 {judges}명과 대상 {entries}곳이 위원을 공유하지 않는 {parts}개 묶음으로 나뉜다. 기록된 무작위 배정일 때만 비교할 수 있다.",
    ),
    "with": Text("judges met", "함께한 위원 수"),
    "part": Text("part", "묶음"),
    "graph_key": Text(
        "line: {least} to {most} entries marked by both; colour and number: connected part",
        "선: 함께 심사한 대상 {least}~{most}곳, 색과 숫자: 이어진 묶음",
    ),
    "graph_key_one": Text("line: {least} to {most} entries marked by both", "선: 함께 심사한 대상 {least}~{most}곳"),
}  # fmt: skip


class Painter:
    """Draws what a result can show; pictures without data (no panel, no last year, no simulation) are left out."""

    def __init__(
        self, result: Result, last: Last | None, uncertain: Uncertainty | None, t: Callable[[Text], str]
    ) -> None:
        """Keep what is drawn from."""
        self.result, self.last, self.uncertain, self.t = result, last, uncertain, t
        self.names = _short_names({unit.code: unit.name or unit.code for unit in result.units}, result)

    def charts(self) -> list[Chart]:
        """Return every picture in the order of the report."""
        found: list[Chart] = []
        if self.uncertain is not None:
            for number, group in enumerate(self.result.groups, 1):
                found += self._simulated(number, group)
        found.append(self._weights())
        if self.uncertain is not None:
            found.append(self._sobol())
        found += [self._profile(number, group) for number, group in enumerate(self.result.groups, 1)]
        found += self._years()
        for code, panel in self.result.inputs.panels.items():
            found += self._panel(code, panel)
        return found

    def _say(self, key: str, **words: object) -> str:
        return self.t(_W[key]).format(**words)

    def _label(self, code: str) -> str:
        node = self.result.framework.by_code[code]
        return f"{code} {node.name}" if node.name else code

    def _bands(self, group: str, size: int) -> list[Band]:
        rule = self.result.rulebook.find(Grade)
        bands, start = [], 0.5
        for band in rule.bands if rule else ():
            if band.min_score is not None:
                return []  # grades by score have no fixed places
            end = size + 0.5 if band.quota is None else min(band.quota.places(group, size), size) + 0.5
            if end > start:
                bands.append(Band(band.name, start, end))
            start = max(start, end)
        return bands

    def _simulated(self, number: int, group: str) -> Iterator[Chart]:
        uncertain, result = self.uncertain, self.result
        if uncertain is None:
            return
        codes = result.groups[group]
        intervals = uncertain.rank_interval(0.9)
        bands = self._bands(group, len(codes))
        wide = max(codes, key=lambda code: intervals[code][1] - intervals[code][0])
        close = sum(any(intervals[code][0] < band.high < intervals[code][1] for band in bands[:-1]) for code in codes)
        yield interval_chart(
            f"1-places-{number}",
            [
                Interval(self.names[code], result.rank[code], *intervals[code], note=result.grade.get(code, ""))
                for code in codes
            ],
            title=self._say("places", group=group),
            subtitle=self._say("places_sub", n=f"{uncertain.n:,}"),
            alternative=self._say(
                "places_alt", count=len(codes), group=group, first=self.names[codes[0]], low=intervals[codes[0]][0],
                high=intervals[codes[0]][1], wide=self.names[wide], wlow=intervals[wide][0], whigh=intervals[wide][1], close=close,
            ),
            header=(self._say("unit"), self._say("place"), self._say("best"), self._say("worst"), self._say("grade")),
            axis=self._say("place"),
            is_numbered=True,
            bands=bands or [Band("", 0.5, len(codes) + 0.5)],
        )  # fmt: skip
        chances = uncertain.grade_probability()
        if not chances:
            return
        grades = list(next(iter(chances.values())))
        sure = sum(chances[code][result.grade[code]] >= 0.95 for code in codes)  # noqa: PLR2004  # as the sentence says
        yield share_bars(
            f"2-chances-{number}",
            [SharesBar(self.names[code], tuple(chances[code][grade] for grade in grades)) for code in codes],
            title=self._say("chances", group=group),
            subtitle=self._say("chances_sub", n=f"{uncertain.n:,}"),
            alternative=self._say("chances_alt", grades=", ".join(grades), count=len(codes), group=group, sure=sure),
            corner=self._say("unit"),
            legend=grades,
        )

    def _weights(self) -> Chart:
        items = self.result.influence()
        over = max(items, key=lambda item: item.effective - item.nominal)
        under = min(items, key=lambda item: item.effective - item.nominal)
        return paired_bars(
            "3-weights",
            [PairedBar(self._label(item.indicator), item.nominal * 100, item.effective * 100) for item in items],
            title=self._say("weights"),
            subtitle=self._say("weights_sub"),
            alternative=self._say(
                "weights_alt", over=self._label(over.indicator), a=f"{over.effective:.1%}"[:-1], b=f"{over.nominal:.1%}"[:-1],
                under=self._label(under.indicator), c=f"{under.effective:.1%}"[:-1], d=f"{under.nominal:.1%}"[:-1],
            ),
            header=(self._say("indicator"), self._say("nominal"), self._say("effective")),
            legend=(self._say("nominal"), self._say("effective")),
            axis="%",
        )  # fmt: skip

    def _sobol(self) -> Chart:
        found = self.result.sensitivity(
            self.uncertain.inputs if self.uncertain else (),
            n=_SOBOL_RUNS,
            seed=self.uncertain.seed if self.uncertain else 0,
        )
        rows = found.average()
        return paired_bars(
            "4-sobol",
            [
                PairedBar(self._factor(row.factor), row.first, row.total, row.first_interval, row.total_interval)
                for row in rows
            ],
            title=self._say("sobol"),
            subtitle=self._say("sobol_sub", n=f"{found.runs:,}"),
            alternative=self._say(
                "sobol_alt", first=self._factor(rows[0].factor), s1=f"{rows[0].first:.2f}", st=f"{rows[0].total:.2f}"
            ),
            header=tuple(self._say(key) for key in ("factor", "s1", "st", "s1e", "ste")),
            legend=(self._say("s1"), self._say("st")),
            axis=self._say("share"),
            places=2,
        )

    def _factor(self, name: str) -> str:
        if name.startswith("weight "):
            return self._say("weight", code=self._label(name.removeprefix("weight ")))
        return self._say(name) if name in _W else name

    def _profile(self, number: int, group: str) -> Chart:
        """Draw the first unit below the top grades: the one that most wants to know what would move it."""
        result = self.result
        codes = result.groups[group]
        rule = result.rulebook.find(Grade)
        names = [band.name for band in rule.bands] if rule else []
        middle = next((code for code in codes if result.grade.get(code) not in names[:2]), codes[-1])
        own = result.grade.get(middle, "")
        goal = (names[max(names.index(own) - 1, 0)] if own else names[-1]) if names else ""
        profile = result.profile(middle)
        way, steps = "", ""
        if goal and goal != own:
            gap = result.gap_to_grade(middle, goal)
            way = self._say("way", grade=goal, points=f"{float(gap.points_short or 0):g}")
            single = [
                f"{self._label(step.indicator)} {float(step.value):.4g} → {float(step.needed):.4g}{result.framework.by_code[step.indicator].unit}"
                for step in gap.steps if step.needed is not None and step.value is not None
            ]  # fmt: skip
            steps = (
                self._say("steps", grade=goal, list=", ".join(single)) if single else self._say("no_step", grade=goal)
            )
        low, high = self._limits()
        return profile_chart(
            f"5-profile-{number}",
            [
                ProfileLine(
                    self._label(row.indicator), float(row.lower_quartile), float(row.median), float(row.upper_quartile),
                    None if row.normalised is None else float(row.normalised),
                    "" if row.place is None else self._say("standing", place=row.place),
                )
                for row in profile.rows
            ],
            title=self._say("profile", unit=self.names[middle], group=group),
            subtitle=self._say(
                "profile_sub", place=result.rank[middle], count=len(codes), grade=result.grade.get(middle, "-"), way=way
            ).rstrip("; "),
            alternative=self._say(
                "profile_alt", strong=", ".join(map(self._label, profile.strengths)) or self._say("none"),
                weak=", ".join(map(self._label, profile.gaps)) or self._say("none"), steps=steps,
            ).strip(),
            header=tuple(self._say(key) for key in ("indicator", "own", "lower", "median", "upper", "place")),
            legend=(self._say("middle_half"), self._say("median"), self._say("own")),
            axis=self._say("normalised"),
            limits=(low, high),
        )  # fmt: skip

    def _limits(self) -> tuple[float, float]:
        step = self.result.rulebook.find(Normalise)
        if step is not None and step.method in ("goalposts", "minmax", "dist2max"):
            return float(step.low), float(step.high)
        values = [
            float(v) for column in self.result.stage("normalised").columns.values() for v in column if v is not None
        ]
        return min(values), max(values)

    def _years(self) -> Iterator[Chart]:
        if self.last is None:
            return
        before, succession = self.last
        changes = {change.unit: change for change in self.result.compare(before, succession)}
        for number, (group, codes) in enumerate(self.result.groups.items(), 1):
            kept = [code for code in codes if changes[code].rank_change is not None]
            if not kept:
                continue
            gone = len(codes) - len(kept)
            left = self._say("slope_left", count=gone) if gone else ""
            rows = [SlopeLine(self.names[code], changes[code].last_ranks[0], changes[code].rank) for code in kept]
            gains = {code: changes[code].rank_change or 0 for code in kept}
            most = max(gains, key=lambda code: gains[code])
            yield slope_chart(
                f"6-years-{number}",
                rows,
                title=self._say("slope", group=group),
                subtitle=self._say("slope_sub", left=left),
                alternative=self._say(
                    "slope_alt", up=sum(gain > 0 for gain in gains.values()), down=sum(gain < 0 for gain in gains.values()),
                    same=sum(gain == 0 for gain in gains.values()), most=self.names[most], gain=gains[most],
                ),
                header=tuple(self._say(key) for key in ("unit", "last", "this", "change")),
                columns=(self._say("last"), self._say("this")),
                legend=(self._say("up"), self._say("down"), self._say("same")),
            )  # fmt: skip

    def _panel(self, code: str, panel: Panel) -> Iterator[Chart]:
        try:
            found = panel.calibrate("both_random" if panel.is_drawn else "judge_random")
            agreement = panel.reliability()
        except (PanelDisconnected, TooFewMarks):
            found = None  # severity cannot be told; the graph below shows why
        if found is not None:
            ordered = sorted(found.severity, key=lambda item: -item.severity)
            yield interval_chart(
                f"7-severity-{code}",
                [
                    Interval(
                        item.judge, item.severity, item.severity - 1.96 * item.standard_error,
                        item.severity + 1.96 * item.standard_error, self._say("given", n=item.marks),
                    )
                    for item in ordered
                ],
                title=self._say("severity", panel=self._label(code)),
                subtitle=self._say("severity_sub"),
                alternative=self._say(
                    "severity_alt", count=len(ordered), most=ordered[0].judge, a=f"{ordered[0].severity:+.1f}",
                    least=ordered[-1].judge, b=f"{ordered[-1].severity:+.1f}", ve=f"{found.variances.entry:.1f}",
                    vj=f"{found.variances.judge:.1f}", vr=f"{found.variances.residual:.1f}", alpha=f"{agreement.alpha:.2f}",
                    icc=f"{agreement.icc_score:.2f}",
                ),
                header=(self._say("judge"), self._say("points"), self._say("low"), self._say("high"), self._say("marks_head")),
                axis=self._say("points"),
                zero=0,
                places=2,
                width=760,
            )  # fmt: skip
        yield self._graph(code, panel)

    def _graph(self, code: str, panel: Panel) -> Chart:
        parts = panel.connectivity().parts
        part_of = {judge: number for number, (_, judges) in enumerate(parts) for judge in judges}
        met = (~np.isnan(panel.table)).astype(int)
        together = met.T @ met
        order = sorted(range(len(panel.judges)), key=lambda place: (part_of[panel.judges[place]], panel.judges[place]))
        judges = [
            Judge(panel.judges[place], int(together[place, place]), part_of[panel.judges[place]]) for place in order
        ]
        shared = [
            Shared(first, second, int(together[order[first], order[second]]))
            for first in range(len(order)) for second in range(first + 1, len(order)) if together[order[first], order[second]]
        ]  # fmt: skip
        return assignment_graph(
            f"8-assignment-{code}",
            judges,
            shared,
            title=self._say("graph", panel=self._label(code)),
            subtitle=self._say("graph_sub"),
            alternative=self._say(
                "connected" if len(parts) == 1 else "apart",
                judges=len(judges),
                entries=len(panel.entries),
                parts=len(parts),
            ),
            header=(self._say("judge"), self._say("marks_head"), self._say("with"), self._say("part")),
            part_word=self._say("part"),
            key=self.t(_W["graph_key" if len(parts) > 1 else "graph_key_one"]),
        )


def _short_names(names: Mapping[str, str], result: Result) -> dict[str, str]:
    """Shorten "경상남도 거창군" to its last word, or to "경남 고성군" where another of the group has it too."""
    last = {code: name.split()[-1] for code, name in names.items()}
    found = {}
    for unit in result.units:
        same = [
            other.code for other in result.units if other.group == unit.group and last[other.code] == last[unit.code]
        ]
        if len(same) == 1:
            found[unit.code] = last[unit.code]
        else:
            short = re.sub(r"(특별자치시|특별자치도|통합특별시|특별시|광역시)(?= )", "", names[unit.code])
            found[unit.code] = re.sub(r"([충경전])[청상라]([북남])도(?= )", r"\1\2", short)
    return found
