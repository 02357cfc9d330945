"""Read documents that nobody wrote, for as long as it is told: ``python -m tests.fuzzing --seconds 600``.

Every document is made from a seed of our own and a number, so each can be made again: text and HTML are changed as such (nesting,
long lines, thousands of attributes, odd Unicode), office documents inside their archive, PDF, HWP 5 and WARC in their bytes.
It fails on any exception but the reader's own, on a document that takes more than two seconds of processor time, on a process
that dies, and on memory beyond its bound. What failed is kept in ``var/fuzz``.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import random
import resource
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dure.engines.reading import ReadingError, default_gazetteer, open_document, parts_of, read
from dure.isolation import Isolated, ProcessDied, TookTooLong
from tests import papers

SECONDS = 2.0
"""Of processor time, for one document."""

MEGABYTES = 1500
"""Of memory that the reading process may ever have held."""

MAX_BYTES = 50_000_000
_ROOT = Path(__file__).parents[1]
_ATOMS = [
    "가", "가 ", "1", "1 ", "1,", "a", " ", "\t", "\n", "\r", "\n\n", "·", "‘", "’", "“", '"', "'", "(", ")", "[", "<", ">", ".", "...", "…",
    "-", "- ", "△", "▲", "○ ", "□ ", "•", ",", ", ", "2024.", "2024. 1. ", "12일", "26일(목) ", "최우수상 ", "우수상: ", "제1호", "시 ", "군", "하동군 ",
    "하동군의 ", "기자 ", "a@b.kr ", "사진=", ":", "~", "‘가나다’ ", "‘가나다’와 ", "을 ", "의 ", "과 ", "에서 ", "했다. ", "부문 ", "분야 ", "1억 ", "200만원 ",
    "개", "등 ", "담당관 ", "김가온 주무관 ", "경진대회 ", "우수사례 ", "사례명\t", "수신\t", "제목\t", "시행 가-1 (2024. 1. 1.) ", "끝.", "http://a.b/c ",
    "\u200b", "\u200f", "\u202e", "\ufeff", "\u0301", "\U0001f600", "\ue000", "\x00", "\x1b[0m", "\u3000", "\xa0", "ﬀ", "가", "𝟙", "&#x41;", "&nbsp;", "\\",
]  # fmt: skip
_TAGS = ["div", "p", "b", "a", "table", "tr", "td", "ul", "li", "span", "h1", "script", "style", "select", "option", "form", "svg", "math", "template", "font", "br", "pre", "textarea", "iframe", "title", "nav", "article"]  # fmt: skip


@cache
def texts() -> tuple[str, ...]:
    """The seeds: pages and samples of our own writing."""
    found = [*sorted((_ROOT / "tests" / "gold" / "pages").rglob("*.txt")), *sorted((_ROOT / "samples").rglob("*.txt"))]
    return tuple(path.read_text(encoding="utf-8", errors="replace") for path in found[::3])


@cache
def pages() -> tuple[str, ...]:
    """The seeds that are HTML."""
    found = [
        *sorted((_ROOT / "tests" / "gold" / "pages").rglob("*.html")),
        *sorted((_ROOT / "samples").rglob("*.html")),
    ]
    return tuple(path.read_text(encoding="utf-8", errors="replace") for path in found[::3])


def _size(chance: random.Random) -> int:
    """How often something is repeated: mostly a little, at times more than any document holds."""
    return int(10 ** chance.choice([chance.uniform(0, 3), chance.uniform(2, 4.5), chance.uniform(3, 5.5)]))


def changed_text(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + int(10 ** chance.uniform(0, 3)))
        what = chance.randrange(8)
        if what == 0:
            text = text[:at] + chance.choice(_ATOMS) * _size(chance) + text[at:]
        elif what == 1:
            text = text[:at] + text[at:to] * min(_size(chance), 3_000_000 // max(1, to - at)) + text[to:]
        elif what == 2:
            text = text[:at] + text[to:]
        elif what == 3:
            text = text.replace(chance.choice(["\n", " ", ".", "다"]), chance.choice(["", " ", "\n", *_ATOMS]))
        elif what == 4:
            text = text[:at] + "".join(chance.choices(_ATOMS, k=min(_size(chance), 50_000))) + text[at:]
        elif what == 5:
            words = text.split()
            chance.shuffle(words)
            text = " ".join(words)
        elif what == 6:
            text = "\n".join(chance.sample(lines := text.split("\n"), len(lines)))
        else:
            text = text[:at] + chance.choice(texts())[:4000] + text[at:]
        text = text[:12_000_000]
    return text


def changed_markup(chance: random.Random, page: str) -> str:
    for _ in range(chance.randint(1, 4)):
        at, tag, size = chance.randrange(len(page) + 1), chance.choice(_TAGS), _size(chance)
        pieces: list[Callable[[], str]] = [
            lambda tag=tag, size=size: f"<{tag}>" * size,
            lambda tag=tag, size=size: f"</{tag}>" * size,
            lambda tag=tag, size=size: f"<{tag}>가" * size,
            lambda tag=tag, size=size: f"<{tag} " + " ".join(f"a{n}='{n}'" for n in range(size)) + ">",
            lambda tag=tag, size=size: f"<{tag} class='{'article ' * size}'>",
            lambda size=size: "<!--" * size,
            lambda size=size: "<script>" + '"\\"' * size + "<p>" * 3,
            lambda size=size: '<script type="application/ld+json">' + '{"@graph":[' * size + "</script>",
            lambda size=size: "<table>" + "<tr><td>가<td>나" * size,
            lambda size=size: "<![CDATA[" * size,
            lambda size=size: "<" * size,
            lambda size=size: "&" * size,
            lambda size=size: "<b><p>" * size + "</b>" * size,
            lambda: changed_text(chance, chance.choice(texts())),
        ]
        page = page[:at] + chance.choice(pieces)() + page[at:]
        if chance.random() < 0.2:
            page = page[: chance.randrange(len(page) + 1)]
        page = page[:12_000_000]
    return page


def changed_bytes(chance: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(int(10 ** chance.uniform(0, 2))):
        if not out:
            break
        at = chance.randrange(len(out))
        what = chance.randrange(6)
        if what <= 1:
            out[at] = chance.randrange(256)
        elif what == 2:
            out[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0"])
        elif what == 3:
            out[at:at] = out[at : at + chance.randrange(1, 600)] * chance.choice([1, 1, 2, 40])
        elif what == 4:
            del out[at : at + chance.randrange(1, 600)]
        else:
            out[at:at] = chance.randbytes(chance.randrange(1, 40))
        if len(out) > 4_000_000:
            break
    if chance.random() < 0.15:
        del out[chance.randrange(len(out) + 1) :]
    return bytes(out)


def _blocks(chance: random.Random) -> list[papers.Block]:
    lines = [line for line in chance.choice(texts()).split("\n") if line.strip()][:40]
    clean = ["".join(c for c in line if c.isprintable() and c not in "<>&") for line in lines]
    return [*clean, [["구분", "사례명"], ["최우수", "빨간 우체통"]]]


def _xml(chance: random.Random, parts: dict[str, bytes], name: str) -> dict[str, bytes]:
    xml = parts[name].decode()
    at, size = chance.randrange(len(xml) + 1), _size(chance)
    what = chance.randrange(10)
    if what == 0:
        xml = "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;&b;'>]>" + xml
    elif what == 1:
        xml = xml[:at] + "<hp:p>" * size + xml[at:]
    elif what == 2:
        start, end = xml.find("<w:p>") if "<w:p>" in xml else xml.find("<hp:p>"), xml.rfind("</")
        xml = xml[:end] + xml[start : start + 3000].rpartition("</")[0] * min(size, 2000) + xml[end:]
    elif what == 3:
        xml = xml[:at] + chance.choice(_ATOMS).replace("<", "") * size + xml[at:]
    elif what == 4:
        xml = xml.replace("<hp:t>", "<hp:tbl><hp:tr><hp:tc><hp:p><hp:t>", chance.randrange(9))
    elif what == 5:
        for prefix in ("hp", "w"):
            deep = min(size, 300)
            opened = f"<{prefix}:tbl><{prefix}:tr><{prefix}:tc><{prefix}:p>" * deep
            closed = f"</{prefix}:p></{prefix}:tc></{prefix}:tr></{prefix}:tbl>" * deep
            where = xml.find(f"<{prefix}:p>")
            xml = xml if where < 0 else xml[:where] + opened + closed + xml[where:]
    elif what == 6:
        rows = "<hp:tr>" + "<hp:tc><hp:p><hp:t>가</hp:t></hp:p></hp:tc>" * min(size, 60_000) + "</hp:tr>"
        xml = xml.replace("<hp:tr>", rows + "<hp:tr>", 1)
    elif what == 7:
        xml = xml[:at]
    elif what == 8:
        xml = xml.replace("UTF-8", chance.choice(["UTF-16", "hex", "cp949", "x"])).replace(
            "<hp:p", "<hp:p " + " ".join(f"a{n}='1'" for n in range(size % 50_000)), 1
        )
    return {**parts, name: changed_bytes(chance, xml.encode()) if chance.random() < 0.3 else xml.encode()}


def _office(chance: random.Random, made: bytes, name: str) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    if chance.random() < 0.1:
        parts[chance.choice(["BinData/a.bmp", "word/media/a.bmp", name])] = bytes(_size(chance) * 300)
    parts = _xml(chance, parts, name) if chance.random() < 0.9 and parts[name][:1] == b"<" else parts
    whole = papers.as_zip(parts)
    return changed_bytes(chance, whole) if chance.random() < 0.25 else whole


def _hwp(chance: random.Random) -> bytes:
    blocks: list[papers.Block | bytes] = [*_blocks(chance), papers.hwp_region(b"daeh", "머리말")]
    for _ in range(chance.randrange(5)):
        records = b"".join(
            papers.record(chance.choice([66, 67, 71, 72, 77, 85, chance.randrange(1024)]), chance.choice([0, 1, 2, 3, chance.randrange(1024)]),
                          chance.choice([b" lbt", b"daeh", b"tmct", b""]) + chance.randbytes(chance.randrange(60)))
            for _ in range(min(_size(chance), 30_000))
        )  # fmt: skip
        blocks.insert(chance.randrange(len(blocks)), records)
    if chance.random() < 0.1:
        blocks = [papers.record(71, n % 1000, b" lbt" + bytes(8)) for n in range(min(_size(chance), 3000))]
    whole = papers.as_hwp(blocks, flags=chance.choice([0, 1, 1, 1]))
    if chance.random() < 0.05:
        packer = zlib.compressobj(wbits=-15)
        whole = papers.as_ole({"FileHeader": papers.file_header(1), "BodyText/Section0": packer.compress(bytes(_size(chance) * 400)) + packer.flush()})  # fmt: skip
    return changed_bytes(chance, whole) if chance.random() < 0.6 else whole


def _pdf(chance: random.Random) -> bytes:
    lines = [line for line in chance.choice(texts()).split("\n") if line.strip()]
    sheets = [
        [
            (chance.uniform(-50, 600), chance.uniform(-50, 900), chance.choice([0, 1, 10, 12, 500]), line[:60])
            for line in lines[:60]
        ]
        for _ in range(chance.choice([1, 1, 2, 5, 60]))
    ]
    whole = papers.as_pdf(sheets, picture=chance.random() < 0.2)
    if chance.random() < 0.3:
        whole = whole.replace(b"/Kids [", b"/Kids [" + b"[" * min(_size(chance), 20_000), 1)
    if chance.random() < 0.2:
        whole = whole.replace(
            b"/Type /Page ", chance.choice([b"/Type /Pages /Kids [2 0 R] ", b"/Parent 8 0 R ", b"<<" * 3000]), 1
        )
    return changed_bytes(chance, whole) if chance.random() < 0.8 else whole


def _warc(chance: random.Random) -> bytes:
    records = []
    for number in range(chance.randint(1, 4)):
        body = changed_markup(chance, chance.choice(pages())).encode("utf-8", "replace")[:1_000_000]
        headers = "Content-Type: text/html\r\n"
        if chance.random() < 0.4:
            body, headers = gzip.compress(body, mtime=0), headers + "Content-Encoding: gzip\r\n"
        if chance.random() < 0.2:
            body, headers = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), headers + "Transfer-Encoding: chunked\r\n"
        records.append(
            papers.answer(
                f"http://a.kr/{number}", changed_bytes(chance, body) if chance.random() < 0.3 else body, headers=headers
            )
        )
    whole = papers.as_warc(records, packed=chance.random() < 0.7)
    return changed_bytes(chance, whole) if chance.random() < 0.5 else whole


def _html(chance: random.Random) -> bytes:
    page = changed_markup(chance, chance.choice(pages())).encode(chance.choice(["utf-8", "cp949", "utf-16"]), "replace")
    return changed_bytes(chance, page) if chance.random() < 0.1 else page


def _text(chance: random.Random) -> bytes:
    text = changed_text(chance, chance.choice(texts())).encode(
        chance.choice(["utf-8", "utf-8", "cp949", "utf-16"]), "replace"
    )
    return changed_bytes(chance, text) if chance.random() < 0.1 else text


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "text": _text,
    "html": _html,
    "hwpx": lambda chance: _office(chance, papers.as_hwpx(_blocks(chance)), "Contents/section0.xml"),
    "docx": lambda chance: _office(chance, papers.as_docx(_blocks(chance)), "word/document.xml"),
    "hwp": _hwp,
    "pdf": _pdf,
    "warc": _warc,
}


def make(kind: str, number: int) -> bytes:
    """The document of a kind and a number, always the same one."""
    return MAKERS[kind](random.Random(f"{kind} {number}"))


@dataclass(frozen=True, slots=True)
class Outcome:
    size: int
    seconds: float
    megabytes: float
    code: str  # of the reader's error, or "read"
    fault: str = ""


def attempt(data: bytes) -> Outcome:
    """Read one document as ``dure read`` does; called in the reading process."""
    started = time.process_time()
    codes, fault = [], ""
    try:
        for part in parts_of(data, max_bytes=MAX_BYTES):
            codes.append(part.error.code if part.error else "read")
            if part.error is None:
                with contextlib.suppress(ReadingError):  # the reader's own answer
                    codes[-1] = "refused"
                    read(open_document(part.data), default_gazetteer())
                    codes[-1] = "read"
    except ReadingError as error:
        codes.append(error.code)
    except Exception as error:  # noqa: BLE001  this is what is looked for
        fault = f"{type(error).__name__}: {error}"[:300]
    seconds = time.process_time() - started
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(len(data), seconds / max(1, len(codes)), held, codes[0] if codes else "none", fault)


def _fault(reader: Isolated, data: bytes) -> tuple[Outcome | None, str]:
    try:
        outcome: Outcome = reader.call(data)
        if outcome.seconds > SECONDS:  # the machine may have been busy: only what is slow twice is slow
            again: Outcome = reader.call(data)
            outcome = min(outcome, again, key=lambda one: one.seconds)
    except ProcessDied as error:
        return None, f"crashed: {error}"
    except TookTooLong as error:
        return None, f"hung: {error}"
    if outcome.fault:
        return outcome, outcome.fault
    if outcome.seconds > SECONDS:
        return outcome, f"slow: {outcome.seconds:.1f} s"
    if outcome.megabytes > MEGABYTES:
        reader.close()  # what the next one holds is counted anew
        return outcome, f"large: {outcome.megabytes:.0f} MB"
    return outcome, ""


def fuzz(
    seconds: float, *, first: int = 0, kinds: list[str] | None = None, say: Callable[[str], None] = print
) -> list[str]:
    """Read made documents for so long; return what went wrong, a line each."""
    faults: list[str] = []
    count: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    size, worst, largest = 0, (0.0, ""), 0.0
    kept = _ROOT / "var" / "fuzz"
    texts(), pages(), default_gazetteer()
    started = time.monotonic()
    number = first
    with Isolated(f"{__name__}:attempt", seconds=60, megabytes=6000, fork=True) as reader:
        while time.monotonic() - started < seconds:
            for kind in kinds or MAKERS:
                data = make(kind, number)
                outcome, fault = _fault(reader, data)
                count[kind] += 1
                size += len(data)
                if outcome is not None:
                    codes[f"{kind} {outcome.code}"] += 1
                    worst = max(worst, (outcome.seconds, f"{kind} {number}"))
                    largest = max(largest, outcome.megabytes)
                if fault:
                    faults.append(f"{kind} {number} ({len(data):,} bytes): {fault}")
                    say(faults[-1])
                    kept.mkdir(parents=True, exist_ok=True)
                    (kept / f"{kind}-{number}").write_bytes(data)
            number += 1
    took = time.monotonic() - started
    total = sum(count.values())
    say(
        f"{total} documents, {size / 1e6:.0f} MB in {took:.0f} s ({total / took:.1f}/s); numbers {first} to {number - 1}"
    )
    say(f"worst: {worst[0]:.2f} s ({worst[1]}); most memory: {largest:.0f} MB; faults: {len(faults)}")
    say(", ".join(f"{name} {n}" for name, n in sorted(codes.items())))
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--first", type=int, default=0, help="the number of the first document")
    parser.add_argument("--kind", action="append", choices=list(MAKERS))
    arguments = parser.parse_args()

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    return 1 if fuzz(arguments.seconds, first=arguments.first, kinds=arguments.kind, say=say) else 0


if __name__ == "__main__":
    sys.exit(main())
