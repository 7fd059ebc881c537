"""Folders of pictures: every mode that Pillow writes, and every layout that cannot be used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from fundamentals.datasets import (
    _folder_decode,
    load_dataset,
    picture_style,
    prepare_photograph,
)
from fundamentals.datasets._folder_groups import name_groups
from fundamentals.datasets._picture_files import decode_picture
from fundamentals.datasets._picture_size import choose_size
from fundamentals.errors import ArgumentError, DatasetError

RED = (200, 30, 40)


def gray_picture(path: Path, value: int, size: tuple[int, int] = (8, 6)) -> None:
    Image.new("L", size, value).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Classes cat and dog, ten 6×8 pictures each: grays 0–9 and 100–109."""
    root = tmp_path / "pets"
    for first, name in ((100, "dog"), (0, "cat")):
        (root / name).mkdir(parents=True)
        for index in range(10):
            gray_picture(root / name / f"{index:02}.png", first + index)
    return root


def load(folder: Path, **options: object) -> object:
    return load_dataset(f"folder:{folder}", **options)  # type: ignore[arg-type]


def test_sub_folders_become_classes_in_the_order_of_their_names(folder: Path) -> None:
    pets = load_dataset(f"folder:{folder}")
    assert pets.class_names == ("cat", "dog")
    assert pets.image_shape == (6, 8, 3)
    assert pets.test is None
    assert str(pets.source).startswith("20 pictures in pets;")
    for split, count in ((pets.train, 8), (pets.validation, 2)):
        assert np.bincount(split.labels).tolist() == [count, count]
        np.testing.assert_array_equal(split.labels, split.images[:, 0, 0, 0] >= 100)
    values = [*pets.train.images[:, 0, 0, 0], *pets.validation.images[:, 0, 0, 0]]
    assert sorted(values) == [*range(10), *range(100, 110)]


def test_the_seed_draws_the_validation_split(folder: Path) -> None:
    drawn = [
        load_dataset(f"folder:{folder}", seed=seed).validation.images[:, 0, 0, 0].tolist()
        for seed in (0, 0, 1)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_gray_gives_one_channel(folder: Path) -> None:
    assert load_dataset(f"folder:{folder}", gray=True).image_shape == (6, 8, 1)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([(6, 8)] * 9, (6, 8)),
        ([(64, 64)] * 9, (64, 64)),
        ([(65, 64)] * 9, (64, 64)),
        ([(100, 80)] * 9, (64, 64)),
        ([(100, 80)] * 5_000, (48, 48)),
        ([(100, 80)] * 20_000, (32, 32)),
        ([(50, 900)] * 8 + [(4000, 3000)], (48, 48)),
        ([(9, 9), (12, 12)], (32, 32)),
    ],
)
def test_the_default_size_goes_by_number_and_sizes(
    sizes: list[tuple[int, int]], expected: tuple[int, int]
) -> None:
    assert choose_size(np.array(sizes)) == expected


def test_a_default_size_is_told(folder: Path) -> None:
    gray_picture(folder / "dog" / "big.png", 9, size=(64, 50))
    pets = load_dataset(f"folder:{folder}")
    assert pets.image_shape == (32, 32, 3)
    assert "all resized to 32×32" in str(pets.source)
    assert "brought" not in str(load_dataset(f"folder:{folder}", image_size=(9, 9)).source)


def scene(path: Path, seed: int, shift: int = 0) -> None:
    pixels = np.random.default_rng(seed).integers(0, 200, (8, 8, 3), dtype=np.uint8)
    Image.fromarray(pixels + np.uint8(shift)).resize((40, 40), Image.Resampling.BICUBIC).save(path)


def test_copies_and_nearly_equal_pictures_stay_on_one_side(folder: Path) -> None:
    for index in range(20):
        # Twins of other brightness, and in the last case a true copy.
        scene(folder / "cat" / f"scene{index}.png", index)
        scene(folder / "cat" / f"twin{index}.png", index, shift=9 if index else 0)
    shutil.copy(folder / "cat" / "scene3.png", folder / "dog" / "wrong.png")
    for seed in range(5):
        pets = load_dataset(f"folder:{folder}", seed=seed, image_size=(16, 16))
        sides = [s.images.reshape(len(s), -1).astype(float) for s in (pets.train, pets.validation)]
        scenes = [rows[rows.std(axis=1) > 10] for rows in sides]
        across = np.corrcoef(*scenes)[: len(scenes[0]), len(scenes[0]) :]
        assert across.max() < 0.9, seed
    assert "21 pictures are copies or near copies of others" in str(pets.source)
    assert "the same picture is in two classes: dog/wrong.png" in str(pets.source)


