"""Every kind of picture file, dark on the left and light on the right, read in both ways."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from png_chunk import png_chunk

from fundamentals.datasets import PictureStyle, load_dataset, prepare_photograph
from fundamentals.datasets._bit_depth import eight_bits
from fundamentals.errors import DatasetError
from fundamentals.language import use_language

DARK, LIGHT = 40, 200
HEIGHT, WIDTH = 8, 12
WHOLE = PictureStyle((HEIGHT, WIDTH), gray=True, framing="whole")
CENTER = PictureStyle((HEIGHT, WIDTH), gray=True, framing="center")
HALVES = np.full((HEIGHT, WIDTH), DARK)
HALVES[:, WIDTH // 2 :] = LIGHT

Save = Callable[[Path], None]


def array(values: NDArray[np.number], dtype: type | str) -> Save:
    return lambda path: Image.fromarray(values.astype(dtype)).save(path)


def halves(mode: str) -> Image.Image:
    return Image.fromarray(HALVES.astype(np.uint8)).convert(mode)


def wide_png(values: NDArray[np.number], color: int) -> Save:
    """A PNG of 16 bits per channel, which Pillow cannot write in color."""

    def save(path: Path) -> None:
        height, width = values.shape[:2]
        rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
        header = struct.pack(">IIBBBBB", width, height, 16, color, 0, 0, 0)
        path.write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + png_chunk(b"IHDR", header)
            + png_chunk(b"IDAT", zlib.compress(rows))
            + png_chunk(b"IEND", b"")
        )

    return save


def colors(values: NDArray[np.number]) -> NDArray[np.number]:
    return np.repeat(values[..., np.newaxis], 3, axis=-1)


def transparent_left(mode: str, ink: int) -> Image.Image:
    """The left is transparent, the right has one color."""
    picture = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    picture.paste((ink, ink, ink, 255), (WIDTH // 2, 0, WIDTH, HEIGHT))
    return picture.convert(mode)


def palette_with_transparency(path: Path) -> None:
    picture = Image.new("P", (WIDTH, HEIGHT), 0)
    picture.putpalette([7, 7, 7, DARK, DARK, DARK])
    picture.paste(1, (WIDTH // 2, 0, WIDTH, HEIGHT))
    picture.save(path, transparency=0)


def sideways(path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    halves("L").rotate(90, expand=True).save(path, exif=exif)


def animation(path: Path) -> None:
    other = Image.new("L", (WIDTH, HEIGHT), 255)
    halves("L").save(path, save_all=True, append_images=[other, other], duration=100)


# File name, how it is written, the values on its left and on its right.
KINDS: dict[str, tuple[str, Save, int, int]] = {
    "16 bits holding 0-255, PNG": ("a.png", array(HALVES, np.uint16), DARK, LIGHT),
    "16 bits holding 0-255, TIFF": ("a.tiff", array(HALVES, np.uint16), DARK, LIGHT),
    "16 bits, big-endian": ("a.tiff", array(HALVES, ">u2"), DARK, LIGHT),
    "32 bits holding 0-255": ("a.tiff", array(HALVES, np.int32), DARK, LIGHT),
    "32 bits holding 0-65535": ("a.tiff", array(HALVES * 257, np.int32), DARK, LIGHT),
    "16 bits, full range": ("a.png", array(HALVES * 257, np.uint16), DARK, LIGHT),
    "16 bits, shifted": ("a.png", array(HALVES * 256, np.uint16), DARK, LIGHT),
    "16 bits per color, full range": ("a.png", wide_png(colors(HALVES) * 257, 2), DARK, LIGHT),
    "floats 0-1": ("a.tiff", array(HALVES / 255, np.float32), DARK, LIGHT),
    "floats 0-255": ("a.tiff", array(HALVES, np.float32), DARK, LIGHT),
    "floats 0-65535": ("a.tiff", array(HALVES * 257, np.float32), DARK, LIGHT),
    "one bit": ("a.png", lambda path: Image.fromarray(HALVES > 100).save(path), 0, 255),
    "one bit, TIFF": (
        "a.tiff",
        lambda path: Image.fromarray(HALVES > 100).save(path),
        0,
        255,
    ),
    "gray with alpha": ("a.png", lambda path: transparent_left("LA", DARK).save(path), 255, DARK),
    "palette": ("a.gif", lambda path: halves("P").save(path), DARK, LIGHT),
    "palette with transparency": ("a.png", palette_with_transparency, 255, DARK),
    "color with alpha": ("a.png", lambda path: transparent_left("RGBA", 9).save(path), 255, 9),
    "white on see-through": (
        "a.png",
        lambda path: transparent_left("RGBA", 255).save(path),
        0,
        255,
    ),
    "CMYK, TIFF": ("a.tiff", lambda path: halves("RGB").convert("CMYK").save(path), DARK, LIGHT),
    "CMYK, JPEG": (
        "a.jpg",
        lambda path: halves("RGB").convert("CMYK").save(path, quality=100),
        DARK,
        LIGHT,
    ),
    "EXIF rotation": ("a.jpg", sideways, DARK, LIGHT),
    "animated GIF": ("a.gif", animation, DARK, LIGHT),
    "WebP": ("a.webp", lambda path: halves("RGB").save(path, lossless=True), DARK, LIGHT),
}


def check_halves(image: NDArray[np.uint8], left: int, right: int) -> None:
    assert image.shape == (HEIGHT, WIDTH, 1)
    # JPEG and a palette may miss a value by a little.
    np.testing.assert_allclose(image[:, : WIDTH // 2 - 2].astype(int), left, atol=4)
    np.testing.assert_allclose(image[:, WIDTH // 2 + 2 :].astype(int), right, atol=4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two classes; tests save into the first, ``one``."""
    pictures = tmp_path / "pictures"
    for name in ("one", "two"):
        (pictures / name).mkdir(parents=True)
        for number in range(2):
            halves("L").save(pictures / name / f"b{number}.png")
    return pictures


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", [WHOLE, CENTER], ids=["whole", "center"])
def test_a_photograph_of_each_kind_is_read_as_it_looks(
    kind: str, style: PictureStyle, tmp_path: Path
) -> None:
    name, save, left, right = KINDS[kind]
    save(tmp_path / name)
    check_halves(prepare_photograph(tmp_path / name, style), left, right)


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_reads_each_kind_as_it_looks(kind: str, folder: Path) -> None:
    name, save, left, right = KINDS[kind]
    save(folder / "one" / name)
    dataset = load_dataset(f"folder:{folder}", gray=True)
    both = dataset.train_and_validation
    first_class = both.images[both.labels == 0]
    assert len(first_class) == 3
    # The others are the plain halves; where it looks the same, all three are.
    found = [image for image in first_class if abs(int(image[0, 0, 0]) - left) <= 4]
    check_halves(found[0], left, right)


