"""Handouts: one page per lab and language, with its text and fonts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import pypdf
import pytest

from fundamentals.cli import main
from fundamentals.course import new_lab, open_course
from fundamentals.course.handouts import _handout_page as page_module
from fundamentals.course.handouts import read_handout, write_handouts
from fundamentals.course.handouts._drawings import formulas_of, pictures_of
from fundamentals.errors import CourseError, MissingDependencyError
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import Lab, find_course, read_course

COURSE = find_course(Path(__file__))


def squeezed(text: str) -> str:
    """Return text without white space, which a PDF does not keep."""
    return "".join(text.split())


def embedded(font: pypdf.generic.DictionaryObject) -> bool:
    described = [font, *(child.get_object() for child in font.get("/DescendantFonts", []))]
    descriptors = [part["/FontDescriptor"] for part in described if "/FontDescriptor" in part]
    return any(f"/FontFile{kind}" in found for found in descriptors for kind in ("", "2", "3"))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", COURSE.labs, ids=lambda lab: lab.id)
def test_a_handout_is_one_page_with_every_task_and_its_fonts(
    lab: Lab, language: str, tmp_path: Path
) -> None:
    written = write_handouts(COURSE, tmp_path, labs=[lab], languages=[language])
    assert [file.path.name for file in written] == [
        f"{lab.id}.{language}.html",
        f"{lab.id}.{language}.pdf",
    ]
    (page,) = pypdf.PdfReader(written[1].path).pages
    assert [round(side) for side in page.mediabox[2:]] == [595, 842]  # A4, in points
    shown = squeezed(page.extract_text())
    handout = read_handout(lab, language)
    assert squeezed(lab.title.in_language(language)) in shown
    for row in handout.rows:
        assert squeezed(row.signature) in shown
        assert squeezed(row.task.id) in shown
    for term in handout.terms:
        assert squeezed(term.en) in shown
        assert squeezed(term.zh_hant) in shown
    fonts = page["/Resources"]["/Font"].values()
    assert fonts
    assert all(embedded(font.get_object()) for font in fonts)
    assert len(page.images) >= 1
    html = written[0].path.read_text("utf-8")
    assert "http" not in html
    assert f"fundamentals check {lab.short_id} --watch" in html


def test_the_content_is_in_the_language_asked_for() -> None:
    lab = COURSE.lab("lab03a")
    english, chinese = (read_handout(lab, language) for language in ("en", "zh-Hant"))
    assert english.goal.startswith(
        "Before Keras does it for you, do it yourself: slide a small grid of numbers"
    )
    assert chinese.goal.startswith("在 Keras 幫你做之前，先自己來")
    assert "fundamentals" not in english.goal + chinese.goal
    assert (english.rows[1].signature, english.rows[1].summary) == (
        "convolve(image, kernel, stride=1)",
        "Slide a kernel over an image, without padding.",
    )
    assert chinese.rows[1].summary == "讓核心滑過圖像，不填充 (padding)。"
    assert chinese.rows[1].prose.startswith("把核心放在第一個視窗 (window) 上，逐格相乘再加總")
    assert english.terms == chinese.terms
    assert Text("weight sharing", "權重共享") in english.terms
    assert Text("window", "視窗") in english.terms


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", COURSE.labs, ids=lambda lab: lab.id)
def test_every_lab_has_a_goal_terms_and_a_summary_a_task(lab: Lab, language: str) -> None:
    handout = read_handout(lab, language)
    assert handout.goal
    assert handout.terms
    for row in handout.rows:
        assert row.signature.startswith(f"{row.task.function}(")
        in_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in row.summary)
        assert in_chinese == (language == "zh-Hant")
        assert row.summary


def test_pictures_and_formulas_are_those_of_the_labs_own_handout(tmp_path: Path) -> None:
    new_lab(open_course(tmp_path), "lab08_ink")
    (lab,) = read_course(tmp_path).labs
    (picture,) = pictures_of(lab, "en")
    assert picture.caption == "One image of each class of the bundled digits."
    assert formulas_of(lab) == ()
    lab.handout_path.write_text(
        """\
from matplotlib import pyplot

from fundamentals.language import Text


def line():
    return pyplot.figure().add_subplot()


PICTURES = ((line, Text("a line", "一條線")),)
FORMULAS = (Text("y = x", "y = x"),)
""",
        encoding="utf-8",
    )
    (picture,) = pictures_of(lab, "zh-Hant")
    assert picture.caption == "一條線"
    assert picture.png.startswith(b"\x89PNG")
    assert [formula.en for formula in formulas_of(lab)] == ["y = x"]


@pytest.mark.slow
def test_a_lab_that_does_not_fit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "_SETTINGS", ((40.0, 52, "prose"),))
    with pytest.raises(CourseError, match="lab03a_convolution does not fit on one page"):
        write_handouts(COURSE, tmp_path, labs=[COURSE.lab("lab03a")], languages=["en"])
    assert list(tmp_path.iterdir()) == []


def test_without_weasyprint_the_way_to_get_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert main(["labs", "handouts", "--output", str(tmp_path), "--labs", "lab03a"]) == 2
    shown = capsys.readouterr().err
    assert 'pip install "fundamentals-of-deep-learning[handouts]"' in shown
    assert "libpango" in shown


@pytest.mark.slow
def test_on_a_system_without_fonts_a_handout_has_the_packaged_one(tmp_path: Path) -> None:
    # In a process of its own: Fontconfig reads its configuration once.
    latin = Path(matplotlib.get_data_path(), "fonts", "ttf")
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{latin}</dir></fontconfig>")
    code = (
        "from matplotlib import font_manager as f\n"
        "fonts = f.fontManager.ttflist\n"
        "fonts[:] = [font for font in fonts if font.name.startswith('DejaVu')]\n"
        "from fundamentals.cli import main\n"
        f"main(['labs', 'handouts', '--output', {str(tmp_path)!r}, '--labs', 'lab03a'])"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    command = [sys.executable, "-W", "error::UserWarning", "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (page,) = pypdf.PdfReader(tmp_path / "lab03a_convolution.zh-Hant.pdf").pages
    assert "卷積" in page.extract_text()
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert any("Noto-Sans-TC" in font for font in fonts), fonts


@pytest.mark.slow
def test_without_any_chinese_font_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matplotlib import font_manager

    latin = [font for font in font_manager.fontManager.ttflist if "DejaVu" in font.name]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_tw", None)
    with pytest.raises(MissingDependencyError, match="pip install pylopdf-fonts-zh-tw"):
        write_handouts(COURSE, tmp_path, labs=[COURSE.lab("lab03a")])
    assert list(tmp_path.iterdir()) == []
    # English ones leave out what would be boxes: the terms in Chinese.
    page, _ = write_handouts(COURSE, tmp_path, labs=[COURSE.lab("lab03a")], languages=["en"])
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in page.path.read_text("utf-8"))
