"""What a bulk run shows: a bar on a terminal, else a line a part; JSON lines for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Self

from dure.cli import Text

if TYPE_CHECKING:
    from dure.cli.bulk.driver import Run
    from dure.cli.bulk.plan import Changes

_EVERY = 5.0  # seconds between two lines of one step of grouping
_STEPS = {
    "gather": Text("gathering the main texts", "본문을 모읍니다"),
    "pairs": Text("finding articles that may be one release", "같은 보도자료일 수 있는 글을 찾습니다"),
    "verify": Text("comparing them", "서로 견줍니다"),
    "compare": Text("measuring what they share", "겹치는 만큼을 잽니다"),
}
_NAMED = 3  # of many changed inputs, so many are named


class Screen:
    """Tells of a run in English or Korean; everything goes to standard output, which holds no data here."""

    def __init__(self, t: Callable[[Text], str], out: str, *, as_json: bool) -> None:
        self._t = t
        self._out = out
        self._json = as_json
        self._started = time.monotonic()
        self._total = self._read = self._before = 0
        self._told = 0.0
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def waits(self, holder: str, seconds: float) -> None:
        """Say that another run was here, and how long it has to show that it still is."""
        english = f"{holder} has not given this place back; if it gives no sign for {seconds:.0f} s, it is taken over"
        korean = f"다른 실행({holder})이 이 자리를 돌려주지 않았습니다. {seconds:.0f}초 동안 소식이 없으면 이어받습니다"
        self._say({"waiting_for": holder, "seconds": seconds}, Text(english, korean))

    def fetches(self, address: str) -> None:
        """Say that an address of the web is asked for."""
        self._say({"fetching": address}, Text(f"fetching {address}", f"{address} 주소를 가져옵니다"))

    def cuts(self, count: int) -> None:
        """Say that WARC and Parquet files are being looked through."""
        self._say(
            {"cutting": count}, Text(f"finding the documents in {count} files", f"파일 {count}개에서 문서를 찾습니다")
        )

    def begin(self, run: Run, changes: Changes, again: Collection[int]) -> None:
        """Say what there is to do, and what is not as it was."""
        waiting = [number for number in run.plan.parts if number not in run.done]
        self._total = run.plan.documents(waiting)
        told = {"inputs": len(run.plan.inputs), "parts": len(run.plan.parts), "done": len(run.done)}
        told |= {"documents": self._total, "changed": len(changes.changed), "gone": len(changes.gone)}
        self._say(
            told,
            Text(
                f"{told['inputs']} files, {self._total} documents to read in {len(waiting)} parts"
                f" ({len(run.done)} parts stand)",
                f"파일 {told['inputs']}개, 읽을 문서 {self._total}건을 {len(waiting)}부분으로"
                f"(이미 끝난 {len(run.done)}부분은 그대로 둡니다)",
            ),
        )
        if not self._json:
            self._differences(changes, again)
        if not self._json and sys.stdout.isatty():
            self._make_bar()
        self._started = time.monotonic()

    def _differences(self, changes: Changes, again: Collection[int]) -> None:
        for names, text in (
            (changes.changed, Text("changed since, read again", "그 뒤 바뀌어 다시 읽습니다")),
            (changes.gone, Text("gone since, its rows are removed", "없어져 그 행을 지웁니다")),
        ):
            if names:
                more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
                sys.stdout.write(f"{self._t(text)}: {', '.join(names[:_NAMED])}{more}\n")
        if again:
            english = f"{len(again)} parts hold files that could not be opened: they are tried again"
            sys.stdout.write(self._t(Text(english, f"열지 못한 파일이 든 {len(again)}부분을 다시 읽습니다")) + "\n")

    def _make_bar(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._task = self._bar.add_task(self._t(Text("reading", "읽는 중")), total=self._total)
        self._bar.start()

    def show(self, answer: Mapping[str, Any]) -> None:
        """Tell of a part that is done."""
        rows = max(answer["expected"], answer["documents"] + answer["errors"])
        self._read += rows
        if self._bar is not None:
            self._bar.advance(self._task, rows)
            return
        rate = self._read / max(time.monotonic() - self._started, 0.001)
        left = max(0, self._total - self._read) / rate if rate else 0.0
        told = {key: answer[key] for key in ("part", "documents", "findings", "errors", "seconds")}
        told |= {"read": self._read, "of": self._total}
        english = (
            f"part {answer['part']}: {answer['documents']} documents, {answer['findings']} findings,"
            f" {answer['errors']} errors — {self._read} of {self._total}, {rate:.0f}/s, {left / 60:.0f} min left"
        )
        korean = (
            f"{answer['part']}부분: 문서 {answer['documents']}건, 사실 {answer['findings']}건,"
            f" 오류 {answer['errors']}건 — {self._total}건 중 {self._read}건, {rate:.0f}건/초, {left / 60:.0f}분 남음"
        )
        self._say(told, Text(english, korean))

    def groups(self, step: str, done: int, of: int) -> None:
        """Tell of a step of grouping, when it ends and now and then before."""
        if done < of and time.monotonic() - self._told < _EVERY:
            return
        self._told = time.monotonic()
        text = _STEPS[step]
        self._say(
            {"grouping": step, "done": done, "of": of},
            Text(f"{text.en}: {done} of {of}", f"{text.ko}: {of} 가운데 {done}"),
        )

    def lost(self, error: Exception) -> None:
        """Say that machines were lost and that it goes on."""
        reason = " ".join(str(error).split())[:200]
        self._say(
            {"lost": reason}, Text(f"workers were lost, going on: {reason}", f"작업자가 끊겨 이어서 합니다: {reason}")
        )

    def conclude(self, run: Run) -> None:
        """Print the sums of all parts, and where the errors are."""
        if self._bar is not None:
            self._bar.stop()
        sums = run.counted()
        seconds = time.monotonic() - self._started
        if self._json:
            told = {"finished": True, "out": self._out, "read": self._read, "seconds": round(seconds, 1), **sums}
            self._say({**told, "groups": run.groups}, None)
            return
        english = (
            f"{self._out}: {sums['documents']} documents, {sums['findings']} findings, {sums['errors']} errors,"
            f" {sums['passed_over']} answers that are no pages; {self._read} read now in {seconds:.1f} s"
        )
        korean = (
            f"{self._out}: 문서 {sums['documents']}건, 사실 {sums['findings']}건, 오류 {sums['errors']}건,"
            f" 페이지가 아닌 응답 {sums['passed_over']}건. 이번에 {self._read}건을 {seconds:.1f}초에 읽었습니다"
        )
        self._say({}, Text(english, korean))
        if run.groups is not None:
            count, documents = run.groups["groups"], run.groups["grouped"]
            english = f"{documents} documents tell {count} releases more than once; see groups.parquet"
            korean = f"문서 {documents}건이 같은 보도자료 {count}건을 거듭 전합니다. groups.parquet를 보십시오"
            self._say({}, Text(english, korean))
        if sums["codes"]:
            codes = ", ".join(f"{code} {count}" for code, count in sums["codes"].items())
            where = Text(f"errors: {codes}; see {self._out}/errors", f"오류: {codes}. {self._out}/errors를 보십시오")
            sys.stderr.write(f"dure read: {self._t(where)}\n")

    def _say(self, told: Mapping[str, Any], text: Text | None) -> None:
        line = json.dumps(told, ensure_ascii=False) if self._json or text is None else self._t(text)
        sys.stdout.write(line.encode("utf-8", "backslashreplace").decode() + "\n")
        sys.stdout.flush()
