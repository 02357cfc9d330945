"""Journeys walk through the real program: ``dure demo`` in a folder of its own, and a real Chromium.

Nothing of the site runs in this process, so what is tested is what people get: gunicorn, the collected files, the
content security policy, the job worker.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.running import CHROMIUM_ARGUMENTS, ROOT, Site, chromium, running_demo

AXE = ROOT / "node_modules" / "axe-core"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start ``dure demo`` in a folder of its own and stop it at the end."""
    if chromium() is None:
        pytest.skip("journeys need a Chromium: install chromium, or name one in CHROMIUM")
    with running_demo(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """One Chromium a module; a longer life would keep its event loop in the way of Django's own tests."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)


@dataclass
class Visitor:
    """A page with what it must never do written down: console errors, requests to other places."""

    page: Page
    site: Site
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of the site."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        self.status = answer.status
        return self.page

    def sign_in(self, email: str) -> None:
        """Sign in through the form."""
        self.open("/accounts/login/")
        self.page.get_by_label("이메일").fill(email)
        self.page.get_by_label("비밀번호", exact=False).first.fill(self.site.password)
        self.page.locator("main").get_by_role("button", name="로그인").click()
        self.page.wait_for_load_state()

    def check(self) -> None:
        """Assert that axe finds nothing, nothing was logged, and the page is no wider than the window."""
        self.page.evaluate((AXE / "axe.min.js").read_text(encoding="utf-8"))
        found = self.page.evaluate(
            """async ([locale, rules]) => {
                axe.configure({locale});
                const result = await axe.run(document, {runOnly: rules, preload: false});
                return result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(" ")).join(", ")}`);
            }""",
            [json.loads((AXE / "locales" / "ko.json").read_text(encoding="utf-8")), RULES],
        )
        assert found == [], self.page.url
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{self.page.url} is {wider} px wider than the window"
        assert self.faults == [], self.page.url


def _visitor(browser: Browser, site: Site, **options) -> tuple[BrowserContext, Visitor]:
    context = browser.new_context(locale="ko-KR", timezone_id="Asia/Seoul", **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    visitor = Visitor(page, site)

    def logged(message) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            visitor.faults.append(f"console: {message.text}")

    def requested(request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:")):
            visitor.faults.append(f"outside: {request.url}")

    page.on("console", logged)
    page.on("pageerror", lambda error: visitor.faults.append(f"error: {error}"))
    page.on("request", requested)
    return context, visitor


@pytest.fixture
def visitor(browser, site) -> Iterator[Visitor]:
    """Somebody at a desk."""
    context, found = _visitor(browser, site, viewport={"width": 1280, "height": 900})
    yield found
    context.close()


@pytest.fixture
def phone(browser, site) -> Iterator[Visitor]:
    """Somebody with a phone."""
    context, found = _visitor(browser, site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield found
    context.close()


@pytest.fixture
def scriptless(browser, site) -> Iterator[Visitor]:
    """Somebody without JavaScript."""
    context, found = _visitor(browser, site, viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield found
    context.close()


@pytest.fixture
def editor(visitor, site) -> Visitor:
    """An editor at a desk, signed in."""
    visitor.sign_in(site.editor)
    return visitor


@pytest.fixture
def administrator(visitor, site) -> Visitor:
    """An administrator at a desk, signed in."""
    visitor.sign_in(site.administrator)
    return visitor
