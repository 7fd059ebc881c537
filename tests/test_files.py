"""Writing files atomically, through links and into pipes, and refusing them before any work."""

from __future__ import annotations

import io
import os
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fundamentals.errors import OutputError
from fundamentals.files import (
    check_output_file,
    check_output_folder,
    prepare_folder,
    safe_name,
    whole_file,
    zipped,
)
from fundamentals.language import use_language


def write(path: Path, text: str = "new") -> None:
    with whole_file(path) as incomplete:
        assert incomplete.suffix == path.suffix
        incomplete.write_text(text)


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    write(path)
    write(path, "newer")
    assert path.read_text() == "newer"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    path.write_text("old")

    def fail(incomplete: Path) -> None:
        incomplete.write_text("half")
        raise KeyError

    with pytest.raises(KeyError), whole_file(path) as incomplete:
        fail(incomplete)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    path.touch(mode=0o600)
    write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("old", ["old", None])
def test_a_link_stays_and_its_target_is_written(tmp_path: Path, old: str | None) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target.txt"
    if old is not None:
        target.write_text(old)
    link = tmp_path / "grades.csv"
    link.symlink_to(Path("folder", "target.txt"))
    check_output_file(link)
    write(link)
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_a_pipe_stays_and_receives_the_bytes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    check_output_file(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    write(pipe)
    reader.join(timeout=60)
    assert received == ["new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays() -> None:
    check_output_file(Path("/dev/null"))
    write(Path("/dev/null"))
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_an_open_file_is_written_into_rather_than_replaced(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w+") as log:
        print("old", file=log, flush=True)
        path = Path(f"/dev/fd/{log.fileno()}")
        check_output_file(path)
        write(path)
        assert os.fstat(log.fileno()).st_ino == (tmp_path / "log").stat().st_ino
    assert (tmp_path / "log").read_text() == "old\nnew"


def closed_folder(folder: Path) -> Path:
    (folder / "closed").mkdir(mode=0o555)
    return folder / "closed" / "grades.csv"


def link_that_leads_to_itself(folder: Path) -> Path:
    (folder / "loop").symlink_to("loop")
    return folder / "loop"


def link_into_nowhere(folder: Path) -> Path:
    (folder / "link").symlink_to(folder / "none" / "grades.csv")
    return folder / "link"


def below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "grades.csv"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "none" / "grades.csv", "its folder does not exist"),
        (lambda folder: folder, "it is a folder"),
        (below_a_file, "a file is where a folder should be"),
        (closed_folder, "you have no permission"),
        (link_into_nowhere, "its folder does not exist"),
        (link_that_leads_to_itself, "symbolic links"),
    ],
)
def test_what_cannot_be_written_is_refused_before_any_work(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    path = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError, match=rf"cannot be written: .*{reason}(.|\n)*To fix"):
        check_output_file(path)
    with use_language("zh-Hant"), pytest.raises(OutputError, match="無法寫入"):
        check_output_file(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_disk_that_is_full_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left"):
        write(Path("/dev/full"))


def test_a_folder_that_can_be_made_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep"
    check_output_folder(folder)
    assert not folder.parent.exists()
    prepare_folder(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("make", [lambda folder: below_a_file(folder).parent, below_a_file])
def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    with pytest.raises(OutputError, match="a file is where a folder should be"):
        prepare_folder(path)


def test_an_archive_tells_neither_when_nor_where_it_was_written() -> None:
    content = zipped({"run.sh": b"exit", "docs/a.txt": b"text"}, programs=["run.sh"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        assert [archive.read(entry) for entry in entries] == [b"exit", b"text"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.external_attr >> 16 & 0o111 for entry in entries] == [0o111, 0]


def test_a_safe_name_names_no_folder() -> None:
    assert {safe_name(name) for name in ("..", "a/b", ".env")} == {"%2E%2E", "a%2Fb", "%2Eenv"}