def test_a_folder_says_which_value_it_took_for_white(folder: Path) -> None:
    plain = load_dataset(f"folder:{folder}", gray=True).source
    assert "8 bits" not in str(plain)
    array(HALVES, np.uint16)(folder / "one" / "a.png")
    source = load_dataset(f"folder:{folder}", gray=True).source
    assert "in pictures with more than 8 bits, 255 counts as white" in str(source)
    with use_language("zh-Hant"):
        assert "超過 8 位元的圖片以 255 為白色" in str(source)


def test_one_range_holds_for_a_whole_folder(folder: Path) -> None:
    """A nearly black picture of 16 bits does not turn bright beside one that uses them all."""
    for path in folder.rglob("*.png"):
        path.unlink()
    for name in ("one", "two"):
        array(np.full((HEIGHT, WIDTH), 250), np.uint16)(folder / name / "dark.png")
        array(HALVES * 257, np.uint16)(folder / name / "full.png")
    dataset = load_dataset(f"folder:{folder}", gray=True)
    assert "65535 counts as white" in str(dataset.source)
    assert sorted({int(image.max()) for image in dataset.train_and_validation.images}) == [0, LIGHT]


@pytest.mark.parametrize(
    ("name", "save", "message"),
    [
        (
            "a.tiff",
            array(HALVES - 100.0, np.float32),
            "pixels from -60 to 100: not in any of the ranges",
        ),
        ("a.tiff", array(HALVES * 1e6, np.float32), "pixels from 4e.07 to 2e.08"),
        ("a.tiff", array(HALVES * np.nan, np.float32), "pixels from nan to nan"),
        ("a.tiff", array(HALVES - 100, np.int32), "pixels from -60 to 100"),
        ("a.tiff", array(HALVES * 100_000, np.int32), "pixels from 4e.06 to 2e.07"),
        ("a.png", wide_png(colors(HALVES), 2), "16-bit color channels .* save it with 8 bits"),
    ],
)
def test_values_in_no_known_range_are_told(
    name: str, save: Save, message: str, folder: Path
) -> None:
    save(folder / "one" / name)
    with pytest.raises(DatasetError, match=message):
        prepare_photograph(folder / "one" / name, WHOLE)
    with pytest.raises(DatasetError, match=message) as told:
        load_dataset(f"folder:{folder}", gray=True)
    with use_language("zh-Hant"):
        assert "像素值" in str(told.value) or "16 位元" in str(told.value)


def test_white_writing_on_nothing_is_read(tmp_path: Path) -> None:
    stroke = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    stroke.paste((255, 255, 255, 255), (27, 10, 33, 50))
    stroke.save(tmp_path / "one.png")
    image = prepare_photograph(
        tmp_path / "one.png", PictureStyle((28, 28), gray=True, framing="handwriting")
    )
    assert image[14, 14, 0] > 200
    assert image[0, 0, 0] == 0


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_a_transparent_picture_is_never_converted_whole(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(0)
    colors = Image.fromarray(random.integers(0, 256, (1000, 4, 4), np.uint8), "RGBA")
    picture = colors.convert(mode)
    if mode == "P":
        picture.info["transparency"] = 0
    opaque = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    expected = np.asarray(Image.alpha_composite(paper, opaque).convert("RGB"))
    rows = []
    convert = Image.Image.convert

    def noted(self: Image.Image, mode: str) -> Image.Image:
        rows.append(self.height)
        return convert(self, mode)

    monkeypatch.setattr(Image.Image, "convert", noted)
    flat = eight_bits(picture)
    assert max(rows) <= 256
    np.testing.assert_array_equal(np.asarray(flat), expected)
