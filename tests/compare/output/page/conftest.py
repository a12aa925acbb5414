"""Chromium, once for all tests of the page; where it or playwright is missing they are skipped, and say so."""

import shutil
from contextlib import contextmanager

import pytest

from tests.helpers.pages import made

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium, Debian's or any on the path."""
    reason = "browser tests did not run: playwright is missing (pip install -e '.[browser]')"
    api = pytest.importorskip("playwright.sync_api", reason=reason)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("browser tests did not run: Chromium is missing (on Debian: apt install chromium)")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, tmp_path):
    """Opens the page of a report from disk; fails at the end if it asked for anything or wrote to the console."""
    asked, said = [], []

    @contextmanager
    def opening(*argv, html=None, **settings):
        file = tmp_path / "page.html"
        file.write_text(html or made(*argv).html, encoding="utf-8")
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 720}, **settings})
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())
        yield page
        context.close()
        assert asked == [file.as_uri()]
        assert said == []
        asked.clear()

    return opening
