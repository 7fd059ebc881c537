"""The endpoint's answers and refusals."""

from __future__ import annotations

import base64
import io
import re
import struct
import threading
import zlib
from dataclasses import replace

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image
from png_chunk import png_chunk
from serving_pictures import ADDRESS, CALIBRATION, TallOrWide, as_bytes, bar

from fundamentals.errors import ModelError
from fundamentals.serving import FORMATS, LARGEST_UPLOAD, Predictor, build_app


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be this large."""

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b""))
    )


REFUSED = {
    "empty": (b"", 400, "no picture"),
    "text": (b"not a picture at all", 415, "its format is not known here"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "JPEG, PNG, WEBP, GIF, BMP"),
    "unsupported": (as_bytes(Image.new("L", (40, 40)), "TIFF"), 415, "JPEG, PNG"),
    "malformed": (b"\x89PNG\r\n\x1a\n" + b"nonsense" * 20, 422, "cannot be decoded"),
    "truncated": (bar("JPEG")[:-400], 422, "cannot be decoded"),
    "bomb": (claiming(50_000, 50_000), 413, "too many pixels"),
    "twice a bomb": (claiming(2**31 - 1, 2**31 - 1), 413, "too many pixels"),
    "blank": (as_bytes(Image.new("L", (200, 200), 230)), 422, "no writing"),
    "huge": (bytes(LARGEST_UPLOAD + 1), 413, "at most 20 MB"),
}


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_picture_is_answered_with_what_the_model_saw(
    client: FlaskClient, file_format: str
) -> None:
    reply = client.post("/predict", data=bar(file_format))
    assert reply.status_code == 200
    assert reply.json is not None
    assert reply.json["answer"] == "bar"
    assert reply.json["confidence"] == pytest.approx(0.9)
    assert reply.json["probabilities"] == pytest.approx({"bar": 0.9, "ring": 0.1})
    start, _, content = reply.json["image"].partition(",")
    assert start == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(content))) as seen:
        assert (seen.size, seen.mode) == ((28, 28), "L")
        assert seen.getpixel((14, 14)) > 200


def test_below_the_threshold_there_is_no_answer(stub: TallOrWide) -> None:
    predictor = Predictor(stub, CALIBRATION, threshold=0.95)
    client = build_app(predictor, name="bars.keras", address=ADDRESS).test_client()
    reply = client.post("/predict", data=bar())
    assert reply.json is not None
    assert reply.json["answer"] is None
    assert reply.json["confidence"] == pytest.approx(0.9)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_is_refused_in_both_languages_and_the_next_one_answered(
    client: FlaskClient, case: str
) -> None:
    content, status, reason = REFUSED[case]
    reply = client.post("/predict", data=content)
    assert reply.status_code == status
    assert reply.json is not None
    error = reply.json["error"]
    assert reason in error["en"]
    assert re.search(r"\n  Expected: .+\n  To fix: .+", error["en"])
    assert re.search(r"[一-鿿].*\n  應為：.+\n  解決方法：.+", error["zh-Hant"])
    assert client.post("/predict", data=bar()).status_code == 200


@pytest.mark.parametrize(
    ("count", "status"), [(LARGEST_UPLOAD + 1, 413), (LARGEST_UPLOAD - 1, 415)]
)
def test_a_body_that_tells_no_length_is_limited_all_the_same(
    client: FlaskClient, count: int, status: int
) -> None:
    reply = client.post(
        "/predict",
        input_stream=io.BytesIO(bytes(count)),
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert reply.status_code == status


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/predict", 405),
        ("PUT", "/predict", 405),
        ("POST", "/", 405),
        ("GET", "/style.css", 404),
        ("GET", "/../_app.py", 404),
        ("POST", "/predict/all", 404),
    ],
)
def test_other_addresses_and_methods_are_refused(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    reply = client.open(path, method=method)
    assert reply.status_code == status
    assert reply.json is not None
    assert "/predict" in reply.json["error"]["en"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:9000", 200),
        ("evil.example", 403),
        ("evil.example:8000", 403),
        ("127.0.0.1.evil.example", 403),
        ("evil-localhost", 403),
        ("192.168.1.20:8000", 403),
        ("[::1]:8000", 403),
    ],
)
def test_only_this_computer_s_own_names_are_answered(
    client: FlaskClient, host: str, status: int
) -> None:
    assert client.get("/", headers={"Host": host}).status_code == status
    assert client.post("/predict", data=bar(), headers={"Host": host}).status_code == status


def test_an_address_that_was_asked_for_is_answered_too(stub: TallOrWide) -> None:
    app = build_app(Predictor(stub, CALIBRATION), name="m", address="http://192.168.1.20:8000")
    reply = app.test_client().get("/", headers={"Host": "192.168.1.20:8000"})
    assert reply.status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8000", 200),
        ("http://127.0.0.1:9999", 403),
        ("https://127.0.0.1:8000", 403),
        ("http://evil.example", 403),
        ("null", 403),
    ],
)
def test_pages_elsewhere_may_not_ask(client: FlaskClient, origin: str, status: int) -> None:
    headers = {"Host": "127.0.0.1:8000", "Origin": origin}
    reply = client.post("/predict", data=bar(), headers=headers)
    assert reply.status_code == status
    assert "Access-Control-Allow-Origin" not in reply.headers


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)],
)
def test_a_browser_that_hides_the_origin_tells_the_site(
    client: FlaskClient, site: str, status: int
) -> None:
    headers = {"Host": "127.0.0.1:8000", "Sec-Fetch-Site": site}
    assert client.post("/predict", data=bar(), headers=headers).status_code == status


def test_a_jpeg_of_hundreds_of_scans_is_refused_before_it_is_decoded(client: FlaskClient) -> None:
    file = io.BytesIO()
    Image.fromarray(np.zeros((64, 64), np.uint8)).save(file, "JPEG", progressive=True)
    content = file.getvalue()
    last = content[content.rindex(b"\xff\xda") : -2]
    bomb = content[:-2] + 400 * last + content[-2:]
    reply = client.post("/predict", data=bomb, headers={"Host": "127.0.0.1:8000"})
    assert reply.status_code == 422
    assert "scans" in reply.get_json()["error"]["en"]


def test_the_page_may_run_its_own_script_and_load_nothing(client: FlaskClient) -> None:
    reply = client.get("/")
    assert reply.mimetype == "text/html"
    policy = reply.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_name_cannot_break_out_of_the_page(stub: TallOrWide) -> None:
    name = "</script><script>alert(1)</script>"
    app = build_app(Predictor(stub, CALIBRATION), name=name, address=ADDRESS)
    assert app.test_client().get("/").text.count("<script") == 2


@pytest.mark.slow
def test_pictures_are_shown_to_the_model_one_after_the_other(
    client: FlaskClient, stub: TallOrWide
) -> None:
    stub.seconds = 0.02
    statuses: list[int] = []

    def ask() -> None:
        reply = client.application.test_client().post("/predict", data=bar())
        statuses.append(reply.status_code)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 6
    assert not stub.met


def test_a_model_that_does_not_fit_its_calibration_is_refused_at_once(stub: TallOrWide) -> None:
    three = replace(CALIBRATION, class_names=("ring", "bar", "cross"))
    with pytest.raises(ModelError, match="2 classes"):
        Predictor(stub, three)


def test_a_model_that_says_nan_is_refused_at_once(stub: TallOrWide) -> None:
    stub.predict_on_batch = lambda images: np.full((len(images), 2), np.nan)  # type: ignore[method-assign]
    with pytest.raises(ModelError, match="NaN"):
        Predictor(stub, CALIBRATION)
