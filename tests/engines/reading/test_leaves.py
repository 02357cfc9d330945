"""The leaf blocks of a tree: by example, and against a plain walk over the parser's nodes."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree, NodeType

from dure.engines.reading import leaves
from dure.engines.reading.leaves import attributes_of, leaves_of, markup_of


def found(html):
    return [
        (leaf.text, leaf.tag, leaf.links, leaf.region) for leaf in leaves_of(markup_of(str(HTMLTree.parse(html))).html)
    ]


def test_blocks_end_lines_and_inline_tags_do_not():
    assert found("<p>강진<b>군</b>은 <i>오늘</i><br>열었다.</p>남은 말<hr>끝") == [
        ("강진군은 오늘", "p", 0, ""),
        ("열었다.", "p", 0, ""),
        ("남은 말", "body", 0, ""),
        ("끝", "body", 0, ""),
    ]


def test_what_stands_in_attributes_comments_and_scripts_is_no_text():
    html = "<p title='<p>아님</p> <script>'>본문<!-- <p>아님</p> --><script>if (a<b) '<p>아님</p>'</script> 계속</p>"
    assert found(html) == [("본문 계속", "p", 0, "")]


def test_raw_text_that_a_page_shows_is_text():
    assert found("<xmp>1<b>2 & 3</xmp>") == [("1<b>2 & 3", "body", 0, "")]


def test_rows_of_menus_are_links_whole_and_in_part():
    assert found("<ul id='gnb'><li><a href='/'>군정 소식</a></li><li>더 <a>보기</a></li></ul>") == [
        ("군정 소식", "li", 4, "aside"),
        ("더 보기", "li", 2, "aside"),
    ]


def test_a_link_around_blocks_counts_in_each():
    assert found("<a href='/'><div>제목 하나</div><div>요약</div></a><div>밖</div>") == [
        ("제목 하나", "div", 4, ""),
        ("요약", "div", 2, ""),
        ("밖", "div", 0, ""),
    ]


def test_cells_of_a_table_are_one_line_and_those_of_a_layout_are_not():
    assert found("<table><tr><th>대상</th><td>옥천군</td></tr></table>") == [("대상\t옥천군", "tr", 0, "")]
    long = "가" * 200
    assert [text for text, *_ in found(f"<table><tr><td>메뉴</td><td>{long}</td></tr></table>")] == ["메뉴", long]


def test_the_lines_of_a_cell_that_is_a_row_alone_are_paragraphs():
    assert found("<table><tr><td>옥천군<div>민원</div>끝</td></tr></table>") == [
        ("옥천군", "p", 0, ""),
        ("민원", "div", 0, ""),
        ("끝", "p", 0, ""),
    ]


def test_names_of_containers_say_where_a_block_lies():
    html = "<div class='view_content'><p>글</p><div class='sns'>공유</div></div><div class='sns'>공유</div><p style='display: none'>숨김"
    assert found(html) == [
        ("글", "p", 0, "body"),
        ("공유", "div", 0, "body"),
        ("공유", "div", 0, "aside"),
        ("숨김", "p", 0, "hidden"),
    ]


def test_attributes_are_as_the_page_means_them():
    assert attributes_of(' class="a&amp;b &quot;c&quot;" hidden="" data-x="&lt;&nbsp;&gt;"') == {
        "class": 'a&b "c"',
        "hidden": "",
        "data-x": "<\u00a0>",
    }


# The oracle: nodes walked one by one, as slow as it is plain.

SKIPPED = {*leaves.SKIPPED, "input", "embed"}


class Walk:
    def __init__(self, html):
        self.lines, self.pieces = [], []
        self.rows = []  # of each open row, how many cells it has
        self.visit(HTMLTree.parse(html).body, "body", "", linked=False)

    def flush(self, tag, region):
        text = leaves.SPACES.sub(" ", "".join(words for words, _ in self.pieces)).strip()
        links = sum(len("".join(words.split())) for words, linked in self.pieces if linked)
        if text:
            self.lines.append((text, tag, min(links, len(text)), region))
        self.pieces.clear()

    def visit(self, node, tag, region, *, linked):
        if node.type == NodeType.TEXT:
            self.pieces.append((node.value, linked))
        elif node.type != NodeType.ELEMENT or node.tag in SKIPPED:
            return
        elif node.tag in {"br", "hr"}:
            self.flush(tag, region)
        elif node.tag in leaves.BLOCKS:
            self.flush(tag, region)
            self.block(node, region, linked=linked)
        else:
            for child in node.child_nodes:
                self.visit(child, tag, region, linked=linked or node.tag == "a")

    def block(self, node, region, *, linked):
        attributes = "".join(f' {name}="{node.getattr(name)}"' for name in node.attrs)
        here = leaves._region(node.tag, attributes, region)
        first = len(self.lines)
        if node.tag in {"td", "th"} and self.rows:
            self.rows[-1] += 1
        if node.tag == "tr":
            self.rows.append(0)
        for child in node.child_nodes:
            self.visit(child, node.tag, here, linked=linked)
        self.flush(node.tag, here)
        if node.tag == "tr":
            self.lines[first:] = self.joined(self.lines[first:], self.rows.pop())

    def joined(self, lines, cells):
        of_cells = [line[1] in {"td", "th"} for line in lines]
        if cells < 2 < len(lines):
            return [(line[0], "p" if own else line[1], *line[2:]) for line, own in zip(lines, of_cells, strict=True)]
        plain = all(of_cells) and all(len(line[0]) <= leaves.MAX_CELL for line in lines)
        if len(lines) < 2 or not plain or len({line[3] for line in lines}) > 1:
            return lines
        return [("\t".join(line[0] for line in lines), "tr", sum(line[2] for line in lines), lines[0][3])]


NAMES = (
    "div",
    "p",
    "ul",
    "li",
    "a",
    "span",
    "b",
    "table",
    "tr",
    "td",
    "h2",
    "nav",
    "figure",
    "button",
    "select",
    "x-y",
    "em",
)
PIECES = st.one_of(
    st.sampled_from([f"<{name}>" for name in NAMES] + [f"</{name}>" for name in NAMES]),
    st.sampled_from(
        [
            "<div class='view_content'>", "<div id=gnb>", "<p style='display:none'>", "<li class=m><a href='?a=1&b=2'>", "<br>",
            "<hr>", "<img alt='<b>'>", "<input value=x>", "<!-- a -- b -->", "<script>a<b</script>", "<style>p{}</style>",
            "<iframe><p>x</iframe>", "<svg><title>t</title></svg>", "<template><p>t</p></template>",
            "<noscript><p>n</p></noscript>", "<li><a>민원</a></li>", "<p>글 </p>", "<div> <a href=b>더&amp;</a></div>", "<td>하나</td>", "<td title='1>2'>", "<p itemprop=articleBody>",
        ]
    ),
    st.sampled_from(["하동군", " 은 ", "\n", "&amp;", "&lt;p&gt;", "&nbsp;", "a  b", "1 < 2", "\u3000", "\u200b", "\t"]),
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
@example(["<table>", "<td>", "하동군", "<li><a>민원</a></li>", "하동군"])
@settings(max_examples=200, deadline=None)
def test_scanning_finds_what_walking_finds(pieces):
    html = "<body>" + "".join(pieces)
    assert found(html) == Walk(html).lines
