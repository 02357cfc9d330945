"""Journeys walk through the real program: ``dure demo`` in a folder of its own, and a real Chromium.

Nothing of the site runs in this process, so what is tested is what people get: gunicorn, the collected files, the
content security policy, the job worker.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
READY_SECONDS = 120
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.xdist_group("journeys"))


def chromium() -> str | None:
    """Return any Chromium of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    places = (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    )
    named = os.environ.get("CHROMIUM")
    return (
        named
        or next(filter(None, map(shutil.which, names)), None)
        or next((p for p in places if Path(p).exists()), None)
    )


@dataclass(frozen=True)
class Site:
    """A running demo."""

    url: str
    editor: str
    administrator: str
    password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start ``dure demo`` in a folder of its own and stop it at the end."""
    if chromium() is None:
        pytest.skip("journeys need a Chromium: install chromium, or name one in CHROMIUM")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    var = tmp_path_factory.mktemp("var")
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DURE_DATABASE_ROLE"}
    }
    environment |= {"DURE_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    (var / "static").symlink_to(ROOT / "var" / "static")  # collected by `make setup` or `make test`
    log = var / "demo.log"
    with log.open("w") as output:
        demo = subprocess.Popen(
            [sys.executable, "-m", "dure", "demo", "--port", str(port)],
            env=environment, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT,
        )  # fmt: skip
    try:
        until = time.monotonic() + READY_SECONDS
        while "Ctrl+C" not in log.read_text():
            if demo.poll() is not None or time.monotonic() > until:
                pytest.fail(f"dure demo did not start:\n{log.read_text()[-3000:]}")
            time.sleep(0.2)
        people = dict(re.findall(r"(\w+)@dure\.example +(\S+)", log.read_text()))
        yield Site(
            url=f"http://127.0.0.1:{port}", editor="editor@dure.example", administrator="admin@dure.example",
            password=people["editor"],
        )  # fmt: skip
    finally:
        demo.terminate()
        demo.wait(timeout=30)


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
                const result = await axe.run(document, {runOnly: rules});
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
