"""The whole network on one screen: columns, lines, folding, and how a number is computed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers
from playwright.sync_api import Page, expect

from fundamentals.datasets import ImageDataset, Split
from fundamentals.explorer import export_page
from fundamentals.perception import feature_maps

# A real browser takes its time.
pytestmark = pytest.mark.slow

OpenPage = Callable[..., Page]

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
TABLET = {"viewport": {"width": 820, "height": 1180}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def normalized_cnn() -> keras.Model:
    """Return a small relative of lab 3b's CNN."""
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for filters in (6, 8, 12):
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.BatchNormalization())
        model.add(layers.ReLU())
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(10, activation="softmax"))
    return model


def deep_network() -> keras.Model:
    """Return lab 6's thirty layers: fourteen residual blocks."""
    images = keras.Input((28, 28, 1))
    x = layers.Conv2D(16, 5, strides=4, padding="same", activation="relu")(images)
    for _ in range(14):
        y = layers.Conv2D(16, 3, padding="same", activation="relu")(x)
        y = layers.Conv2D(16, 3, padding="same")(y)
        x = layers.ReLU()(layers.Add()([x, y]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(10, activation="softmax")(x))


def dense_network() -> keras.Model:
    steps = [layers.Flatten(), layers.Dense(64, "relu"), layers.Dense(10, "softmax")]
    return keras.Sequential([keras.Input((28, 28, 1)), *steps])


def attention_network() -> keras.Model:
    """Return lab 6's network whose rows look at each other."""
    images = keras.Input((28, 28, 1))
    x = layers.Dense(32)(layers.Reshape((28, 28))(images))
    for _ in range(2):
        y = layers.LayerNormalization()(x)
        x = x + layers.MultiHeadAttention(4, 8)(y, y)
        y = layers.Dense(64, activation="relu")(layers.LayerNormalization()(x))
        x = x + layers.Dense(32)(y)
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(images, layers.Dense(10, activation="softmax")(x))


def color_network() -> keras.Model:
    steps = [layers.Conv2D(5, 3, activation="relu"), layers.GlobalMaxPooling2D(), layers.Dense(2)]
    return keras.Sequential([keras.Input((16, 16, 3)), *steps])


@pytest.fixture(scope="session")
def networks() -> dict[str, keras.Model]:
    keras.utils.set_random_seed(3)
    return {
        "cnn": normalized_cnn(),
        "deep": deep_network(),
        "dense": dense_network(),
        "attention": attention_network(),
        "color": color_network(),
    }


@pytest.fixture(scope="session")
def colors() -> ImageDataset:
    images = np.random.default_rng(0).integers(0, 256, (8, 16, 16, 3), dtype=np.uint8)
    split = Split(images, np.arange(8) % 2)
    return ImageDataset("colors", ("a", "b"), split, split, None, None)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def pages(
    networks: dict[str, keras.Model],
    digits: ImageDataset,
    colors: ImageDataset,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("columns")
    datasets = {name: colors if name == "color" else digits for name in networks}
    return {
        name: export_page(model, datasets[name], folder / f"{name}.html", name=f"{name}.keras").path
        for name, model in networks.items()
    }


def headings(page: Page) -> list[str]:
    return page.locator(".column h2").all_inner_texts()


def numbers(page: Page, figure: int) -> list[float]:
    """The numbers of the window, the kernel or the products."""
    cells = page.locator("#window-body .numbers").nth(figure).locator(".cells > div")
    texts = cells.evaluate_all("(cells) => cells.map((cell) => cell.lastChild.textContent)")
    return [float(text.replace("−", "-")) for text in texts]


def sum_lines(page: Page) -> dict[str, float]:
    lines = page.locator(".sum-lines > div").all_inner_texts()
    pairs = [line.split("\n") for line in lines]
    return {text: float(value.replace("−", "-")) for text, value in pairs}


def first_image(dataset: ImageDataset) -> np.ndarray:
    """Return the image that the page opens with, as the network gets it."""
    zero = np.flatnonzero(dataset.validation.labels == 0)[0]
    image: np.ndarray = dataset.validation.images[zero : zero + 1] / np.float32(255)
    return image


def hover_pixel(page: Page, column: int, shown: int, place: tuple[int, int], side: int) -> None:
    """Point at a pixel, (row, column), of a map that is ``side`` pixels wide and high."""
    button = page.locator(".column").nth(column).locator(".map").nth(shown)
    box = button.bounding_box()
    assert box is not None
    row, left = place
    button.hover(
        position={
            "x": (left + 0.5) / side * box["width"],
            "y": (row + 0.5) / side * box["height"],
        }
    )


def test_layers_stand_in_columns_and_what_only_refines_folds_into_them(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    convolutions = [heading for _ in range(3) for heading in ("Conv 3×3", "Max pool")]
    assert headings(page) == ["Image", *convolutions, "Classes"]
    held = page.locator(".column header").nth(1).get_attribute("title")
    assert held is not None
    assert [name.rstrip("_0123456789") for name in held.split(" · ")] == [
        *("conv2d", "batch_normalization", "re_lu"),
    ]
    page.locator("#separate").check()
    assert headings(page)[:5] == ["Image", "Conv 3×3", "Batch norm", "Activation", "Max pool"]
    page.locator("#separate").uncheck()
    assert headings(page) == ["Image", *convolutions, "Classes"]


@pytest.mark.parametrize("name", ["cnn", "deep", "dense", "attention", "color"])
def test_the_whole_network_stands_on_one_screen(
    name: str, open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages[name], **DESKTOP)
    expect(page.locator("#window-body .numbers").first).to_be_visible()
    for part in ("#pad", "#strip", "#window"):
        box = page.locator(part).bounding_box()
        assert box is not None, part
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= 900, part
    overlong = "(strip) => strip.scrollWidth - strip.clientWidth"
    assert page.locator("#strip").evaluate(overlong) <= 0
    assert pages[name].stat().st_size <= 1_000_000


# Headings whose letters end less than two pixels before those of the next one begin.
TOUCHING = """(heads) => heads.slice(1).flatMap((next, at) => {
  const [one, other] = [heads[at], next].map((head) => {
    const letters = document.createRange();
    letters.selectNodeContents(head);
    return letters.getBoundingClientRect();
  });
  const isBeside = one.bottom > other.top && other.bottom > one.top;
  return isBeside && one.right + 2 > other.left ? [heads[at].textContent] : [];
})"""


@pytest.mark.parametrize("options", [DESKTOP, TABLET, PHONE], ids=["1440", "820", "390"])
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("name", ["cnn", "attention"])
def test_no_heading_is_cut_off_or_touches_another_and_nothing_scrolls_sideways(
    options: dict[str, object],
    language: str,
    name: str,
    open_page: OpenPage,
    pages: dict[str, Path],
) -> None:
    page = open_page(pages[name], **options)
    if language != "en":
        page.locator("#language").click()
    cut = page.locator(".column header > *").evaluate_all(
        "(heads) => heads.filter((head) => head.scrollWidth > head.clientWidth + 1)"
        ".map((head) => head.textContent)"
    )
    assert cut == []
    touching = page.locator(".strip h2").evaluate_all(TOUCHING)
    assert touching == []
    width = options["viewport"]["width"]  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_map_that_is_pointed_at_shows_window_kernel_products_and_sum(
    open_page: OpenPage,
    pages: dict[str, Path],
    networks: dict[str, keras.Model],
    digits: ImageDataset,
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    row, column = 13, 9
    hover_pixel(page, column=1, shown=4, place=(row, column), side=28)
    expect(page.locator("#window-facts")).to_contain_text("map 5 of 6 · row 14, column 10")

    image = first_image(digits)
    model = networks["cnn"]
    convolution, normalization, relu = model.layers[:3]
    window = image[0, row - 1 : row + 2, column - 1 : column + 2, 0].ravel()
    kernel = convolution.get_weights()[0][:, :, 0, 4].ravel()
    assert numbers(page, 0) == pytest.approx(window, abs=0.0051)
    assert numbers(page, 1) == pytest.approx(kernel, abs=0.0051)
    assert numbers(page, 2) == pytest.approx(window * kernel, abs=0.0051)
    maps = feature_maps(model, image, [normalization.name, relu.name])
    assert sum_lines(page) == {
        "Sum of these 9 products": pytest.approx(window @ kernel, abs=0.0051),
        "Batch normalization": pytest.approx(
            maps[normalization.name][0, row, column, 4], abs=0.0051
        ),
        "ReLU": pytest.approx(maps[relu.name][0, row, column, 4], abs=0.0051),
    }


def test_the_classes_show_what_each_map_adds(
    open_page: OpenPage,
    pages: dict[str, Path],
    networks: dict[str, keras.Model],
    digits: ImageDataset,
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    page.locator(".class-name").nth(7).hover()
    model = networks["cnn"]
    weights, _ = model.layers[-1].get_weights()
    last = model.layers[-4].name
    maps = feature_maps(model, first_image(digits), [last])[last][0]
    products = maps * weights[:, 7].reshape(3, 3, 12)
    sums = products.sum(axis=(0, 1))
    strongest = int(np.abs(sums).argmax())
    expect(page.locator(".window-source figcaption")).to_contain_text(f"map {strongest + 1} of 12")
    assert numbers(page, 2) == pytest.approx(products[..., strongest].ravel(), abs=0.0051)
    lines = sum_lines(page)
    assert lines["Sum of these 9 products"] == pytest.approx(sums[strongest], abs=0.0051)
    assert lines["The 11 other maps"] == pytest.approx(sums.sum() - sums[strongest], abs=0.0051)


def test_softmax_is_computed_from_the_scores(
    open_page: OpenPage,
    pages: dict[str, Path],
    networks: dict[str, keras.Model],
    digits: ImageDataset,
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    probability = float(networks["cnn"].predict(first_image(digits), verbose=0)[0, 7])
    for one_by_one, score in ((False, "Sum of all"), (True, "Value")):
        page.locator("#separate").set_checked(one_by_one)
        page.locator(".class-name").nth(7).hover()
        lines = sum_lines(page)
        power = lines["e to this power"]
        assert power == pytest.approx(np.exp(lines[score]), rel=0.02)
        shared = power / lines["The same for all 10, added up"]
        assert shared == pytest.approx(probability, abs=0.01)
        assert lines["Softmax: the first divided by the second"] == pytest.approx(
            probability, abs=0.0051
        )


def test_max_pooling_marks_the_largest_number(open_page: OpenPage, pages: dict[str, Path]) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    hover_pixel(page, column=2, shown=3, place=(6, 5), side=14)
    window = numbers(page, 0)
    assert len(window) == 4
    winner = page.locator("#window-body .winner").inner_text().replace("−", "-")
    assert float(winner) == max(window) == sum_lines(page)["The largest"]


def test_a_click_enlarges_and_steps_through_positions(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    button = page.locator(".column").nth(3).locator(".map").nth(2)
    button.click()
    expect(page.locator("#strip")).to_be_hidden()
    expect(page.locator("#pad")).to_be_in_viewport()
    page.locator("#window-step").fill("1")
    facts = page.locator("#window-facts")
    expect(facts).to_contain_text("map 3 of 8 · row 1, column 1")
    page.locator("#window-forward").click()
    expect(facts).to_contain_text("row 1, column 2")
    page.locator("#window-back").click(click_count=2)
    expect(facts).to_contain_text("row 14, column 14")
    # What the other maps add can be looked at as well.
    parts = page.locator("#window-parts button")
    expect(parts).to_have_count(6)
    parts.nth(3).click()
    expect(page.locator(".window-source figcaption")).to_contain_text("map 4 of 6")
    expect(parts.nth(3)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#strip")).to_be_visible()
    expect(button).to_be_focused()


def test_the_strongest_paths_lead_to_the_winning_class(
    open_page: OpenPage,
    pages: dict[str, Path],
    networks: dict[str, keras.Model],
    digits: ImageDataset,
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    model = networks["cnn"]
    image = first_image(digits)
    winner = int(model.predict(image, verbose=0).argmax())
    weights, _ = model.layers[-1].get_weights()
    last = model.layers[-4].name
    maps = feature_maps(model, image, [last])[last][0]
    added = (maps * weights[:, winner].reshape(3, 3, 12)).sum(axis=(0, 1))
    expected = {int(place) for place in np.argsort(-added)[:3] if added[place] > 0}
    marked = (
        page.locator(".column")
        .nth(6)
        .locator(".map")
        .evaluate_all(
            "(maps) => [...maps.keys()].filter((map) => maps[map].classList.contains('strong'))"
        )
    )
    assert set(marked) == expected
    assert page.locator("#links .paths path").count() >= 6
    page.locator("#clear").click()
    expect(page.locator("#links .paths path")).to_have_count(0)


def test_thirty_layers_fold_into_one_column_that_opens(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["deep"], **DESKTOP)
    assert headings(page) == ["Image", "Conv 5×5", "Blocks", "Mean pool", "Classes"]
    fold = page.get_by_role("button", name="Open the 14 blocks")
    fold.click()
    assert headings(page).count("Blocks") == 14
    page.get_by_role("button", name="Open the 3 blocks").first.click()
    assert headings(page)[2:5] == ["Conv 3×3", "Conv 3×3", "Sum"]
    assert headings(page).count("Blocks") == 13
    page.get_by_role("button", name="Fold the blocks again").first.click()
    page.get_by_role("button", name="Fold the blocks again").first.click()
    expect(fold).to_be_focused()
    assert headings(page) == ["Image", "Conv 5×5", "Blocks", "Mean pool", "Classes"]


def test_attention_shows_what_each_row_takes_from_the_others(
    open_page: OpenPage,
    pages: dict[str, Path],
    networks: dict[str, keras.Model],
    digits: ImageDataset,
) -> None:
    page = open_page(pages["attention"], **DESKTOP)
    assert headings(page)[:5] == ["Image", "Reshape", "Dense", "Attention", "Weighted"]
    heads = page.locator(".column").nth(3).locator(".map")
    expect(heads).to_have_count(4)
    hover_pixel(page, column=3, shown=2, place=(5, 9), side=28)
    expect(page.locator("#window-facts")).to_contain_text("map 3 of 4 · row 6, column 10")

    model = networks["attention"]
    normalization = next(
        layer for layer in model.layers if isinstance(layer, layers.LayerNormalization)
    )
    attention = next(
        layer for layer in model.layers if isinstance(layer, layers.MultiHeadAttention)
    )
    rows = feature_maps(model, first_image(digits), [normalization.name])[normalization.name]
    _, weights = attention(rows, rows, return_attention_scores=True)
    expected = float(weights[0, 2, 5, 9])
    assert sum_lines(page) == {"Weight": pytest.approx(expected, abs=0.0051)}
    expect(page.locator("#window-body")).to_contain_text("Row 6 takes")
    # The operator between two layers: what is added to what.
    page.locator(".column").nth(5).locator(".map").hover()
    first, second = list(sum_lines(page).values())[:2]
    assert sum_lines(page)["Sum of all"] == pytest.approx(first + second, abs=0.011)


def test_a_color_image_is_three_maps_and_each_has_its_kernel(
    open_page: OpenPage,
    pages: dict[str, Path],
    networks: dict[str, keras.Model],
    colors: ImageDataset,
) -> None:
    page = open_page(pages["color"], **DESKTOP)
    expect(page.locator(".column").first.locator(".map")).to_have_count(3)
    page.locator(".column").nth(1).locator(".map").nth(3).click()
    page.locator("#window-step").fill("1")
    kernel = networks["color"].layers[0].get_weights()[0]
    window = colors.validation.images[0, :3, :3] / np.float32(255)
    for color in range(3):
        page.locator("#window-parts button").nth(color).click()
        assert numbers(page, 0) == pytest.approx(window[..., color].ravel(), abs=0.0051)
        assert numbers(page, 1) == pytest.approx(kernel[:, :, color, 3].ravel(), abs=0.0051)


def test_lines_end_at_their_class_after_scrolling_and_another_language(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["cnn"], **TABLET)
    page.evaluate("scrollTo(0, 200)")
    page.locator("#language").click()
    page.locator("#gallery button").nth(20).click()
    page.wait_for_timeout(100)
    ends, middle = page.evaluate(
        """() => {
            const strip = document.querySelector("#strip").getBoundingClientRect();
            const names = [...document.querySelectorAll("#predictions tbody tr")];
            const best = names.sort((a, b) => parseFloat(b.cells[1].textContent)
                - parseFloat(a.cells[1].textContent))[0].querySelector("button");
            const box = best.getBoundingClientRect();
            const lines = [...document.querySelectorAll("#links .paths path")]
                .map((path) => path.getPointAtLength(path.getTotalLength()))
                .filter(({ x }) => Math.abs(x - (box.left - strip.left)) < 2);
            return [lines.map(({ y }) => y), box.top + box.height / 2 - strip.top];
        }"""
    )
    assert ends
    assert ends == pytest.approx([middle] * len(ends), abs=1.5)


def test_a_neuron_of_a_dense_network_shows_its_weights_as_a_picture(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["dense"], **DESKTOP)
    assert headings(page) == ["Image", "Dense", "Classes"]
    unit = page.locator(".column").nth(1).locator(".map")
    expect(unit).to_have_count(64)
    unit.nth(20).hover()
    expect(page.locator("#window-facts")).to_contain_text("number 21 of 64")
    expect(page.locator(".cells-picture")).to_have_count(3)
    assert "Sum of these 784 products" in sum_lines(page)
    page.locator(".class-name").nth(2).hover()
    assert len(numbers(page, 2)) == 9
    assert "The 55 other inputs" in sum_lines(page)


def test_arrow_keys_move_between_maps_and_enter_enlarges(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if "map" in stops[-1].split():
            break
    assert len(stops) <= 14
    facts = page.locator("#window-facts")
    expect(facts).to_contain_text("map 1 of 1")
    page.keyboard.press("ArrowRight")
    expect(facts).to_contain_text("of 6")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#window-title")).to_have_text("Max pooling")
    page.keyboard.press("End")
    expect(page.locator(".class-name").nth(9)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#window-size")).to_have_text("Back to the network")
    page.keyboard.press("Tab")
    expect(page.locator("#window-size")).to_be_focused()


def test_columns_follow_the_pad(
    open_page: OpenPage, pages: dict[str, Path], settle: Callable[[Page], None]
) -> None:
    page = open_page(pages["cnn"], **DESKTOP)

    def seen() -> tuple[str, str, str]:
        canvas = page.locator(".column").nth(3).locator("canvas").first
        return (
            canvas.evaluate("(canvas) => canvas.toDataURL()"),
            page.locator("#window-body").inner_text(),
            page.locator("#links .paths").inner_html(),
        )

    before = seen()
    page.locator("#gallery button").nth(20).click()
    settle(page)
    for earlier, later in zip(before, seen(), strict=True):
        assert earlier != later


def test_on_a_phone_a_heading_stands_by_its_own_maps(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["deep"], **PHONE)
    heads = page.locator(".columns header").evaluate_all(
        "(heads) => heads.map((head) => head.offsetHeight)"
    )
    assert max(heads) <= 30


def test_on_a_phone_layers_stand_below_each_other_and_the_pad_stays(
    open_page: OpenPage, pages: dict[str, Path], settle: Callable[[Page], None]
) -> None:
    page = open_page(pages["cnn"], **PHONE)
    boxes = [column.bounding_box() for column in page.locator(".column").all()]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert len({box["x"] for box in boxes if box}) == 1
    expect(page.locator("#window")).to_be_hidden()
    page.evaluate("scrollTo(0, 900)")
    settle(page)
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    assert 0 <= pad["y"] <= 20
    button = page.locator(".column").nth(3).locator(".map").nth(1)
    button.tap()
    expect(page.locator("#window")).to_be_in_viewport()
    expect(page.locator("#window-facts")).to_contain_text("map 2 of 8")
    button.tap()
    expect(page.locator("#strip")).to_be_hidden()
    page.locator("#window-size").tap()
    expect(page.locator("#strip")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
