"""On pages in English every Korean word says that it is Korean (WCAG 3.1.2), so that a reader's voice can say it."""

import pytest

# Text nodes with Hangul whose nearest language is not Korean: a text of the interface without English, or unmarked data.
UNMARKED = """() => {
    const found = [];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
        const node = nodes.currentNode, parent = node.parentElement;
        if (!/[가-힣]/.test(node.data) || parent.closest("script, style, template")) continue;
        const marked = parent.closest("[lang]").getAttribute("lang");
        if (!marked.startsWith("ko")) found.push(`${parent.tagName}.${parent.className}: ${node.data.trim().slice(0, 60)}`);
    }
    return found;
}"""
OPEN = [
    *("/", "/cases/", "/cases/?q=우주정거장", "/cases/?region=48&award=any", "/cases/1/", "/cases/1/revisions/"),
    *("/map/", "/map/?view=tiles", "/map/?view=table", "/map/?province=48", "/map/?layer=province"),
    *("/governments/", "/governments/48850/", "/governments/26/", "/log/", "/help/", "/about/", "/api/v1/docs", "/nothing-here/"),
]  # fmt: skip
OF_EDITORS = [
    *("/discovery/proposals/", "/discovery/proposals/?state=all", "/discovery/proposals/?state=offers"),
    *("/discovery/batches/", "/discovery/batches/1/", "/discovery/upload/", "/discovery/sources/"),
    *("/discovery/sources/try/", "/cases/new/", "/cases/1/edit/", "/cases/1/merge/", "/cases/1/withdraw/", "/people/me/"),
]  # fmt: skip


def in_english(visitor, start):
    page = visitor.open(start)
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "en"


AXE_TOO = {"/cases/1/", "/map/", "/cases/1/edit/"}  # the others are checked in Korean by their own journeys


def unmarked(visitor, path):
    page = visitor.open(path)
    assert visitor.status in {200, 404}
    if path in AXE_TOO or path.startswith("/discovery/proposals/?state=all"):
        visitor.check()
    return [f"{path}: {words}" for words in page.evaluate(UNMARKED)]


def test_korean_words_of_open_pages_are_marked(visitor):
    in_english(visitor, "/")
    assert [words for path in OPEN for words in unmarked(visitor, path)] == []


def test_korean_words_of_editors_pages_are_marked(editor):
    in_english(editor, "/")
    page = editor.open("/discovery/proposals/?state=all")
    proposals = page.eval_on_selector_all("a[data-item]", "links => links.map(link => link.getAttribute('href'))")[:2]
    page = editor.open("/discovery/proposals/")
    proposals += page.eval_on_selector_all("a[data-item]", "links => links.map(link => link.getAttribute('href'))")[:2]
    assert len(proposals) == 4
    assert [words for path in [*OF_EDITORS, *proposals] for words in unmarked(editor, path)] == []


@pytest.mark.parametrize("kind", ["option", "textarea", "text"])
def test_the_walk_sees_what_is_unmarked(visitor, kind):
    in_english(visitor, "/cases/")
    script = f"document.body.append(Object.assign(document.createElement('{kind}'), {{textContent: '빨래방'}}))"
    visitor.page.evaluate(script)
    assert visitor.page.evaluate(UNMARKED) == [f"{kind.upper()}.: 빨래방"]
