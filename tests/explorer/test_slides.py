"""The slides of the deck, each operated as a learner would."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, convolve

# A real browser takes its time.
pytestmark = pytest.mark.slow

OpenPage = Callable[..., Page]


def press(page: Page, group: str, name: str) -> None:
    page.locator(group).get_by_role("button", name=name, exact=True).click()


def rows_of(grid: Locator) -> list[list[str]]:
    found: list[list[str]] = grid.evaluate(
        "(grid) => [...grid.querySelectorAll('[role=row]')].map("
        "(row) => [...row.children].map((cell) => cell.textContent))"
    )
    return found


def as_figures(values: NDArray[np.float64]) -> list[list[str]]:
    """Numbers as the slides write them: .56, 1, −.25."""

    def figure(value: float) -> str:
        rounded = np.floor(value * 100 + 0.5) / 100
        size = f"{abs(rounded):.2f}"
        size = size[:-3] if size.endswith(".00") else size.removeprefix("0")
        return ("−" if rounded < 0 else "") + size

    return [[figure(value) for value in row] for row in values]


@pytest.fixture
def result(page: Page) -> Locator:
    return page.locator("#output-grid")


@pytest.fixture(autouse=True)
def slide(request: pytest.FixtureRequest, page: Page) -> None:
    """Open the slide that a test names, else the one of the convolution."""
    names = [name for name in ("pooling", "dropout", "neuron") if name in request.node.name]
    page.locator(f"#{names[0] if names else 'convolution'}-tab").click()


def test_the_page_opens_on_the_slides_figures(page: Page, result: Locator) -> None:
    assert rows_of(page.locator("#input-grid")) == [
        [str(value) for value in row] for row in SLIDE_IMAGE
    ]
    assert rows_of(result) == [
        [".56", ".57", ".57", ".56"],
        [".70", ".82", ".82", ".70"],
        [".69", ".95", ".95", ".69"],
        [".64", ".69", ".69", ".64"],
    ]


def test_the_first_window_shows_the_slides_products_and_sum(page: Page) -> None:
    assert page.locator("#products b").all_text_contents() == [
        *(".06", "0", ".06"),
        *("0", ".25", "0"),
        *("0", ".13", ".06"),
    ]
    expect(page.locator("#window-sum")).to_have_text(
        ".06 + 0 + .06 + 0 + .25 + 0 + 0 + .13 + .06 = .56"
    )


@pytest.mark.parametrize(
    ("stride", "first_row"),
    [("1", [".56", ".57", ".57", ".56"]), ("2", [".56", ".57"]), ("3", [".56", ".56"])],
)
def test_strides_give_the_slides_first_rows(
    page: Page, result: Locator, stride: str, first_row: list[str]
) -> None:
    press(page, "#stride-choices", stride)
    assert rows_of(result)[0] == first_row


def test_padding_adds_the_slides_borders(page: Page) -> None:
    padded = page.locator("#input-grid")
    press(page, "#padding-choices", "Zeros")
    rows = rows_of(padded)
    assert [len(rows), len(rows[0])] == [8, 8]
    assert set(rows[0] + rows[-1] + [row[0] for row in rows] + [row[-1] for row in rows]) == {"0"}
    press(page, "#padding-choices", "Mirror")
    assert rows_of(padded)[0] == ["1", "1", "0", "1", "1", "0", "1", "1"]
    assert rows_of(padded)[-1] == ["1", "1", "1", "0", "0", "1", "1", "1"]


def test_every_kernel_stride_and_padding_agrees_with_the_library(
    page: Page, result: Locator
) -> None:
    paddings = ("none", "zero", "mirror")
    for (index, kernel), (number, padding), stride in itertools.product(
        enumerate(KERNELS.values()), enumerate(paddings), (1, 2, 3)
    ):
        page.evaluate(
            """(choices) => Object.entries(choices).forEach(([group, index]) =>
                document.getElementById(group).children[index].click())""",
            {"kernel-choices": index, "padding-choices": number, "stride-choices": stride - 1},
        )
        expected = convolve(SLIDE_IMAGE, kernel, stride=stride, padding=padding)
        assert rows_of(result) == as_figures(expected), (index, padding, stride)


def test_a_typed_kernel_is_used_and_releases_the_decks_buttons(page: Page, result: Locator) -> None:
    page.get_by_label("Weight W5").fill("-2.5")
    kernel = KERNELS["blur"].copy()
    kernel[1, 1] = -2.5
    assert rows_of(result) == as_figures(convolve(SLIDE_IMAGE, kernel))
    expect(page.locator("#kernel-choices [aria-pressed=true]")).to_have_count(0)


def test_negative_values_are_shown_until_the_reader_asks_for_a_picture(
    page: Page, result: Locator
) -> None:
    press(page, "#kernel-choices", "Vertical edges")
    exact = convolve(SLIDE_IMAGE, KERNELS["vertical_edges"])
    assert rows_of(result) == as_figures(exact)
    below, above = int((exact < 0).sum()), int((exact > 1).sum())
    assert below > 0
    assert above > 0
    note = page.locator("#output-note")
    expect(note).to_contain_text(f"Of 16, {below} are negative (blue) and {above} exceed 1")
    press(page, "#show-choices", "As a picture, clipped to 0–1")
    assert rows_of(result) == as_figures(np.clip(exact, 0, 1))
    expect(note).to_contain_text(f"{below} below 0 are shown as 0 and {above} above 1 as 1")


def test_a_pressed_pixel_changes_and_so_does_the_result(page: Page, result: Locator) -> None:
    page.locator("#input-grid [role=gridcell]").nth(1).click()
    image = SLIDE_IMAGE.copy()
    image[0, 1] = 1
    assert rows_of(result) == as_figures(convolve(image, KERNELS["blur"]))


def test_a_finger_draws_on_the_empty_image(page: Page) -> None:
    press(page, "#image-choices", "Empty, to draw on")
    cells = page.locator("#input-grid [role=gridcell]")
    start, end = cells.nth(13).bounding_box(), cells.nth(20).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=20)
    page.mouse.up()
    assert rows_of(page.locator("#input-grid"))[1] == ["0", *["1"] * 8, *["0"] * 3]


def test_a_validation_image_can_be_convolved(page: Page) -> None:
    page.locator("#image-choices button").nth(3).click()
    expect(page.locator("#output-caption")).to_have_text("Result, 26 × 26")
    expect(page.locator("#window-place")).to_contain_text("of 676")


def test_the_keyboard_moves_through_pixels_and_changes_them(page: Page) -> None:
    grid = page.locator("#input-grid")
    grid.locator("[tabindex='0']").focus()
    page.keyboard.press("ArrowUp")  # at the edge: stays
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert rows_of(grid)[1] == ["0", "0", "0", "0", "1", "0"]


def test_stepping_goes_through_the_windows_and_around(page: Page) -> None:
    place = page.locator("#window-place")
    page.locator("#step-forward").click()
    expect(place).to_have_text("Window 2 of 16: row 1, column 2 of the result")
    expect(page.locator("#window-sum")).to_contain_text("= .57")
    page.locator("#step-back").click()
    page.locator("#step-back").click()
    expect(place).to_have_text("Window 16 of 16: row 4, column 4 of the result")
    page.locator("#output-grid [role=gridcell]").nth(6).click()
    expect(place).to_have_text("Window 7 of 16: row 2, column 3 of the result")


def test_play_moves_by_itself_until_paused(page: Page) -> None:
    play = page.locator("#play")
    play.click()
    expect(page.locator("#window-place")).to_contain_text("Window 3 of 16")
    play.click()
    expect(play).to_have_text("Play")


def test_the_neuron_computes_what_the_window_does(page: Page) -> None:
    sentence = page.locator("#neuron-sentence")
    diagram = page.locator("#neuron-diagram")
    expect(sentence).to_have_text("Sum .56, plus bias 0: the output is .56.")
    expect(diagram).to_contain_text("× W9 = .06")
    page.locator("#neuron-forward").click()
    expect(sentence).to_have_text("Sum .57, plus bias 0: the output is .57.")
    page.locator("#bias").fill("-1")
    expect(sentence).to_have_text("Sum .57, plus bias −1: the output is −.43.")
    page.locator("#relu").check()
    expect(sentence).to_have_text("Sum .57, plus bias −1, is −.43; ReLU makes it 0.")


def test_max_pooling_shows_the_slides_numbers_and_takes_others(page: Page) -> None:
    outputs = page.locator("#pooling-output output")
    assert outputs.all_text_contents() == ["256", "153", "23", "55"]
    page.get_by_label("Row 4, column 4").fill("1000.5")
    assert outputs.all_text_contents() == ["256", "153", "23", "1000.5"]
    page.locator("#pooling-reset").click()
    assert outputs.all_text_contents() == ["256", "153", "23", "55"]


def test_dropout_silences_more_neurons_at_a_higher_rate(page: Page) -> None:
    silent = page.locator("#dropout-diagram .silent")
    counts = {}
    for rate in ("0", ".2", ".4"):
        press(page, "#rate-choices", rate)
        counts[rate] = page.evaluate(
            """() => {
                let silent = 0;
                for (let step = 0; step < 100; step++) {
                    silent += document.querySelectorAll("#dropout-diagram .silent").length / 100;
                    document.getElementById("dropout-again").click();
                }
                return silent;
            }"""
        )
    assert counts["0"] == 0
    # 16 hidden neurons, 100 draws: five standard errors are .8 and .98.
    assert counts[".2"] == pytest.approx(3.2, abs=0.8)
    assert counts[".4"] == pytest.approx(6.4, abs=0.98)
    expect(page.locator("#dropout-sentence")).to_contain_text("multiplied by 1.67")
    press(page, "#phase-choices", "Prediction")
    assert silent.count() == 0


def test_the_slides_read_the_same_in_chinese(open_page: OpenPage, chinese_page: Path) -> None:
    page = open_page(chinese_page)
    assert rows_of(page.locator("#output-grid"))[0] == [".56", ".57", ".57", ".56"]
    expect(page.locator("#window-place")).to_have_text(
        "第 1 個視窗，共 16 個：結果的第 1 列第 1 行"
    )
