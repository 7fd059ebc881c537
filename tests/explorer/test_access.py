"""The page in both languages, both themes, on a phone, by keyboard and to a screen reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from screens import PHONE

# A real browser takes its time.
pytestmark = pytest.mark.slow

OpenPage = Callable[..., Page]


def test_one_click_switches_every_sentence(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#proof")).not_to_be_empty()
    english = page.locator("main").inner_text()
    page.locator("#language").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant-TW")
    expect(page.locator("h1")).to_have_text("看看網路看到什麼")
    expect(page).to_have_title("small.keras：看看網路看到什麼")
    chinese = page.locator("main").inner_text()
    english_lines = {line for line in english.splitlines() if len(line.split()) > 3}
    assert english_lines
    # Sums and weights, W1 = .06, are the same in both.
    kept = {line for line in english_lines if line in chinese and re.search("[a-z]{3}", line)}
    assert kept == set()
    page.locator("#language").click()
    assert page.locator("main").inner_text() == english


def test_the_language_of_the_command_comes_first_and_a_choice_is_remembered(
    open_page: OpenPage, chinese_page: Path
) -> None:
    page = open_page(chinese_page)
    expect(page.locator("#language")).to_have_text("English")
    page.locator("#language").click()
    page.reload()
    expect(page.locator("#language")).to_have_text("正體中文")


def test_the_theme_follows_the_system_until_changed(open_page: OpenPage, small_page: Path) -> None:
    page = open_page(small_page, color_scheme="dark")

    def background() -> str:
        color: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return color

    assert background() == "rgb(20, 23, 28)"
    page.locator("#theme").click()
    assert background() == "rgb(251, 250, 247)"


@pytest.mark.parametrize(
    ("made", "scheme"),
    [
        ("small_page", "light"),
        ("chinese_page", "dark"),
        ("small_page", "dark"),
        ("chinese_page", "light"),
    ],
)
def test_axe_finds_no_violation(
    request: pytest.FixtureRequest, open_page: OpenPage, screenshots: Path, made: str, scheme: str
) -> None:
    path = request.getfixturevalue(made)
    page = open_page(path, color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator("#proof")).not_to_be_empty()
    results = Axe().run(page)
    page.screenshot(path=screenshots / f"desktop-{made}-{scheme}.png", full_page=True)
    assert results.violations_count == 0, results.generate_report()


def test_a_phone_shows_everything_without_scrolling_sideways(
    open_page: OpenPage, small_page: Path, screenshots: Path, settle: Callable[[Page], None]
) -> None:
    page = open_page(small_page, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#pad").scroll_into_view_if_needed()
    before = page.locator("#predictions").inner_text()
    page.locator("#clear").tap()
    page.locator("#pad").tap()
    settle(page)
    assert page.locator("#predictions").inner_text() != before
    page.screenshot(path=screenshots / "phone.png", full_page=True)


def test_every_control_can_be_reached_and_has_a_name(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    unnamed = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select')].filter((control) =>"
        " !(control.textContent.trim() || control.ariaLabel || control.labels?.length))"
        ".map((control) => control.outerHTML)"
    )
    assert unnamed == []