@pytest.mark.parametrize("pattern", [r"^(\w+)_", r"^[a-z]+", "rounds"])
def test_no_group_is_on_both_sides(folder: Path, pattern: str) -> None:
    for name in ("cat", "dog"):
        shutil.rmtree(folder / name)
        (folder / name).mkdir()
    for person in range(12):
        for place, name in enumerate(("cat", "dog")):
            value = 20 * person
            gray_picture(folder / name / f"{chr(97 + person)}_{2 * person + place}.png", value)
    for seed in range(3):
        pets = load_dataset(f"folder:{folder}", seed=seed, group_by=pattern)
        assert pets.train.groups is not None
        assert pets.validation.groups is not None
        assert not np.isin(pets.train.groups, pets.validation.groups).any()
        left, right = (set(s.images[:, 0, 0, 0].tolist()) for s in (pets.train, pets.validation))
        assert not left & right
        assert len(right) == 2
    assert "12 groups by file name" in str(pets.source)


def test_broken_rounds_stay_together_with_their_neighbors() -> None:
    classes = [0, 1, 2, 3, 0, 1, 2, 2, 3, 0, 1, 2, 3, 0, 1, 3]
    paths = [Path(f"IMG_{number:04}.JPG") for number in range(95, 95 + len(classes))]
    groups = name_groups(paths, np.array(classes), "rounds")
    assert groups.tolist() == [0] * 4 + [1] * 9 + [2] * 3


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(", r"--group-by '\('"),
        ("^[xyz]", r"it is not in 00\.png"),
        ("png", "all 20 files in one group"),
    ],
)
def test_a_pattern_that_makes_no_groups_is_told(folder: Path, pattern: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        load(folder, group_by=pattern)


def test_a_class_whose_pictures_all_look_alike_is_split_all_the_same(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for name in ("same", "other"):
        (tmp_path / name).mkdir()
        for number in range(5):
            pixels = random.integers(0, 256, (8, 8), np.uint8)
            if name == "same":
                pixels = np.arange(64, dtype=np.uint8).reshape(8, 8)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.png")
    dataset = load_dataset(f"folder:{tmp_path}", gray=True)
    assert np.bincount(dataset.validation.labels).tolist() == [1, 1]
    assert "all pictures of same look alike" in str(dataset.source)
    assert "copies of others" not in str(dataset.source)


def test_a_class_of_one_group_is_told(folder: Path) -> None:
    for name in ("cat", "dog"):
        for path in (folder / name).iterdir():
            path.rename(path.with_name(f"{name}_{path.name}"))
    with pytest.raises(
        DatasetError, match=r"all pictures of cat belong to one group\n.*two groups"
    ):
        load(folder, group_by="^[a-z]+")


def test_unchanged_pictures_are_not_decoded_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []

    def counted(path: Path, **options: object) -> object:
        decoded.append(path.name)
        return decode_picture(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(_folder_decode, "decode_picture", counted)
    first = load_dataset(f"folder:{folder}")
    assert len(decoded) == 20
    again = load_dataset(f"folder:{folder}")
    np.testing.assert_array_equal(again.train.images, first.train.images)
    gray_picture(folder / "dog" / "new.png", 200)
    gray_picture(folder / "cat" / "03.png", 77)
    (folder / "cat" / "05.png").touch()
    decoded.clear()
    changed = load_dataset(f"folder:{folder}").train_and_validation
    assert sorted(decoded) == ["03.png", "new.png"]
    assert {77, 200} <= set(changed.images[:, 0, 0, 0].tolist())
    assert 3 not in changed.images[:, 0, 0, 0]


def test_a_folder_read_from_the_cache_needs_neither_pillow_nor_scipy(folder: Path) -> None:
    load = f"""
import sys
from fundamentals.datasets import _folder_pictures, load_dataset
_folder_pictures._SETTLED_NS = 0
load_dataset({f"folder:{folder}"!r}, group_by="[0-9]+")
print(*sorted({{"PIL", "scipy"}} & set(sys.modules)))
"""
    printed = [
        subprocess.run(
            [sys.executable, "-c", load], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    ]
    assert printed == [["PIL", "scipy"], []]


def test_files_that_are_no_pictures_are_left_out_and_told(folder: Path) -> None:
    (folder / "dog" / "notes.txt").write_text("not a picture")
    shutil.copy(folder / "dog" / "03.png", folder / "dog" / "no_suffix")
    pets = load_dataset(f"folder:{folder}")
    assert len(pets.train) + len(pets.validation) == 21
    assert "left out because they are not pictures: dog/notes.txt" in str(pets.source)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_devices_are_left_out_without_waiting_for_them(folder: Path) -> None:
    os.mkfifo(folder / "dog" / "pipe.png")
    (folder / "dog" / "endless.png").symlink_to("/dev/zero")
    pets = load_dataset(f"folder:{folder}")
    assert "not pictures: dog/endless.png, dog/pipe.png" in str(pets.source)


def test_the_first_picture_of_an_animation_counts(folder: Path) -> None:
    frames = [Image.new("L", (8, 6), value) for value in (200, 10)]
    frames[0].save(folder / "dog" / "moving.gif", save_all=True, append_images=frames[1:])
    assert 200 in load_dataset(f"folder:{folder}").train_and_validation.images


def test_folder_and_photograph_give_a_model_the_same_pixels(folder: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    large = Image.fromarray(noise).resize((1200, 900), Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x0112] = 6
    path = folder / "dog" / "large.jpg"
    large.save(path, exif=exif)
    pets = load_dataset(f"folder:{folder}", image_size=(32, 24))
    image = prepare_photograph(path, picture_style(pets))
    assert any(np.array_equal(image, other) for other in pets.train_and_validation.images)


def test_mixed_sizes_become_one(folder: Path) -> None:
    gray_picture(folder / "cat" / "big.png", 9, size=(64, 50))
    pets = load_dataset(f"folder:{folder}", image_size=(12, 16), gray=True)
    assert pets.image_shape == (12, 16, 1)


def test_hidden_files_and_what_systems_leave_are_ignored(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "notes.txt").write_text("beside the classes, not inside one")
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / "cat" / name).write_text("no picture")
    pets = load_dataset(f"folder:{folder}")
    assert pets.class_names == ("cat", "dog")
    assert len(pets.train) + len(pets.validation) == 20


def test_a_home_shortcut_is_expanded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("USERPROFILE", str(folder.parent))
    assert load_dataset("folder:~/pets").num_classes == 2


def no_folder(folder: Path) -> None:
    folder.rename(folder.with_name("moved"))


def no_class(folder: Path) -> None:
    for place in ("cat", "dog"):
        (folder / place).rename(folder / f".{place}")


def one_class(folder: Path) -> None:
    (folder / "dog").rename(folder / ".dog")


def an_empty_class(folder: Path) -> None:
    (folder / "emu").mkdir()


def a_class_of_one(folder: Path) -> None:
    (folder / "emu").mkdir()
    gray_picture(folder / "emu" / "only.png", 1)


def a_split_as_class(folder: Path) -> None:
    (folder / "cat" / "test").mkdir()


def loose_pictures(folder: Path) -> None:
    for name in ("cat", "dog"):
        for path in (folder / name).iterdir():
            path.rename(folder / f"{name}{path.name}")
        (folder / name).rmdir()


def one_level_deeper(folder: Path) -> None:
    inner = folder.parent / "inner"
    folder.rename(inner)
    folder.mkdir()
    inner.rename(folder / "inner")


def heic(folder: Path) -> None:
    for index in range(2):
        (folder / "dog" / f"IMG_{index}.HEIC").write_bytes(b"\0\0\0\x18ftypheic")


def two_broken(folder: Path) -> None:
    empty_file(folder)
    (folder / "cat" / "void.jpg").write_text("<html>not found</html>")


def empty_file(folder: Path) -> None:
    (folder / "dog" / "zero.png").touch()


def truncated_png(folder: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    path = folder / "dog" / "torn.png"
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:5000])


def truncated_jpeg(folder: Path) -> None:
    path = folder / "dog" / "torn.jpg"
    Image.new("RGB", (400, 300), RED).save(path)
    path.write_bytes(path.read_bytes()[:700])


def broken_png(folder: Path) -> None:
    path = folder / "dog" / "broken.png"
    content = bytearray((folder / "dog" / "00.png").read_bytes())
    content[20] ^= 0xFF
    path.write_bytes(content)


def torn_chunk(folder: Path) -> None:
    path = folder / "dog" / "chunk.png"
    noise = np.random.default_rng(0).integers(0, 256, (20, 20, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    content = bytearray(path.read_bytes())
    content[36] ^= 0x80  # the length of the pixels: Pillow meets a SyntaxError
    path.write_bytes(content)


def floats(folder: Path) -> None:
    Image.new("F", (8, 6), -0.5).save(folder / "dog" / "floats.tiff")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (no_folder, r"pets is not a folder"),
        (no_class, r"no subfolder in .*pets\n"),
        (one_class, r"only one class in .*cat\n.*at least two"),
        (an_empty_class, r"no picture in .*emu\n"),
        (a_class_of_one, r"only one picture in .*emu\n"),
        (a_split_as_class, r"test is a folder inside a class"),
        (loose_pictures, r"20 pictures in .*pets itself, and no subfolder"),
        (one_level_deeper, r"cat is a folder inside a class\n.*\n.*lower: folder:.*inner"),
        (heic, r"IMG_0\.HEIC is a HEIC picture; there are 2 .*\n.*\n.*Most Compatible"),
        (two_broken, r"void\.jpg cannot be decoded .*; nor can dog/zero\.png"),
        (empty_file, r"zero\.png cannot be decoded"),
        (truncated_png, r"torn\.png cannot be decoded"),
        (truncated_jpeg, r"torn\.jpg cannot be decoded"),
        (broken_png, r"broken\.png cannot be decoded"),
        (torn_chunk, r"chunk\.png cannot be decoded \(broken PNG file"),
        (floats, r"floats\.tiff cannot be decoded \(pixels from -0\.5 to -0\.5: not in any"),
    ],
)
@pytest.mark.parametrize("filled", [False, True], ids=["as Pillow is", "as WeasyPrint sets it"])
def test_a_folder_that_cannot_be_used_is_told(
    spoil: Callable[[Path], None],
    message: str,
    filled: bool,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", filled)
    spoil(folder)
    with pytest.raises(DatasetError, match=message):
        load(folder)


@pytest.mark.parametrize("size", [(0, 8), (8, -1), (8,), (8.0, 8), (8, 8, 3)])
def test_an_impossible_size_is_told(size: tuple[int, ...], folder: Path) -> None:
    with pytest.raises(ArgumentError, match=r"image_size=.*\n.*\(height, width\)"):
        load(folder, image_size=size)


def half_transparent() -> Image.Image:
    picture = Image.new("RGBA", (4, 4), (*RED, 255))
    picture.putpixel((0, 0), (*RED, 0))
    return picture


def transparent_palette() -> Image.Image:
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([0, 0, 0, *RED])
    picture.putpixel((0, 0), 0)
    picture.info["transparency"] = 0
    return picture


def save_sixteen_bits(path: Path) -> None:
    Image.fromarray(np.full((4, 4), 0x8040, dtype=np.uint16)).save(path)


@pytest.mark.parametrize(
    ("name", "save", "corner", "elsewhere"),
    [
        ("rgb.png", lambda path: Image.new("RGB", (4, 4), RED).save(path), RED, RED),
        ("rgba.png", lambda path: half_transparent().save(path), (255,) * 3, RED),
        (
            "palette.gif",
            lambda path: Image.new("RGB", (4, 4), RED).quantize(2).save(path),
            RED,
            RED,
        ),
        (
            "palette.png",
            lambda path: transparent_palette().save(path, transparency=0),
            (255,) * 3,
            RED,
        ),
        ("gray.png", lambda path: Image.new("L", (4, 4), 77).save(path), (77,) * 3, (77,) * 3),
        (
            "gray_alpha.png",
            lambda path: Image.new("LA", (4, 4), (77, 0)).save(path),
            (255,) * 3,
            (255,) * 3,
        ),
        ("bits.png", lambda path: Image.new("1", (4, 4), 1).save(path), (255,) * 3, (255,) * 3),
        ("sixteen.png", save_sixteen_bits, (0x80,) * 3, (0x80,) * 3),
        ("sixteen.tiff", save_sixteen_bits, (0x80,) * 3, (0x80,) * 3),
        (
            "print.tiff",
            lambda path: Image.new("CMYK", (4, 4), (0, 255, 255, 0)).save(path),
            (255, 0, 0),
            (255, 0, 0),
        ),
    ],
)
def test_every_mode_becomes_eight_bits_of_red_green_and_blue(
    name: str,
    save: Callable[[Path], None],
    corner: tuple[int, int, int],
    elsewhere: tuple[int, int, int],
    tmp_path: Path,
) -> None:
    save(tmp_path / name)
    pixels, _ = decode_picture(tmp_path / name, image_size=None, gray=False)
    assert pixels.dtype == np.uint8
    assert pixels.shape == (4, 4, 3)
    assert pixels[0, 0].tolist() == list(corner)
    assert pixels[2, 3].tolist() == list(elsewhere)


def test_a_photograph_taken_sideways_is_put_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    sideways = Image.new("L", (40, 20), 0)
    sideways.paste(255, (0, 0, 20, 20))  # the left half becomes the top
    sideways.save(tmp_path / "sideways.png", exif=exif)
    pixels, _ = decode_picture(tmp_path / "sideways.png", image_size=None, gray=True)
    assert pixels.shape == (40, 20, 1)
    assert pixels[:20].min() == 255
    assert pixels[20:].max() == 0


def test_gray_weighs_the_colors_as_the_eye_does(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4), RED).save(tmp_path / "red.png")
    pixels, _ = decode_picture(tmp_path / "red.png", image_size=None, gray=True)
    # ITU-R 601: 0.299 red + 0.587 green + 0.114 blue
    assert pixels[0, 0, 0] == round(0.299 * 200 + 0.587 * 30 + 0.114 * 40)
