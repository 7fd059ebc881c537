"""The learner's own model in the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from fundamentals.datasets import ImageDataset
from fundamentals.training import apply_temperature

# A real browser takes its time.
pytestmark = pytest.mark.slow

Settle = Callable[[Page], None]


def probabilities(page: Page) -> dict[str, float]:
    rows = page.locator("#predictions tbody tr").all_text_contents()
    return {row[0]: float(row[1:].removesuffix(" %")) for row in rows}


def drawn(page: Page, canvas: str) -> str:
    picture: str = page.locator(canvas).evaluate("(canvas) => canvas.toDataURL()")
    return picture


def stroke(page: Page, *, steps: int = 12) -> None:
    page.locator("#pad").scroll_into_view_if_needed()
    box = page.locator("#pad").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.7 * box["height"], steps=steps)
    page.mouse.up()


def test_the_page_proves_itself_against_keras(page: Page) -> None:
    expect(page.locator("#proof")).to_contain_text("Checked just now: on 60 images")


def test_a_damaged_weight_is_noticed(small_page: Path, tmp_path: Path, open_page: object) -> None:
    text = small_page.read_text(encoding="utf-8")
    mark = '"weights": "'
    place = text.index(mark) + len(mark)
    damaged = tmp_path / "damaged.html"
    damaged.write_text(text[:place] + "AACAPwAA" + text[place + 8 :], encoding="utf-8")
    page = open_page(damaged)  # type: ignore[operator]
    expect(page.locator("#proof")).to_contain_text("Warning: on 60 images")


def test_a_validation_image_shows_keras_prediction_and_the_true_class(
    page: Page, small_cnn: keras.Model, digits: ImageDataset
) -> None:
    page.locator("#gallery button").nth(7).click()
    image = digits.validation.images[np.flatnonzero(digits.validation.labels == 1)[1]]
    expected = small_cnn.predict(image[np.newaxis] / np.float32(255), verbose=0)[0]
    expect(page.locator("#prediction-sentence")).to_contain_text("True class: 1.")
    assert list(probabilities(page).values()) == pytest.approx(100 * expected, abs=0.101)


def test_it_says_nothing_of_an_empty_pad_and_no_name_where_it_is_not_sure(
    page: Page, small_cnn: keras.Model, digits: ImageDataset, settle: Settle
) -> None:
    said = page.locator("#prediction-sentence")
    named = page.locator("#predictions tbody tr.predicted")
    page.locator("#clear").click()
    expect(said).to_have_text("Nothing drawn yet.")
    expect(page.locator("#predictions")).to_be_hidden()
    page.locator("#pad").click()
    expect(said).to_contain_text("Not sure: what is drawn is far smaller")
    # Untrained, it is never as sure as an uncalibrated model has to be.
    page.locator("#gallery button").nth(7).click()
    expect(said).to_contain_text(
        re.compile(r"Not sure: most likely \d, .* It answers only at 90.0 %")
    )
    expect(named).to_have_count(0)
    page.evaluate("Object.assign(explorer.data.model, { threshold: 0.1, temperature: 2 })")
    page.locator("#gallery button").nth(6).click()
    image = digits.validation.images[np.flatnonzero(digits.validation.labels == 1)[0]]
    outputs = small_cnn.predict(image[np.newaxis] / np.float32(255), verbose=0)
    expected = apply_temperature(outputs, 2)[0]
    expect(said).to_contain_text(re.compile(rf"^{expected.argmax()}, .* True class: 1\."))
    expect(named).to_have_count(1)
    assert list(probabilities(page).values()) == pytest.approx(100 * expected, abs=0.101)


def test_drawing_by_pointer_changes_prediction_maps_and_evidence(
    page: Page, settle: Settle
) -> None:
    page.locator("#clear").click()
    settle(page)
    before = probabilities(page), drawn(page, ".column .map canvas >> nth=1"), drawn(page, "#cam")
    stroke(page)
    settle(page)
    after = probabilities(page), drawn(page, ".column .map canvas >> nth=1"), drawn(page, "#cam")
    for earlier, later in zip(before, after, strict=True):
        assert earlier != later
    assert sum(after[0].values()) == pytest.approx(100, abs=1)


def test_black_ink_rubs_out_and_clear_empties(page: Page, settle: Settle) -> None:
    page.locator("#clear").click()
    settle(page)
    empty = drawn(page, "#pad")
    stroke(page)
    settle(page)
    assert drawn(page, "#pad") != empty
    page.locator("#pen-choices").get_by_role("button", name="Black").click()
    page.locator("#pen-width").fill("6")
    stroke(page)
    settle(page)
    assert drawn(page, "#pad") == empty


def test_arrow_keys_draw_and_with_shift_only_move(page: Page, settle: Settle) -> None:
    page.locator("#clear").click()
    settle(page)
    empty = drawn(page, "#pad")
    page.locator("#pad").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert drawn(page, "#pad") == empty
    page.keyboard.press("ArrowDown")
    assert drawn(page, "#pad") != empty


def test_evidence_can_be_asked_for_any_class_and_layer(page: Page) -> None:
    expect(page.locator("#cam-layer")).to_have_value("5")  # the last convolution, after its ReLU
    pictures = {drawn(page, "#cam")}
    for label in ("0", "3", "7"):
        page.locator("#cam-class").select_option(label)
        expect(page.locator("#cam-note")).to_contain_text(f" {label}.")
        pictures.add(drawn(page, "#cam"))
    page.locator("#cam-layer").select_option("first")
    pictures.add(drawn(page, "#cam"))
    assert len(pictures) >= 4
