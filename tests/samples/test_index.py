"""The samples are what their index says: every gold string stands in its document's decoded text."""

import json
import re
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn

SAMPLES = Path(__file__).parents[2] / "samples"
INDEX = tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["sample"]
NOT_DOCUMENTS = {
    "README.md",
    "index.toml",
    "decisions.toml",
    "hwpx_sources.toml",
    "make_hwpx.py",
    "paper_sources.toml",
    "make_papers.py",
}
PROVINCES = {
    "서울특별시": "서울",
    "부산광역시": "부산",
    "대구광역시": "대구",
    "인천광역시": "인천",
    "광주광역시": "광주",
    "대전광역시": "대전",
    "울산광역시": "울산",
    "세종특별자치시": "세종",
    "경기도": "경기",
    "강원도": "강원",
    "강원특별자치도": "강원",
    "충청북도": "충북",
    "충청남도": "충남",
    "전라북도": "전북",
    "전북특별자치도": "전북",
    "전라남도": "전남",
    "경상북도": "경북",
    "경상남도": "경남",
    "제주특별자치도": "제주",
}
PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"


class Words(HTMLParser):
    """Text of a page, picture texts and JSON-LD included, other scripts left out."""

    def __init__(self):
        super().__init__()
        self.parts = []
        self.script = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in {"script", "style"}:
            self.script = attributes.get("type") or "other"
        self.parts.append(attributes.get("alt") or "")
        if tag == "meta":
            self.parts.append(attributes.get("content") or "")

    def handle_endtag(self, tag):
        if tag in {"script", "style"}:
            self.script = None

    def handle_data(self, data):
        if self.script is None:
            self.parts.append(data)
        elif self.script == "application/ld+json":
            self.parts.extend(strings_in(json.loads(data)))


def strings_in(value):
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [string for child in children for string in strings_in(child)]


