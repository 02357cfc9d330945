"""How fast pages are read, stage by stage and beside peers, and how much of their main text is found.

The real pages of ``shared/documents`` where they are there, and always our own HTML of the tests. Times are CPU
times of one core, the best of several rounds: every reader takes its turn at each page, so that noise meets all alike.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.tables import Table
from dure.engines.reading import Reading, ReadingError, decode, default_gazetteer, open_document, read
from dure.engines.reading.lines import lines_of
from dure.engines.reading.maintext import body_run, kinds_of
from dure.engines.reading.metadata import declared_title
from dure.engines.reading.morphology import MOST, default_analyser, retained, tokens
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of
from tests.gold.measured import HERE, SHARED, body
from tests.gold.scoring import gram_share

ROUNDS = 7
WANTED_RATIO = 15  # times trafilatura
WANTED_PAGES = 250  # a second and core, on the real pages
WANTED_WITH_KIWI = 60


@dataclass
class Page:
    """A page with its gold paragraphs, where there are any."""

    name: str
    data: bytes
    gold: list[str] | None = None
    best: dict[str, float] = field(default_factory=dict)

    @property
    def html(self) -> str:
        return decode(self.data)[0]


def real_pages() -> list[Page]:
    """Return the real pages, six of them with gold paragraphs."""
    if not SHARED.exists():
        return []
    import json

    gold = json.loads((SHARED / "pages" / "gold.json").read_text(encoding="utf-8"))
    return [
        Page(path.stem, path.read_bytes(), gold.get(path.stem, {}).get("paragraphs"))
        for path in sorted((SHARED / "pages").glob("*.html"))
    ]


def own_pages() -> list[Page]:
    """Return our own HTML pages with the lines that their gold names."""
    import tomllib

    pages = []
    for gold in tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))["page"]:
        if gold["file"].endswith(".html"):
            data = (HERE / "pages" / gold["file"]).read_bytes()
            lines = open_document(data).text.split("\n")
            wanted = [line for line in lines if any(line.startswith(words) for words in gold.get("words", ()))]
            pages.append(Page(gold["file"], data, wanted or None))
    return pages


def in_a_portal(pages: Sequence[Page]) -> list[Page]:
    """Return the pages as a large site would show them: menus of 600 rows before, 200 teasers behind."""
    menu = "".join(
        f'<li class="depth{n % 3}"><a href="/menu/{n}.do?key={n}">{word}{n}</a></li>'
        for n, word in enumerate(("행정정보", "분야별정보", "시민참여", "열린시정", "교통안내", "문화관광") * 100)
    )
    teasers = "".join(
        f'<div class="item"><a href="/news/{n}"><strong>새로 들어온 소식 {n}</strong>'
        f"<span>2024.05.{n % 28 + 1:02d}</span></a></div>"
        for n in range(200)
    )
    grown = []
    for page in pages:
        head, opened, rest = page.html.partition("<body>")
        content, closed, tail = rest.partition("</body>")
        before, behind = f'<div id="gnb"><ul>{menu}</ul></div>', f'<div class="related">{teasers}</div>'
        html = f"{head}{opened}{before}{content}{behind}{closed}{tail}"
        grown.append(Page(page.name, html.encode(), page.gold))
    return grown


def _ours(page: Page) -> list[str]:
    try:
        reading = read(open_document(page.data), default_gazetteer())
    except ReadingError:
        return []
    return paragraphs(reading)


def paragraphs(reading: Reading) -> list[str]:
    return [reading.document.text[start:end] for start, end in body(reading)]


def peers() -> dict[str, Callable[[Page], list[str]]]:
    """Return the main-text readers that the design names, each as its documentation calls it."""
    import justext
    import lxml.html
    import readability
    import trafilatura
    from boilerpy3.extractors import ArticleExtractor
    from resiliparse.extract.html2text import extract_plain_text

    for name in ("trafilatura", "readability", "boilerpy3", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they tell of pages without a body
    korean = justext.get_stoplist("Korean")
    boilerpipe = ArticleExtractor(raise_on_failure=False)

    def readable(page: Page) -> list[str]:
        return lxml.html.fromstring(readability.Document(page.html).summary()).text_content().split("\n")

    def justified(page: Page) -> list[str]:
        return [one.text for one in justext.justext(page.html, korean) if not one.is_boilerplate]

    return {
        "trafilatura": lambda page: (trafilatura.extract(page.html) or "").split("\n"),
        "resiliparse": lambda page: extract_plain_text(page.html, main_content=True).split("\n"),
        "readability-lxml": readable,
        "jusText": justified,
        "boilerpy3": lambda page: boilerpipe.get_content(page.html).split("\n"),
    }


def _opened(page: Page) -> object:
    try:
        return open_document(page.data)
    except ReadingError:
        return None


def _body_found(page: Page) -> object:
    document = open_document(page.data)
    lines = lines_of(document)
    first, after, _ = body_run(lines, declared_title(document.meta))
    return kinds_of(lines, first, after, mostly_korean=True)


def _article_found(page: Page) -> object:
    document = open_document(page.data)
    return article_of(document, lines_of(document))


STAGES: dict[str, Callable[[Page], object]] = {
    "1–2 decode, blocks": _opened,
    "+ 4 main text": _body_found,
    "+ 5 metadata": _article_found,
    "+ 6 findings: all of dure": _ours,
}


def measure(
    pages: Sequence[Page], readers: dict[str, Callable[[Page], object]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Return the pages a second of each reader: every reader takes its turn at each page in each round."""
    for _ in range(rounds):
        for page in pages:
            for name, reader in readers.items():
                start = time.process_time()
                reader(page)
                spent = time.process_time() - start
                page.best[name] = min(spent, page.best.get(name, spent))
    return {name: len(pages) / sum(page.best[name] for page in pages) for name in readers}


