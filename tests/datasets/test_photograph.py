"""Photographs made in the test: large, in color, unevenly lit, turned; and files that are not
pictures."""

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFile
from scipy.ndimage import center_of_mass, shift

from fundamentals.datasets import (
    ImageDataset,
    PictureStyle,
    Split,
    load_dataset,
    picture_style,
    prepare_photograph,
)
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text

HANDWRITING = PictureStyle((28, 28), gray=True, framing="handwriting")
CENTER = PictureStyle((28, 28), gray=True, framing="center")


def photograph(
    digit: NDArray[np.uint8],
    random: np.random.Generator,
    *,
    size: tuple[int, int] = (450, 600),
    paper: tuple[float, float, float] = (0.97, 0.95, 0.88),
    pen: tuple[float, float, float] = (0.12, 0.15, 0.4),
) -> Image.Image:
    """Write a digit somewhere on paper, in a slanting light, with a noisy camera."""
    side = int(random.integers(150, 320))
    strokes = Image.fromarray(digit[..., 0]).resize((side, side), Image.Resampling.BICUBIC)
    top, left = (int(random.integers(0, length - side)) for length in size)
    ink = np.zeros((*size, 1))
    ink[top : top + side, left : left + side, 0] = np.asarray(strokes) / 255
    down, across = np.mgrid[-0.5 : 0.5 : size[0] * 1j, -0.5 : 0.5 : size[1] * 1j]
    slant = random.uniform(-0.5, 0.5, 2)
    light = np.clip(0.7 + slant[0] * down + slant[1] * across, 0.25, 1)[..., np.newaxis]
    color = light * (np.array(paper) * (1 - ink) + np.array(pen) * ink)
    color += random.normal(0, 0.015, color.shape)
    return Image.fromarray((255 * color.clip(0, 1)).astype(np.uint8))


def likeness(image: NDArray[np.uint8], original: NDArray[np.uint8]) -> float:
    """Return the highest correlation of two images, one moved by at most a pixel.

    MNIST rounded the place of its center of mass to whole pixels, and so does the photograph.
    """
    moved = [
        shift(image[..., 0].astype(float), (rows, columns), order=1)
        for rows in (-1, 0, 1)
        for columns in (-1, 0, 1)
    ]
    return max(np.corrcoef(one.ravel(), original.ravel())[0, 1] for one in moved)


@pytest.fixture(scope="module")
def digits() -> NDArray[np.uint8]:
    """Two of each digit."""
    return load_dataset("digits").validation.images[::50]


@pytest.mark.slow
def test_ink_on_paper_becomes_the_digit_that_was_written(
    digits: NDArray[np.uint8], random: np.random.Generator, tmp_path: Path
) -> None:
    found = []
    for digit in digits:
        photograph(digit, random).save(tmp_path / "photo.jpg", quality=85)
        image = prepare_photograph(tmp_path / "photo.jpg", HANDWRITING)
        assert (image.shape, image.dtype) == ((28, 28, 1), np.uint8)
        found.append(likeness(image, digit))
    # Hair-thin digits come out a little bolder.
    assert min(found) > 0.7
    assert np.median(found) > 0.92


@pytest.mark.parametrize(
    ("paper", "pen"),
    [((0.9, 0.9, 0.9), (0.05, 0.05, 0.05)), ((0.1, 0.25, 0.15), (0.95, 0.95, 0.9))],
    ids=["ink on paper", "chalk on a board"],
)
def test_writing_is_bright_on_black_whichever_it_was(
    paper: tuple[float, float, float],
    pen: tuple[float, float, float],
    digits: NDArray[np.uint8],
    random: np.random.Generator,
    tmp_path: Path,
) -> None:
    photograph(digits[7], random, paper=paper, pen=pen).save(tmp_path / "photo.png")
    image = prepare_photograph(tmp_path / "photo.png", HANDWRITING)
    assert likeness(image, digits[7]) > 0.9
    assert image[0].max() == 0
    assert image.max() > 240


@pytest.mark.parametrize("dark", ["a shadow with a sharp edge", "the table beside the paper"])
def test_what_is_dark_and_wide_is_no_writing(
    dark: str, digits: NDArray[np.uint8], tmp_path: Path
) -> None:
    ink = np.zeros((300, 400))
    ink[80:280, 150:350] = (
        np.asarray(Image.fromarray(digits[9, ..., 0]).resize((200, 200), Image.Resampling.BICUBIC))
        / 255
    )
    light = np.full((300, 400), 0.85)
    if "shadow" in dark:
        light[np.add.outer(np.arange(300), np.arange(400)) > 420] = 0.5
    else:
        light[:, :60] = light[:40] = 0.25
    Image.fromarray((255 * light * (1 - 0.85 * ink)).astype(np.uint8)).save(tmp_path / "photo.png")
    image = prepare_photograph(tmp_path / "photo.png", HANDWRITING)
    assert likeness(image, digits[9]) > 0.85


