import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest
from clean_page import faults
from PIL import Image
from playwright.sync_api import Browser

from fundamentals.comparison import Comparison, write_outputs
from fundamentals.comparison._outputs import _write
from fundamentals.comparison._report_page import report_page
from fundamentals.errors import OutputError
from fundamentals.language import Text, use_language
from fundamentals.prediction import load_calibration

FILES = {
    "cnn.calibration.json",
    "cnn.keras",
    "cnn_confusion_matrix.png",
    "cnn_history.csv",
    "cnn_mistakes.png",
    "dense.calibration.json",
    "dense.keras",
    "dense_confusion_matrix.png",
    "dense_history.csv",
    "dense_mistakes.png",
    "learning_curves.png",
    "report.html",
}


class Page(HTMLParser):
    """A parsed page: its tags, its addresses, and its words by language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag == "span":
            self._open.append(dict(attributes).get("lang") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for language in self._open:
            self.words[language] = self.words.get(language, "") + data


@pytest.fixture(scope="module")
def folder(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    (folder / "notes.txt").write_text("mine")
    (folder / "report.html").write_text("of an earlier run")
    with use_language("zh-Hant"):
        write_outputs(comparison, folder)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    return Page((folder / "report.html").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_it_writes_exactly_its_own_files_and_leaves_others_alone(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == FILES | {"notes.txt"}
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.slow
def test_a_history_on_disk_is_the_history(folder: Path, comparison: Comparison) -> None:
    frame = pd.read_csv(folder / "cnn_history.csv", index_col="epoch")
    pd.testing.assert_frame_equal(frame, comparison.results[1].history, check_index_type=False)


@pytest.mark.slow
def test_a_model_on_disk_predicts_the_same(folder: Path, comparison: Comparison) -> None:
    model = keras.models.load_model(folder / "dense.keras")
    images = comparison.dataset.validation.images.astype("float32") / 255
    expected = comparison.results[0].model.predict(images, verbose=0)
    assert np.allclose(model.predict(images, verbose=0), expected, atol=1e-6)


def test_a_calibration_on_disk_belongs_to_the_model_beside_it(
    folder: Path, comparison: Comparison
) -> None:
    assert load_calibration(folder / "cnn.keras") == comparison.results[1].calibration


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".png")))
def test_each_picture_shows_something(name: str, folder: Path) -> None:
    with Image.open(folder / name) as picture:
        assert picture.width > 300
        assert len(picture.convert("L").getcolors() or range(256)) > 10


def test_the_page_fetches_nothing_and_runs_no_script(folder: Path, page: Page) -> None:
    text = re.sub(r"base64,[\w+/=]+", "", (folder / "report.html").read_text(encoding="utf-8"))
    assert not re.search(r"//\w|@import|url\((?!data:)", text)
    assert not any(tag in ("script", "link", "iframe") for tag, _ in page.tags)
    sources = [attributes["src"] or "" for tag, attributes in page.tags if tag == "img"]
    assert all(source.startswith("data:image/png;base64,") for source in sources)


@pytest.mark.slow
def test_the_page_is_clean_on_every_screen(folder: Path, chromium: Browser) -> None:
    opened = chromium.new_page(offline=True)
    opened.goto((folder / "report.html").as_uri())
    assert faults(opened) == []
    opened.get_by_label("English").check()
    assert faults(opened) == []
    opened.close()


def test_every_picture_is_there_in_both_languages_with_a_text_in_its_place(page: Page) -> None:
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    for language in ("en", "zh-Hant"):
        assert len([image for image in images if image["lang"] == language and image["alt"]]) == 5


def test_the_page_begins_in_the_readers_language_and_holds_both(page: Page) -> None:
    assert page.tags[0] == ("html", {"lang": "zh-Hant"})
    assert "confusion" not in page.words["zh-Hant"]
    for language, words in {
        "en": [
            "dense network",
            "validation accuracy",
            "test images, which were used once",
            "drawn for",
        ],
        "zh-Hant": ["密集神經網路", "驗證準確度", "沒有參與任何選擇", "為此測試而畫"],
    }.items():
        for word in words:
            assert word in page.words[language]


def test_both_languages_say_equally_much(page: Page) -> None:
    languages = [attributes.get("lang") for tag, attributes in page.tags if tag == "span"]
    assert languages.count("en") == languages.count("zh-Hant") > 20


def test_device_versions_seed_and_source_are_on_the_page(
    folder: Path, comparison: Comparison
) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    for fact in (
        comparison.device.text.en,
        f"keras {comparison.versions['keras']}",
        "<dd>4</dd>",
        "90 training, 30 validation, 33 test",
    ):
        assert fact in text


PICTURES = {
    language: {Path(name).stem: b"" for name in FILES if name.endswith(".png")}
    for language in ("en", "zh-Hant")
}


def test_names_from_outside_cannot_write_html(comparison: Comparison) -> None:
    dataset = replace(
        comparison.dataset, name="folder:<b>x", source=Text("<script>alert(1)</script>", "<i>")
    )
    text = report_page(replace(comparison, dataset=dataset), PICTURES)
    assert "<script" not in text
    assert "<b>x" not in text
    assert "folder:&lt;b&gt;x" in text


def test_notes_are_told(comparison: Comparison) -> None:
    noted = replace(comparison, notes=(Text("only scaled", "只有縮放"),))
    page = Page(report_page(noted, PICTURES))
    assert "only scaled" in page.words["en"]
    assert "只有縮放" in page.words["zh-Hant"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "dense.keras"
    path.write_text("old")

    def fail(target: Path) -> None:
        target.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OutputError, match="disk full"):
        _write(path, fail)
    assert [entry.name for entry in tmp_path.iterdir()] == ["dense.keras"]
    assert path.read_text() == "old"