def mean_f1(pages: Sequence[Page], reader: Callable[[Page], list[str]]) -> float:
    """Return the mean F1 of the main text over the pages that have gold, over 4-grams as `tests.gold` counts it."""
    scores = [gram_share(reader(page), page.gold).f1 for page in pages if page.gold is not None]
    return sum(scores) / len(scores)


def run() -> Iterator[Table]:
    """Read real pages, our own and our own in a large site's frame, then with Kiwi."""
    warnings.simplefilter("ignore")  # of the peers
    default_gazetteer()
    real, own = real_pages(), own_pages()
    if real:
        yield _side_by_side(f"real pages ({len(real)}, {_kilobytes(real)} KB)", real, wanted=True)
    else:
        print("shared/documents is not here: real pages are left out")
    yield _side_by_side(f"our own pages ({len(own)}, {_kilobytes(own)} KB)", own, wanted=False)
    portal = in_a_portal(own)
    yield _side_by_side(f"our own pages in a large site's frame ({_kilobytes(portal)} KB)", portal, wanted=False)
    yield _with_kiwi()


def _kilobytes(pages: Sequence[Page]) -> str:
    sizes = sorted(len(page.data) // 1000 for page in pages)
    return f"{sizes[0]}–{sizes[-1]}"


def _side_by_side(title: str, pages: list[Page], *, wanted: bool) -> Table:
    others = peers()
    speeds = measure(pages, {**STAGES, **others}, ROUNDS if len(pages) < 10 else 3)
    base = speeds["trafilatura"]
    table = Table(title, ("reader", "pages/s and core", "× trafilatura", "main text F1", "wanted"))
    theirs = mean_f1(pages, others["trafilatura"])
    for name, speed in speeds.items():
        reader = _ours if name == list(STAGES)[-1] else others.get(name)
        f1 = mean_f1(pages, reader) if reader else None
        goal, ok = "", True
        if reader is _ours and f1 is not None:
            ok = f1 > theirs
            goal = "F1 above trafilatura's"
            if wanted:
                ok = ok and speed >= WANTED_PAGES and speed / base >= WANTED_RATIO
                goal = f"≥ {WANTED_PAGES}, ≥ {WANTED_RATIO} ×, higher F1"
        table.add(name, f"{speed:.0f}", f"{speed / base:.1f}", "" if f1 is None else f"{f1:.3f}", goal, ok=ok)
    return table


def _with_kiwi() -> Table:
    """Read our own samples and pages, then analyse at most two fifths of each article's characters."""
    samples = HERE.parents[1] / "samples"
    paths = [*samples.rglob("*.txt"), *samples.rglob("*.html"), *(HERE / "pages").glob("*")]
    data = [path.read_bytes() for path in sorted(paths)]
    gazetteer = default_gazetteer()
    start = time.process_time()
    kiwi = default_analyser()
    tokens(["두레"], kiwi)  # what it prepares at its first sentence is part of loading
    loaded = time.process_time() - start
    whole = analysed = found = 0
    start = time.process_time()
    for one in data:
        reading = read(open_document(one), gazetteer)
        prose = prose_of(reading.document, reading.article.blocks)
        spans = retained(prose)
        found += sum(map(len, tokens([prose.text[a:b] for a, b in spans], kiwi)))
        analysed += sum(b - a for a, b in spans)
        whole += sum(b - a for paragraph in prose.paragraphs for a, b in paragraph.sentences)
    spent = time.process_time() - start
    start = time.process_time()
    for one in data:
        read(open_document(one), gazetteer)
    bare = time.process_time() - start
    table = Table(f"{len(data)} short documents with Kiwi (loaded in {loaded:.1f} s)", ("what", "measured", "wanted"))
    share = analysed / whole
    speed = len(data) / spent
    table.add("read and analysed, documents/s", f"{speed:.0f}", f"≥ {WANTED_WITH_KIWI}", ok=speed >= WANTED_WITH_KIWI)
    table.add("read alone, documents/s", f"{len(data) / bare:.0f}", "")
    table.add("share of the characters analysed", f"{share:.2f}", f"≤ {MOST}", ok=share <= MOST)
    table.add("morphemes", f"{found:,}", "")
    return table
