"""Pictures that the page keeps: what is written, and who may have it written."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image
from serving_pictures import ADDRESS, CALIBRATION, TallOrWide, as_bytes, bar

from fundamentals.errors import OutputError, ServingError
from fundamentals.serving import LARGEST_UPLOAD, ExampleFolder, Predictor, build_app

OWN = {"Host": "127.0.0.1:8000", "Origin": ADDRESS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kept" / "cross").mkdir(parents=True)
    (tmp_path / "kept" / ".hidden").mkdir()
    return tmp_path / "kept"


@pytest.fixture
def client(stub: TallOrWide, folder: Path) -> FlaskClient:
    examples = ExampleFolder(folder, CALIBRATION.class_names)
    predictor = Predictor(stub, CALIBRATION)
    app = build_app(predictor, name="bars.keras", address=ADDRESS, examples=examples)
    return app.test_client()


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*g"))


def test_a_picture_becomes_a_png_in_the_folder_of_its_class(
    client: FlaskClient, folder: Path
) -> None:
    photograph = Image.new("RGB", (2400, 1200), (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "taken at home"
    file = io.BytesIO()
    photograph.save(file, "JPEG", exif=exif)
    for count in (1, 2):
        reply = client.post("/keep?class=bar", data=file.getvalue(), headers=OWN)
        assert reply.status_code == 201
        assert reply.get_json()["count"] == count
    assert client.post("/keep?class=cross", data=bar(), headers=OWN).status_code == 201
    names = files(folder)
    assert [re.sub(r"\d{8}-\d{6}", "SESSION", name) for name in names] == [
        "bar/SESSION_0001.png",
        "bar/SESSION_0002.png",
        "cross/SESSION_0003.png",
    ]
    content = (folder / names[0]).read_bytes()
    assert b"taken at home" not in content
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.size, kept.mode) == ((512, 1024), "RGB")
        assert np.abs(np.asarray(kept).mean((0, 1)) - (200, 30, 30)).max() < 4


def test_small_and_transparent_pictures_keep_their_size(client: FlaskClient, folder: Path) -> None:
    picture = as_bytes(Image.new("LA", (40, 30), (0, 0)))
    assert client.post("/keep?class=ring", data=picture, headers=OWN).status_code == 201
    with Image.open(folder / files(folder)[0]) as kept:
        assert (kept.size, kept.getpixel((5, 5))) == ((40, 30), (255, 255, 255))


@pytest.mark.parametrize(
    "name", ["", "square", "..", "../kept", "/tmp", ".hidden", "bar/..", "bar\x00", "a" * 5000]
)
def test_only_a_known_class_is_written(client: FlaskClient, folder: Path, name: str) -> None:
    reply = client.post("/keep", query_string={"class": name}, data=bar(), headers=OWN)
    assert reply.status_code == 422
    assert "one of ring, bar, cross" in reply.get_json()["error"]["en"]
    assert files(folder.parent) == []


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", 400), (b"no picture", 415), (bytes(LARGEST_UPLOAD + 1), 413), (bar("PNG")[:90], 422)],
)
def test_only_a_picture_is_kept(
    client: FlaskClient, folder: Path, content: bytes, status: int
) -> None:
    assert client.post("/keep?class=bar", data=content, headers=OWN).status_code == status
    assert files(folder) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ADDRESS}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": ADDRESS}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ADDRESS, "Host": "evil.example"}, 403),
    ],
)
def test_only_the_page_itself_may_keep(
    client: FlaskClient, folder: Path, headers: dict[str, str], status: int
) -> None:
    headers = {"Host": "127.0.0.1:8000", **headers}
    assert client.post("/keep?class=bar", data=bar(), headers=headers).status_code == status
    assert len(files(folder)) == (status == 201)


def test_without_a_folder_nothing_can_be_kept(stub: TallOrWide) -> None:
    app = build_app(Predictor(stub, CALIBRATION), name="m", address=ADDRESS)
    assert app.test_client().post("/keep?class=bar", data=bar(), headers=OWN).status_code == 404


def test_one_session_does_not_fill_the_disk(
    client: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundamentals.serving._examples.MOST_PICTURES", 1)
    assert client.post("/keep?class=bar", data=bar(), headers=OWN).status_code == 201
    reply = client.post("/keep?class=bar", data=bar(), headers=OWN)
    assert reply.status_code == 422
    assert "Expected: at most 1 picture per" in reply.get_json()["error"]["en"]
    assert len(files(folder)) == 1


def test_a_folder_that_vanishes_is_explained(client: FlaskClient, folder: Path) -> None:
    (folder / "bar").write_text("a file where the folder should be", encoding="utf-8")
    reply = client.post("/keep?class=bar", data=bar(), headers=OWN)
    assert reply.status_code == 500
    assert "cannot be written" in reply.get_json()["error"]["en"]


@pytest.mark.parametrize(
    "name",
    ["a/b", "..", "con", "LPT1", "end.", "a:b", "a\\b", "tab\t", "aux.png", "COM¹", "conin$"],
)
def test_class_names_that_are_no_folder_names_are_refused_at_once(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(ServingError, match="can be names of folders"):
        ExampleFolder(tmp_path / "kept", ("bar", name))
    assert not (tmp_path / "kept").exists()


def test_a_folder_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        ExampleFolder(tmp_path / "kept", ("bar",))
