"""The pictures of the README: ``make screenshots``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.running import CHROMIUM_ARGUMENTS, ROOT, chromium, running_demo

PICTURES = ROOT / "docs" / "pictures"
VISITOR = (("map", "/map/"), ("case", "/cases/1/"))


def main() -> int:
    """Take each picture at a desk's width."""
    browser_path = chromium()
    if browser_path is None:
        print("screenshots need a Chromium: install chromium, or name one in CHROMIUM", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 960}, locale="ko-KR", timezone_id="Asia/Seoul")
        for name, path in VISITOR:
            page.goto(site.url + path)
            page.screenshot(path=PICTURES / f"{name}.png")
        page.goto(f"{site.url}/accounts/login/")
        page.locator("[name=login]").fill(site.editor)
        page.locator("[name=password]").fill(site.password)
        page.locator("main").get_by_role("button", name="로그인").click()
        page.goto(f"{site.url}/discovery/proposals/")
        page.locator("[data-item]").first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / "review.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