def test_an_image_of_the_data_set_itself_stays_what_it_is(
    digits: NDArray[np.uint8], tmp_path: Path
) -> None:
    for digit in digits:
        Image.fromarray(digit[..., 0]).save(tmp_path / "digit.png")
        assert likeness(prepare_photograph(tmp_path / "digit.png", HANDWRITING), digit) > 0.9


def test_writing_is_framed_as_in_mnist(
    digits: NDArray[np.uint8], random: np.random.Generator, tmp_path: Path
) -> None:
    photograph(digits[5], random).save(tmp_path / "photo.png")
    image = prepare_photograph(tmp_path / "photo.png", HANDWRITING)[..., 0]
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    assert center_of_mass(image) == pytest.approx((14, 14), abs=0.6)


def test_a_thin_line_is_widened_to_a_stroke(tmp_path: Path) -> None:
    page = np.full((400, 400), 240, dtype=np.uint8)
    page[60:340, 199:202] = 20
    Image.fromarray(page).save(tmp_path / "line.png")
    image = prepare_photograph(tmp_path / "line.png", HANDWRITING)[..., 0]
    assert 1.5 < (image > 128).sum(axis=1).max() <= 4
    assert image.max() > 200


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_its_exif_says(orientation: int, tmp_path: Path) -> None:
    corner = np.zeros((40, 40), dtype=np.uint8)
    corner[:20, :20] = 255  # bright above on the left, once it is upright
    turns = {
        1: (), 2: (0,), 3: (3,), 4: (1,), 5: (5,), 6: (2,), 7: (6,), 8: (4,),
    }  # fmt: skip
    stored = Image.fromarray(corner)
    for turn in turns[orientation]:
        stored = stored.transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "photo.jpg", exif=exif, quality=95)
    image = prepare_photograph(tmp_path / "photo.jpg", CENTER)[..., 0]
    assert image[:12, :12].min() > 240
    assert image[16:].max() < 15
    assert image[:, 16:].max() < 15


