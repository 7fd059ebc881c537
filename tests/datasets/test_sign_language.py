from __future__ import annotations

import gzip
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fundamentals.datasets import ImageDataset, Split, load_dataset, photograph_groups
from fundamentals.errors import DatasetError

SPLITS = ("train", "validation", "test")

Pair = tuple[Path, Path]


def assert_same(first: ImageDataset, second: ImageDataset) -> None:
    for name in SPLITS:
        one, other = getattr(first, name), getattr(second, name)
        np.testing.assert_array_equal(one.images, other.images)
        np.testing.assert_array_equal(one.labels, other.labels)


def rows(*splits: Split | None) -> list[bytes]:
    return sorted(
        bytes([label]) + image.tobytes()
        for split in splits
        if split is not None
        for image, label in zip(split.images, split.labels, strict=True)
    )


def test_the_training_file_is_split_and_the_test_file_left_whole(
    sign_files: Pair, sign_table: np.ndarray
) -> None:
    signs = load_dataset("sign_mnist", files=sign_files)
    assert signs.image_shape == (28, 28, 1)
    assert "".join(signs.class_names) == "ABCDEFGHIKLMNOPQRSTUVWXY"
    places = {0: 0, 8: 8, 24: 23}
    expected = sorted(
        bytes([places[row[0]]]) + row[1:].astype(np.uint8).tobytes() for row in sign_table
    )
    assert rows(signs.train, signs.validation) == expected
    assert signs.test is not None
    np.testing.assert_array_equal(signs.test.images.reshape(10, 784), sign_table[:10, 1:])


def test_no_photograph_is_on_both_sides_and_every_letter_is_on_each(sign_files: Pair) -> None:
    signs = load_dataset("sign_mnist", files=sign_files)
    images = np.concatenate([signs.train.images, signs.validation.images])
    labels = np.concatenate([signs.train.labels, signs.validation.labels])
    groups = photograph_groups(images, labels)
    assert len(np.unique(groups)) == 12
    train, validation = groups[: len(signs.train)], groups[len(signs.train) :]
    assert not set(train) & set(validation)
    assert set(signs.train.labels) == set(signs.validation.labels) == {0, 8, 23}


def test_the_split_does_not_depend_on_the_seed(sign_files: Pair) -> None:
    assert_same(
        load_dataset("sign_mnist", files=sign_files, seed=1),
        load_dataset("sign_mnist", files=sign_files, seed=2),
    )


def test_a_cached_load_equals_a_fresh_one_and_is_memory_mapped(
    sign_files: Pair, home: Path
) -> None:
    fresh = load_dataset("sign_mnist", files=sign_files)
    cached = load_dataset("sign_mnist", files=sign_files)
    assert_same(fresh, cached)
    assert not isinstance(fresh.train.images.base, np.memmap)
    assert isinstance(cached.train.images.base, np.memmap)
    assert len(list((home / "cache").iterdir())) == 1


def test_a_changed_file_is_read_again(sign_files: Pair) -> None:
    before = load_dataset("sign_mnist", files=sign_files)
    text = sign_files[1].read_text()
    sign_files[1].write_text(text.rstrip().rpartition(",")[0] + ",7\n")
    after = load_dataset("sign_mnist", files=sign_files)
    assert before.test is not None
    assert after.test is not None
    assert after.test.images[-1, -1, -1, 0] == 7
    assert before.test.images[-1, -1, -1, 0] != 7


def as_csv(folder: Path, files: Pair) -> None:
    for file in files:
        shutil.copy(file, folder)


def as_gzip(folder: Path, files: Pair) -> None:
    for file in files:
        (folder / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))


