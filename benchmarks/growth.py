"""How each stage of reading grows from 10⁴ to 10⁶ short documents: time a document, and the most memory held.

``make bench-growth`` (``DOCUMENTS=100000`` for less) takes an hour and more at the lowest priority and goes on where it
was stopped: sums stand in ``var/growth`` after every thousand documents, the table after every size. Documents are made
from templates of our own by their number, so that any thousand can be made alone; the tables that a bulk run would
write are written, counted and removed, so that the disk holds one part at a time. Near-duplicates, which know of all
documents at once, are measured by ``python -m benchmarks dedup --full``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.tables import Table

SIZES = (10_000, 100_000, 1_000_000)
SMALL, FULL = (300, 3_000), (10_000, 100_000)
WANTED_GROWTH = 1.3  # time a document with the most against with the fewest: every stage is linear
WANTED_MEMORY = 1.2  # and so for memory: no stage keeps what it has read
SINGLE = ("decode and blocks", "main text", "title, date, outlet", "findings", "signature")
WHOLE = ("read into rows", "Parquet written")
_PART = 1_000
_BATCH = 16
_SINGLED = 4  # of so many documents one is read stage by stage too
_SMALL_MS = 0.1  # of less than a tenth of a millisecond, noise is most
_MEGABYTE = 1024 * 1024

_PLACES = (
    "하동군",
    "옥천군",
    "밀양시",
    "통영시",
    "보은군",
    "홍성군",
    "태백시",
    "의왕시",
    "완도군",
    "서천군",
    "김제시",
    "영월군",
)
_THINGS = (
    "우체통",
    "빨래방",
    "쉼터",
    "골목길",
    "장터",
    "텃밭",
    "정류장",
    "놀이터",
    "도서관",
    "창구",
    "식당",
    "산책로",
    "공방",
    "우물가",
)
_DEEDS = (
    "돌봄",
    "나눔",
    "고쳐 쓰기",
    "함께 걷기",
    "한 번에 끝내기",
    "찾아가기",
    "미리 알리기",
    "되살리기",
    "이어 주기",
    "밤에도 열기",
)
_CONTESTS = (
    "정부혁신 우수사례 경진대회",
    "적극행정 우수사례 경진대회",
    "지방자치 혁신대상",
    "민원서비스 개선 발표회",
    "주민참여 우수사례 공모전",
)
_GRADES = ("최우수상", "우수상", "장려상", "대상", "특별상")
_WORDS = (
    *("주민", "마을", "겨울", "저녁", "시장", "어르신", "아이", "골목", "버스", "서류", "전화", "발걸음"),
    *("이웃", "손길", "하루", "생각", "현장", "목소리", "자료", "비용", "절반", "달력", "지도", "표지"),
    *("안내", "신청", "접수", "처리", "결과", "불편", "걱정", "웃음", "약속", "모임", "회의", "점검"),
    *("개선", "정비", "협력", "지원", "운영", "준비", "계획"),
)  # fmt: skip
_ENDS = (
    "살피기로 했다",
    "나누었다고 밝혔다",
    "줄였다는 평가를 받았다",
    "돕자며 뜻을 모았다",
    "바꾸었다고 전했다",
    "듣기 시작했다",
)
_MENU = (
    "홈",
    "로그인",
    "회원가입",
    "사이트맵",
    "알림마당",
    "보도자료",
    "공지사항",
    "고시공고",
    "채용정보",
    "찾아오시는 길",
)


def made(number: int) -> bytes:
    """Return the document of a number, always the same: a release as text, page or dump, a list of winners, news."""
    chance = random.Random(number)
    place, other = chance.sample(_PLACES, 2)
    title = f"{chance.choice(_THINGS)} {chance.choice(_DEEDS)}"
    year, day = chance.randint(2019, 2026), f"{chance.randint(1, 12)}월 {chance.randint(1, 28)}일"
    contest, grade = f"{year}년 {chance.choice(_CONTESTS)}", chance.choice(_GRADES)
    stamp = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d} 10:{chance.randint(10, 59)}"
    kind = number % 6
    if kind > 3:  # news that tells of no case
        head, paragraphs = f"{place}, {chance.choice(_THINGS)} 새 단장", [_sentence(chance) for _ in range(6)]
        paragraphs[0] = f"{_with(place, '은', '는')} {day} {paragraphs[0]}"
    else:
        head = f"{place}, ‘{title}’로 {grade}"
        lead = (
            f"{_with(place, '은', '는')} {day} 열린 ‘{contest}’에서 ‘{title}’ 사례로 {_with(grade, '을', '를')}"
            f" 받았다고 밝혔다. 이 사례는 {chance.randint(12, 4800):,}명이 쓰고 있으며 시간을"
            f" {chance.randint(11, 89)}% 줄였다."
        )
        paragraphs = [lead, *(_sentence(chance) for _ in range(chance.randint(3, 7)))]
        another = f"{chance.choice(_THINGS)} {chance.choice(_DEEDS)}"
        paragraphs.insert(2, f"{other}도 ‘{another}’ 사례를 선보여 장려상을 받았다.")
    if kind == 3:
        rows = [
            f"{row}. ‘{chance.choice(_THINGS)} {chance.choice(_DEEDS)}’ ({town})"
            for row, town in enumerate(chance.sample(_PLACES, 4), 1)
        ]
        return "\n".join([f"{contest} 결과 알림", "", paragraphs[0], "", *rows, "", f"{stamp[:10]} {place}"]).encode()
    if kind in {1, 5}:
        inside = "".join(f"<p>{line}</p>" for line in paragraphs)
        menu = "".join(f'<li><a href="/{at}">{word}</a></li>' for at, word in enumerate(_MENU))
        return (
            f"<!doctype html><html><head><title>{head} | {place}청</title></head><body><nav><ul>{menu}</ul></nav>"
            f"<main><h1>{head}</h1><time>{stamp}</time>{inside}</main><footer>{place}청 담당자</footer></body></html>"
        ).encode()
    if kind == 2:
        said = f"작성일 {stamp}  조회 {chance.randint(3, 999)}"
        return "\n".join([*_MENU, "", head, said, "", *paragraphs, "", "목록", "이전글"]).encode()
    return "\n\n".join([head, f"입력 {stamp}", *paragraphs]).encode()


def _with(word: str, closed: str, opened: str) -> str:
    """Return a word with the particle that fits its last syllable: 하동군은, 밀양시는."""
    return word + (closed if (ord(word[-1]) - 0xAC00) % 28 else opened)


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(6, 12))
    return f"{' '.join(words[:3])}에서 {_with(' '.join(words[3:]), '을', '를')} {chance.choice(_ENDS)}."


class Sums:
    """What was measured so far, and where it stands between two runs."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sums.json"
        self.said: dict[str, Any] = {
            "reader": _reader(), "documents": 0, "processes": 0, "peak": 0, "rows": 0, "singled": 0, "marks": {},
            "seconds": dict.fromkeys((*SINGLE, *WHOLE), 0.0),
        }  # fmt: skip
        if self._file.exists():
            earlier = json.loads(self._file.read_bytes())
            if earlier["reader"] == self.said["reader"]:
                self.said = earlier
            else:
                print(f"the reader is another than that of {self._file}: from the beginning", flush=True)
        self.said["processes"] += 1

    def keep(self) -> None:
        """Write the sums whole or not at all."""
        self.said["peak"] = max(self.said["peak"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
        waiting = self._file.with_suffix(".part")
        waiting.write_text(json.dumps(self.said, ensure_ascii=False, indent=1), encoding="utf-8")
        waiting.replace(self._file)

    def mark(self) -> None:
        """Note what a document costs so far, under the number of documents."""
        said = self.said
        each = {stage: said["seconds"][stage] / max(1, said["singled"]) * 1000 for stage in SINGLE}
        each |= {stage: said["seconds"][stage] / said["documents"] * 1000 for stage in WHOLE}
        said["marks"][str(said["documents"])] = {"ms": each, "peak": said["peak"], "processes": said["processes"]}


def _reader() -> str:
    from dure.cli.bulk.identity import reader_digest

    return reader_digest()


def _read_part(numbers: range, folder: Path, said: dict[str, Any]) -> None:
    """Read documents as a worker does, one in four stage by stage too; the part is counted and removed."""
    from pyarrow import parquet

    from dure.cli.bulk.places import place_of
    from dure.cli.bulk.tables import TABLES, PartWriter, file_of
    from dure.engines.reading import Source, default_gazetteer, read_batch

    gazetteer, seconds = default_gazetteer(), said["seconds"]
    out, part = place_of(str(folder)), numbers.start // _PART
    for name in (*TABLES, "_tmp"):
        out.below(name).make_folder()
    started = time.process_time()
    writer = PartWriter(out, part)
    seconds["Parquet written"] += time.process_time() - started
    for first in range(numbers.start, numbers.stop, _BATCH):
        sources = [Source(str(n), made(n)) for n in range(first, min(first + _BATCH, numbers.stop))]
        started = time.process_time()
        tables = read_batch(sources, gazetteer)
        read_at = time.process_time()
        writer.add(tables)
        seconds["read into rows"] += read_at - started
        seconds["Parquet written"] += time.process_time() - read_at
        for source in sources[::_SINGLED]:
            for stage, took in zip(SINGLE, _by_stage(source.content, gazetteer), strict=True):
                seconds[stage] += took
            said["singled"] += 1
    started = time.process_time()
    writer.commit({"part": part})
    seconds["Parquet written"] += time.process_time() - started
    for name in TABLES:
        place = file_of(out, name, part)
        said["rows"] += parquet.read_metadata(place.path).num_rows
        place.remove()


def _by_stage(content: bytes, gazetteer: Any) -> list[float]:
    """Return seconds of each stage; each goes over what the one before it did, and only what it adds is its own."""
    from dure.engines.reading import open_document, read, sign
    from dure.engines.reading.lines import lines_of
    from dure.engines.reading.maintext import body_run
    from dure.engines.reading.metadata import declared_title
    from dure.engines.reading.read import article_of

    at = [time.process_time()]
    document = open_document(content)
    at.append(time.process_time())
    lines = lines_of(document)
    body_run(lines, declared_title(document.meta))
    at.append(time.process_time())
    article_of(document, lines)
    at.append(time.process_time())
    reading = read(document, gazetteer)
    at.append(time.process_time())
    sign(["\n".join(document.text[b.start : b.end] for b in reading.article.blocks if b.kind == "body")])
    at.append(time.process_time())
    opened, lined, titled, found, signed = (later - earlier for earlier, later in itertools.pairwise(at))
    return [opened, lined, max(0.0, titled - lined), max(0.0, found - titled - lined), signed]


def measure(folder: Path, sizes: Sequence[int], *, tells: bool) -> Table:
    """Read up to the largest size, going on where an earlier call was stopped, and return the table so far."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = Sums(folder)
    said = sums.said
    began, before = time.monotonic(), said["documents"]
    with tempfile.TemporaryDirectory(dir=folder) as parts:
        _read_part(range(_BATCH), Path(parts), json.loads(json.dumps(said)))  # what is loaded once counts for none
        while said["documents"] < max(sizes):
            stop = min(size for size in sizes if size > said["documents"])
            numbers = range(said["documents"], min(said["documents"] + _PART, stop))
            _read_part(numbers, Path(parts), said)
            said["documents"] = numbers.stop
            sums.keep()
            if numbers.stop in sizes:
                sums.mark()
                sums.keep()
                (folder / "table.txt").write_text(_table(said, sizes).text() + "\n", encoding="utf-8")
            if tells and numbers.stop % 10_000 == 0:
                rate = (numbers.stop - before) / (time.monotonic() - began)
                left = (max(sizes) - numbers.stop) / rate / 60
                print(
                    f"{numbers.stop:,} documents, {rate:.0f}/s, {said['peak'] // _MEGABYTE} MB, {left:.0f} min left",
                    flush=True,
                )
    return _table(said, sizes)


def _table(said: dict[str, Any], sizes: Sequence[int]) -> Table:
    marks = [(size, said["marks"][str(size)]) for size in sizes if str(size) in said["marks"]]
    table = Table(
        f"growth: milliseconds a document, one core, short made-up documents; processes: {said['processes']}",
        ("stage", *(f"{size:,}" for size, _ in marks), "growth", "wanted"),
    )
    for stage in (*SINGLE, *WHOLE):
        each = [mark["ms"][stage] for _, mark in marks]
        growth = each[-1] / max(each[0], 0.001)
        table.add(
            stage, *(f"{one:.2f}" for one in each), f"{growth:.2f}", f"≤ {WANTED_GROWTH}",
            ok=each[-1] < _SMALL_MS or growth <= WANTED_GROWTH,
        )  # fmt: skip
    peaks = [mark["peak"] for _, mark in marks]
    growth = peaks[-1] / max(peaks[0], 1)
    table.add(
        "most memory, MB", *(one // _MEGABYTE for one in peaks), f"{growth:.2f}", f"≤ {WANTED_MEMORY}",
        ok=growth <= WANTED_MEMORY,
    )  # fmt: skip
    return table


def run(*, full: bool = False) -> Iterator[Table]:
    """Measure some thousands, with ``full`` a hundred thousand."""
    with tempfile.TemporaryDirectory() as folder:
        yield measure(Path(folder), FULL if full else SMALL, tells=full)


def main() -> int:
    """Measure as far as asked, going on where the last call was stopped."""
    from dure.config import paths

    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("documents", nargs="?", type=int, default=SIZES[-1], help=f"default {SIZES[-1]:,}")
    wanted = parser.parse_args().documents
    folder = paths.var() / "growth"
    table = measure(folder, sorted({*(size for size in SIZES if size < wanted), wanted}), tells=True)
    print(f"{table.text()}\nalso in {folder / 'table.txt'}")
    for line in table.missed:
        print(f"missed: {line}")
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