def test_the_middle_is_cut_out_and_areas_are_averaged(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    middle = random.integers(0, 256, (280, 280), dtype=np.uint8)
    wide = np.zeros((280, 500), dtype=np.uint8)
    wide[:, 110:390] = middle
    Image.fromarray(wide).save(tmp_path / "wide.png")
    image = prepare_photograph(tmp_path / "wide.png", CENTER)[..., 0]
    means = middle.reshape(28, 10, 28, 10).mean(axis=(1, 3))
    assert np.abs(image - means).max() <= 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_picture_is_read(mode: str, tmp_path: Path) -> None:
    gray = np.full((60, 50), 200, dtype=np.uint8)
    gray[20:40, 20:30] = 0
    if mode == "I;16":
        picture = Image.fromarray(gray.astype(np.uint16) * 257)
    else:
        picture = Image.fromarray(np.where(gray > 0, 255, 0).astype(np.uint8)).convert(mode)
    path = tmp_path / ("photo.tif" if mode == "CMYK" else "photo.png")
    picture.save(path)
    image = prepare_photograph(path, CENTER)[..., 0]
    assert image[14, 14] < 5
    assert image[2, 2] >= 200


def test_color_and_any_size_are_kept_where_the_data_set_has_them(tmp_path: Path) -> None:
    Image.new("RGB", (300, 100), (10, 200, 90)).save(tmp_path / "photo.png")
    style = PictureStyle((24, 32), gray=False, framing="whole")
    image = prepare_photograph(tmp_path / "photo.png", style)
    assert image.shape == (24, 32, 3)
    assert image[5, 5].tolist() == [10, 200, 90]


def bomb(path: Path) -> None:
    """Write a PNG whose header promises 40,000 × 40,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("filled", [False, True], ids=["as Pillow is", "as WeasyPrint sets it"])
def test_what_is_no_photograph_is_refused_with_a_way_out(
    filled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", filled)
    (tmp_path / "text.jpg").write_text("hello")
    (tmp_path / "phone.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    Image.new("L", (300, 300), 180).save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    bomb(tmp_path / "bomb.png")
    dot = Image.new("L", (280, 280), 0)
    ImageDraw.Draw(dot).ellipse((120, 120, 150, 150), fill=255)
    dot.save(tmp_path / "dot.png")
    (tmp_path / "folder").mkdir()
    for name, message in {
        "none.jpg": "does not exist",
        "folder": "is a folder",
        "text.jpg": "cannot be decoded",
        "cut.jpg": "cannot be decoded",
        "phone.HEIC": "Most Compatible",
        "bomb.png": "at most 89 million pixels",
        "whole.jpg": "shows no writing",
        # Stretched to the size of a digit, it would be read as one.
        "dot.png": "or only a dot",
    }.items():
        with pytest.raises(DatasetError, match=message):
            prepare_photograph(tmp_path / name, HANDWRITING)


def test_a_picture_is_too_large_whatever_other_threads_do_to_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (400, 300), 180).save(tmp_path / "large.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100_000)
    set_filter = warnings.simplefilter
    monkeypatch.setattr(warnings, "simplefilter", lambda *_: set_filter("ignore"))
    with pytest.raises(DatasetError, match="too many pixels"):
        prepare_photograph(tmp_path / "large.png", CENTER)


@pytest.mark.parametrize(
    ("name", "channels", "framing"),
    [
        ("digits", 1, "handwriting"),
        ("mnist", 1, "handwriting"),
        ("emnist/letters:3.1.0", 1, "handwriting"),
        ("sign_mnist", 1, "center"),
        ("cifar10", 3, "whole"),
        ("folder:digits", 3, "whole"),
    ],
)
def test_the_style_is_that_of_the_data_set(name: str, channels: int, framing: str) -> None:
    split = Split(np.zeros((2, 30, 20, channels), dtype=np.uint8), np.arange(2))
    dataset = ImageDataset(name, ("a", "b"), split, split, None, Text("", ""))
    style = picture_style(dataset)
    assert (style.image_size, style.gray, style.framing) == ((30, 20), channels == 1, framing)


def test_a_framing_that_there_is_not_is_refused() -> None:
    with pytest.raises(ArgumentError, match="handwriting, center, whole"):
        PictureStyle((28, 28), gray=True, framing="round")  # type: ignore[arg-type]


def test_an_open_file_is_read_as_one_on_disk_but_in_no_other_format(tmp_path: Path) -> None:
    pixels = np.arange(64 * 64, dtype=np.uint32).reshape(64, 64) % 256
    path = tmp_path / "photo.png"
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    with path.open("rb") as file:
        image = prepare_photograph(file, CENTER, formats=["PNG"])
    np.testing.assert_array_equal(image, prepare_photograph(path, CENTER))
    expected = r"the picture cannot be decoded \(its format is not known here\)\n.*: BMP, JPEG\n"
    with path.open("rb") as file, pytest.raises(DatasetError, match=expected):
        prepare_photograph(file, CENTER, formats=["BMP", "JPEG"])


def iptc_around(picture: bytes) -> bytes:
    """Return an IPTC file of 9 × 9 pixels, which Pillow reads from the ``picture`` inside."""

    def field(record: int, tag: int, data: bytes) -> bytes:
        return bytes([0x1C, record, tag]) + struct.pack(">H", len(data)) + data

    nine = struct.pack(">I", 9)
    about = (60, b"\1\0"), (20, nine), (30, nine), (120, b"\5")
    size = bytes([0x1C, 8, 10, 132, 0]) + struct.pack(">I", len(picture))
    return b"".join(field(3, *each) for each in about) + size + picture + bytes(5)


@pytest.mark.parametrize(
    "program",
    [
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n",
        iptc_around(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) (w) file\n",
        b"\xc5\xd0\xd3\xc6\x20\0\0\0\x60\0\0\0"
        + bytes(20)
        + b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n",
    ],
)
def test_a_picture_that_is_a_program_is_never_run(
    program: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import EpsImagePlugin

    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *_, **__: pytest.fail("it was run"))
    path = tmp_path / "photo.png"
    path.write_bytes(program)
    with pytest.raises(DatasetError, match="its format is not known here"):
        prepare_photograph(path, CENTER)


def qoi_of_one_color(side: int) -> bytes:
    """Return a picture in a format that Pillow decodes pixel by pixel in Python."""
    runs = b"\xfd" * (side * side // 62 + 1)
    return b"qoif" + struct.pack(">2I2B", side, side, 3, 0) + runs + b"\0" * 7 + b"\1"


def test_many_pixels_in_a_format_that_is_decoded_slowly_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(qoi_of_one_color(40))
    assert prepare_photograph(path, CENTER).shape == (28, 28, 1)
    path.write_bytes(qoi_of_one_color(9000))
    with pytest.raises(DatasetError, match="a QOI file of more than 1,048,576 pixels"):
        prepare_photograph(path, CENTER)