def as_kaggle_zip(folder: Path, files: Pair) -> None:
    """Kaggle's zip holds both files twice, and pictures of hands beside them."""
    with zipfile.ZipFile(folder / "archive.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("amer_sign2.png", b"picture")
        for file in files:
            archive.writestr(f"{file.stem}/{file.name}", "label,pixel1\n")
            archive.write(file, file.name)


@pytest.mark.parametrize("pack", [as_csv, as_gzip, as_kaggle_zip])
def test_the_files_are_found_in_the_data_home(
    pack: Callable[[Path, Pair], None], sign_files: Pair, home: Path
) -> None:
    (home / "sign_mnist").mkdir(parents=True)
    pack(home / "sign_mnist", sign_files)
    assert_same(load_dataset("sign_mnist"), load_dataset("sign_mnist", files=sign_files))


@pytest.mark.parametrize("pack", [as_csv, as_gzip, as_kaggle_zip])
def test_the_files_are_found_in_any_folder(
    pack: Callable[[Path, Pair], None], sign_files: Pair, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    pack(folder, sign_files)
    found = load_dataset("sign_mnist", data_dir=folder)
    assert_same(found, load_dataset("sign_mnist", files=sign_files))
    assert str(folder) not in str(found.source)
    assert "sign_mnist_train.csv" in str(found.source)


def test_the_zip_itself_can_be_named(sign_files: Pair, tmp_path: Path) -> None:
    as_kaggle_zip(tmp_path, sign_files)
    found = load_dataset("sign_mnist", data_dir=tmp_path / "archive.zip")
    assert_same(found, load_dataset("sign_mnist", files=sign_files))


def test_a_fault_inside_a_zip_is_told_with_its_member(sign_files: Pair, tmp_path: Path) -> None:
    sign_files[1].write_text(sign_files[1].read_text().replace("\n0,", "\n9,", 1))
    as_kaggle_zip(tmp_path, sign_files)
    with pytest.raises(
        DatasetError, match=r"archive\.zip.sign_mnist_test\.csv, line \d+: .* the letter J"
    ):
        load_dataset("sign_mnist", data_dir=tmp_path)


def test_a_truncated_zip_is_told(sign_files: Pair, tmp_path: Path) -> None:
    as_kaggle_zip(tmp_path, sign_files)
    archive = tmp_path / "archive.zip"
    archive.write_bytes(archive.read_bytes()[:-5000])
    with pytest.raises(DatasetError, match=r"archive\.zip is not a complete zip file"):
        load_dataset("sign_mnist", data_dir=tmp_path)


def test_a_damaged_member_of_a_zip_is_told(sign_files: Pair, tmp_path: Path) -> None:
    as_kaggle_zip(tmp_path, sign_files)
    archive = tmp_path / "archive.zip"
    content = bytearray(archive.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    archive.write_bytes(content)
    with pytest.raises(DatasetError, match=r"sign_mnist_train\.csv (ends early|cannot be read)"):
        load_dataset("sign_mnist", data_dir=tmp_path)


def test_a_zip_with_a_password_is_told(sign_files: Pair, tmp_path: Path) -> None:
    as_kaggle_zip(tmp_path, sign_files)
    archive = tmp_path / "archive.zip"
    content = bytearray(archive.read_bytes())
    # The bit that says so, in each member's own header and in the table at the end.
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    archive.write_bytes(content)
    for place in (tmp_path, archive):
        with pytest.raises(
            DatasetError, match=r"archive\.zip is protected by a password\n.*\n.*un"
        ):
            load_dataset("sign_mnist", data_dir=place)


def test_missing_files_are_told_with_the_folder_and_how_to_get_them(home: Path) -> None:
    with pytest.raises(DatasetError) as raised:
        load_dataset("sign_mnist")
    message = str(raised.value)
    assert message.startswith(
        f"no sign_mnist_train.csv and sign_mnist_test.csv in {home / 'sign_mnist'}"
    )
    assert "fundamentals data fetch sign_mnist" in message
    assert "https://www.kaggle.com/datasets/datamunge/sign-language-mnist" in message


def test_one_missing_file_is_told_by_its_name(sign_files: Pair) -> None:
    sign_files[1].unlink()
    with pytest.raises(DatasetError, match=r"^no sign_mnist_test\.csv in "):
        load_dataset("sign_mnist", data_dir=sign_files[0].parent)


def test_a_named_file_that_is_missing_is_told(sign_files: Pair) -> None:
    sign_files[1].unlink()
    with pytest.raises(DatasetError, match=r"sign_mnist_test\.csv cannot be read \(No such file"):
        load_dataset("sign_mnist", files=sign_files)


def test_one_photograph_a_letter_cannot_be_split(sign_files: Pair, sign_lines: list[str]) -> None:
    sign_files[0].write_text("\n".join([sign_lines[0], sign_lines[1], sign_lines[1]]))
    with pytest.raises(DatasetError, match=r"contains only one photograph per letter"):
        load_dataset("sign_mnist", files=sign_files)


def test_a_file_that_cannot_be_read_leaves_no_cache(sign_files: Pair, home: Path) -> None:
    sign_files[0].write_text("")
    with pytest.raises(DatasetError, match="is empty"):
        load_dataset("sign_mnist", files=sign_files)
    assert not home.exists()


@pytest.mark.slow
def test_the_real_files_hold_what_the_course_says(data_home: Path) -> None:
    signs = load_dataset("sign_mnist", data_dir=data_home / "sign_mnist")
    assert len(signs.train) + len(signs.validation) == 27_455
    assert signs.test is not None
    assert len(signs.test) == 7_172
    assert set(signs.test.labels) == set(range(24))