def text_of(sample):
    path = SAMPLES / sample["path"]
    if path.suffix == ".hwpx":
        with zipfile.ZipFile(path) as archive:
            section = ET.fromstring(archive.read("Contents/section0.xml"))  # noqa: S314  our own file
        return "\n".join("".join(t.text or "" for t in p.iter(f"{PARAGRAPH}t")) for p in section.iter(f"{PARAGRAPH}p"))
    if path.suffix == ".docx":
        body = docx.Document(path).element.body
        return "\n".join("".join(run.text or "" for run in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    if path.suffix == ".pdf":
        with pdfium.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    decoded = path.read_bytes().decode(sample.get("encoding", "utf-8"))
    if path.suffix == ".txt":
        return decoded
    words = Words()
    words.feed(decoded)
    return "\n".join(words.parts)


def bare(text):
    return re.sub(r"\s", "", text)


def shingles(sample):
    # Long lines stand for the main text: menus and frames differ between outlets of one release.
    flat = "".join(line for line in map(bare, text_of(sample).splitlines()) if len(line) > 30)
    return {flat[start : start + 5] for start in range(len(flat) - 4)}


def containment(one, other):
    a, b = shingles(one), shingles(other)
    return len(a & b) / min(len(a), len(b))


def by_path(path):
    return next(sample for sample in INDEX if sample["path"] == path)


def government_of(case):
    return case.get("counts_for", case["owner"])


@pytest.mark.parametrize("sample", INDEX, ids=lambda sample: sample["path"])
def test_every_gold_string_stands_in_the_text(sample):
    flat = bare(text_of(sample))
    written = sample.get("as_written", {})
    gold = [sample[key] for key in ("title", "outlet", "award", "published_as") if key in sample]
    gold += [sample["event"]["name"]] if "event" in sample else []
    gold += sample.get("claims", [])
    for case in sample["cases"]:
        gold += [case["title"], *(case[key] for key in ("field", "award") if key in case), *case.get("also", [])]
    names = {case["owner"] for case in sample["cases"]} | ({sample["subject"]} if "subject" in sample else set())
    # A page writes "하동군", "도 소방행정과" or "경남"; the full official name is what a reader makes of it.
    short = {"경상남도": "경남", "충청남도": "충남", "충청북도": "충북", "강원특별자치도": "강원"}
    for name in names:
        last = name.split()[-1]
        gold.append(written.get(name) or (last if bare(last) in flat else short.get(last, last)))
    assert [string for string in gold if bare(string) not in flat] == []


@pytest.mark.parametrize("sample", [s for s in INDEX if "published" in s], ids=lambda sample: sample["path"])
def test_the_written_date_is_the_date(sample):
    day = sample["published"][:10].split("-")
    year, month, date = re.findall(r"\d+", sample["published_as"])[:3]
    assert [year.zfill(4).replace("00", "20", 1) if len(year) == 2 else year, month.zfill(2), date.zfill(2)] == day


def test_every_document_is_in_the_index_once():
    on_disk = {
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*")
        if path.is_file() and path.name not in NOT_DOCUMENTS and not {"__pycache__", "assessments"} & set(path.parts)
    }
    listed = [sample["path"] for sample in INDEX]
    assert sorted(listed) == sorted(on_disk)


def test_there_are_enough_documents_of_every_kind():
    kinds = defaultdict(int)
    for sample in INDEX:
        assert sample["path"].split("/")[0] == sample["kind"]
        kinds[sample["kind"]] += 1
    assert set(kinds) == {"press", "news", "portal", "notice", "list", "offtopic", "office"}
    assert len(INDEX) >= 48
    assert kinds["office"] >= 4
    assert kinds["offtopic"] >= 2
    assert kinds["list"] >= 1
    cp949 = [sample["path"] for sample in INDEX if sample.get("encoding") == "cp949"]
    assert sorted(path.rsplit(".", 1)[1] for path in cp949) == ["html", "txt"]


def test_lists_are_no_articles_and_off_topic_pages_hold_no_case():
    assert [s["path"] for s in INDEX if s["is_article"] == (s["kind"] == "list")] == []
    assert [s["path"] for s in INDEX if s["kind"] in {"list", "offtopic", "notice"} and s["cases"]] == []


def test_cases_cover_the_country_and_the_years():
    cases = [case for sample in INDEX for case in sample["cases"]]
    governments = {government_of(case) for case in cases} & {
        name for name in map(government_of, cases) if name.split()[0] in PROVINCES
    }
    assert {PROVINCES[name.split()[0]] for name in governments} == set(PROVINCES.values())
    assert len(governments) >= 35
    assert len({(government_of(case), re.sub(r"[\W_]", "", case["title"])) for case in cases}) >= 55
    years = {sample["published"][:4] for sample in INDEX if sample["cases"] and "published" in sample}
    assert years == {"2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"}
    assert len({case["field"] for case in cases if "field" in case}) >= 9


def test_groups_are_near_duplicates_and_the_rewritten_pages_are_not():
    groups = defaultdict(list)
    for sample in INDEX:
        if "group" in sample:
            groups[sample["group"]].append(sample)
    assert sorted(groups) == ["chungnam-2025", "gyeongnam-2022", "ulju-2024", "yeongdeungpo-tax-2018"]
    for members in groups.values():
        for one, other in combinations(members, 2):
            assert containment(one, other) > 0.55, (one["path"], other["path"])
    rewritten_tax = by_path("portal/18-yeongdeungpo-tax-rewritten.txt")
    rewritten_miryang = by_path("news/20-miryang-two-crowns.txt")
    assert max(containment(rewritten_tax, other) for other in groups["yeongdeungpo-tax-2018"]) < 0.3
    assert max(containment(rewritten_miryang, other) for other in groups["gyeongnam-2022"]) < 0.4


@pytest.mark.parametrize(
    ("one", "figure_of_one", "other", "figure_of_other"),
    [
        (
            "news/16-yeongdeungpo-tax.html",
            "5억 6,000만 원",
            "portal/18-yeongdeungpo-tax-rewritten.txt",
            "5억 5,700만 원",
        ),
        ("news/14-yeongdeungpo-iot-97.html", "97면", "news/15-yeongdeungpo-iot-254.txt", "254면"),
        ("news/12-yeongdeungpo-redbox-2019.txt", "116가구", "news/13-yeongdeungpo-redbox-mobile.html", "161가구"),
    ],
)
def test_two_pages_give_other_figures_for_one_case(one, figure_of_one, other, figure_of_other):
    first, second = text_of(by_path(one)), text_of(by_path(other))
    assert figure_of_one in first
    assert figure_of_one not in second
    assert figure_of_other in second
    assert figure_of_other not in first


def script_of(name):
    spec = spec_from_file_location(name, SAMPLES / f"{name}.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_committed_papers_are_what_the_script_makes(tmp_path):
    script = script_of("make_papers")
    documents = script.load(SAMPLES / "paper_sources.toml")
    made = {document["path"]: script.write(document, tmp_path) for document in documents}
    assert sorted(path.rsplit(".", 1)[1] for path in made) == ["docx", "pdf"]
    for path, fresh in made.items():
        if path.endswith(".pdf"):
            assert fresh.read_bytes() == (SAMPLES / path).read_bytes()
            continue
        with zipfile.ZipFile(fresh) as one, zipfile.ZipFile(SAMPLES / path) as other:
            assert {n: one.read(n) for n in one.namelist()} == {n: other.read(n) for n in other.namelist()}


def test_the_committed_packages_are_what_the_script_makes(tmp_path):
    script = script_of("make_hwpx")
    documents = script.load(SAMPLES / "hwpx_sources.toml")
    assert len(documents) == 4
    for document in documents:
        made = script.write(document, tmp_path)
        with zipfile.ZipFile(made) as fresh, zipfile.ZipFile(SAMPLES / document.path) as committed:
            assert fresh.infolist()[0].filename == "mimetype"
            assert fresh.infolist()[0].compress_type == zipfile.ZIP_STORED
            # Members, not bytes: zlib's builds may deflate differently.
            assert {n: fresh.read(n) for n in fresh.namelist()} == {n: committed.read(n) for n in committed.namelist()}
