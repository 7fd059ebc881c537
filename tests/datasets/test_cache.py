from __future__ import annotations

import json
import multiprocessing
import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from fundamentals.datasets import _cache
from fundamentals.datasets._cache import Arrays, cached_arrays, content_key

KEY = "0123456789abcdef0123"


def make_arrays() -> dict[str, np.ndarray]:
    generator = np.random.default_rng(5)
    return {
        "images": generator.integers(0, 256, (50, 28, 28, 1), dtype=np.uint8),
        "labels": np.arange(50),
    }


def not_again() -> Arrays:
    raise AssertionError("built although cached")


@pytest.fixture
def entry(home: Path) -> Path:
    """The folder of an entry that has just been written."""
    cached_arrays("things", KEY, make_arrays)
    (folder,) = (home / "cache").iterdir()
    return folder


def test_the_second_call_reads_what_the_first_built() -> None:
    built = cached_arrays("things", KEY, make_arrays)
    cached = cached_arrays("things", KEY, not_again)
    assert list(cached) == list(built)
    for name in built:
        np.testing.assert_array_equal(cached[name], built[name])
        assert cached[name].dtype == built[name].dtype


@pytest.mark.usefixtures("entry")
def test_cached_arrays_are_memory_mapped() -> None:
    for array in cached_arrays("things", KEY, not_again).values():
        assert isinstance(array.base, np.memmap)
        assert type(array) is np.ndarray


def test_arrays_are_read_only_whether_built_or_cached() -> None:
    for arrays in (cached_arrays("things", KEY, make_arrays) for _ in range(2)):
        with pytest.raises(ValueError, match="read-only"):
            arrays["images"][0] = 0


def test_another_key_is_another_entry(entry: Path) -> None:
    other = cached_arrays("things", "f" * 20, lambda: {"labels": np.zeros(3)})
    assert list(other) == ["labels"]
    assert list(cached_arrays("things", KEY, not_again)) == ["images", "labels"]


@pytest.mark.parametrize(
    "file", ["images.npy", "labels.npy", "checksums.json"], ids=["images", "labels", "checksums"]
)
@pytest.mark.parametrize("damage", ["one bit", "cut off", "emptied", "missing"])
def test_a_damaged_entry_is_built_anew(entry: Path, file: str, damage: str) -> None:
    path = entry / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {"one bit": content, "cut off": content[: len(content) // 2], "emptied": b""}[damage]
        )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        mended = cached_arrays("things", KEY, make_arrays)
    if damage != "missing":
        assert "is damaged" in str(told[0].message)
        assert str(entry) in str(told[0].message)
    np.testing.assert_array_equal(mended["images"], make_arrays()["images"])
    cached = cached_arrays("things", KEY, not_again)
    np.testing.assert_array_equal(cached["images"], make_arrays()["images"])


@pytest.mark.skipif(os.name != "posix", reason="folders have no write permission on Windows")
def test_a_home_without_write_permission_is_used_uncached_and_said_so(home: Path) -> None:
    home.mkdir(mode=0o555)
    with pytest.warns(UserWarning, match=r"cannot be written .*Set FUNDAMENTALS_DATA") as told:
        arrays = cached_arrays("things", KEY, make_arrays)
    assert str(home / "cache") in str(told[0].message)
    np.testing.assert_array_equal(arrays["images"], make_arrays()["images"])
    assert list(home.iterdir()) == []


def test_a_home_that_is_a_file_is_used_uncached_and_said_so(home: Path) -> None:
    home.write_text("")
    with pytest.warns(UserWarning, match="cannot be written") as told:
        arrays = cached_arrays("things", KEY, make_arrays)
    assert len(told) == 1
    assert len(arrays["labels"]) == 50


def test_a_build_that_fails_leaves_nothing_behind(home: Path) -> None:
    def fail() -> Arrays:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        cached_arrays("things", KEY, fail)
    assert not home.exists()


def _store(barrier: multiprocessing.synchronize.Barrier) -> None:
    # Large, so that both are still writing at the same time.
    large = {"images": np.arange(40_000_000, dtype=np.uint8)}

    def build() -> Arrays:
        # Both are past the look into the cache before either writes.
        barrier.wait(timeout=60)
        return large

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        arrays = cached_arrays("things", KEY, build)
    assert arrays is large


@pytest.mark.slow
def test_two_processes_may_write_one_entry_at_once(home: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    processes = [context.Process(target=_store, args=(barrier,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert len(list((home / "cache").iterdir())) == 1
    cached = cached_arrays("things", KEY, not_again)["images"]
    np.testing.assert_array_equal(cached, np.arange(40_000_000, dtype=np.uint8))


def test_a_key_changes_with_content_order_and_version_but_not_with_names(tmp_path: Path) -> None:
    first, second, copy = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    first.write_text("1")
    second.write_text("2")
    copy.write_text("1")
    key = content_key(first, second, version=1)
    assert content_key(copy, second, version=1) == key
    assert content_key(second, first, version=1) != key
    assert content_key(first, second, version=2) != key
    copy.write_text("3")
    assert content_key(copy, second, version=1) != key


def test_only_its_owner_can_write_an_entry(entry: Path) -> None:
    previous = os.umask(0)
    try:
        cached_arrays("others", KEY, make_arrays)
    finally:
        os.umask(previous)
    for folder in (entry, entry.with_name(entry.name.replace("things", "others"))):
        for path in (folder, *folder.iterdir()):
            assert path.stat().st_mode & 0o022 == 0, path


@pytest.mark.parametrize("spoilt", ["folder", "file", "owner"])
def test_an_entry_that_someone_else_may_have_written_is_built_anew(
    entry: Path, spoilt: str
) -> None:
    poisoned = make_arrays()["labels"][::-1].copy()
    np.save(entry / "labels.npy", poisoned)
    checksums = {path.name: _cache._checksum(path) for path in entry.glob("*.npy")}
    (entry / "checksums.json").write_text(json.dumps(checksums))
    assert (cached_arrays("things", KEY, not_again)["labels"] == poisoned).all(), "it is valid"
    if spoilt == "owner":
        if os.getuid() != 0:
            pytest.skip("only root can give a file away")
        os.chown(entry / "labels.npy", 4711, 4711)
    else:
        (entry if spoilt == "folder" else entry / "labels.npy").chmod(0o777)
    with pytest.warns(UserWarning, match="somebody else could have written it"):
        mended = cached_arrays("things", KEY, make_arrays)
    assert (mended["labels"] == make_arrays()["labels"]).all()
    cached_arrays("things", KEY, not_again)
