"""Pages are Chinese in a browser on a system without Chinese fonts."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont

import fundamentals.page_kit
from fundamentals.fonts import font_face, packaged_font, with_chinese_font
from fundamentals.manifest import find_course
from fundamentals.page_kit import assemble_page

PAGE = '<html><head><style>body { font: 1rem "Noto Sans TC" }</style></head><body>%s</body></html>'


def characters(page: str) -> set[str]:
    """Return the characters of the font that a page embeds."""
    (data,) = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", page)
    font = TTFont(io.BytesIO(base64.b64decode(data)))
    return {chr(code) for code in font.getBestCmap()}


def test_a_page_takes_along_the_chinese_that_it_shows_and_nothing_else() -> None:
    page = with_chinese_font(PAGE % "卷積後的圖像：步長 (stride)，3×3")
    assert characters(page) == set("卷積後的圖像：步長，")
    assert page.index("@font-face") < page.index("body {")
    # A system's own font comes first.
    assert page.index('local("PingFang TC")') < page.index("url(data:font")
    assert len(page) < 8000


def test_a_page_without_chinese_stays_as_it_is() -> None:
    assert with_chinese_font(PAGE % "stride 3×3 – “blur”") == PAGE % "stride 3×3 – “blur”"


def test_a_document_can_take_all_of_its_characters_along() -> None:
    assert characters(font_face("Stride 步長") or "") == set("Stride 步長")


def test_without_the_package_a_page_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fundamentals.fonts.packaged_font", lambda: None)
    assert with_chinese_font(PAGE % "缺") == PAGE % "缺"


@pytest.mark.parametrize("package", ["fundamentals.serving"])
def test_the_pages_of_the_course_embed_every_chinese_character(package: str) -> None:
    page = assemble_page(package, "title", {})
    shown = re.sub(r"data:font[^)]+", "", page)
    assert set(re.findall("[\u4e00-\u9fff]", shown)) <= characters(page)


def test_the_packaged_font_has_every_chinese_character_of_the_course() -> None:
    root = find_course(Path(__file__)).root
    folders = ("fundamentals", "labs", "solutions", "docs")
    kinds = ("*.py", "*.toml", "*.json", "*.md", "*.html", "*.js")
    paths = (path for name in folders for kind in kinds for path in (root / name).rglob(kind))
    written = {character for path in paths for character in path.read_text("utf-8")}
    chinese = {character for character in written if "\u2e80" <= character <= "\u9fff"}
    file = packaged_font()
    assert file is not None
    assert len(chinese) > 500
    assert {ord(character) for character in chinese} <= TTFont(file).getBestCmap().keys()


# Asks Chromium which font each text was really drawn in; boxes are drawn in a font without Chinese.
BROWSER = """
import sys
from fundamentals.benchmarking import open_chromium
with open_chromium() as browser:
    page = browser.new_page(locale="zh-TW")
    page.goto(sys.argv[1])
    page.wait_for_function("document.fonts.status == 'loaded'")
    page.wait_for_timeout(300)
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    for selector in (".eyebrow", "#theme", "h1"):
        node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        for font in tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            print(font["isCustomFont"], font["glyphCount"])
"""


@pytest.mark.slow
def test_a_browser_without_chinese_fonts_shows_no_boxes(tmp_path: Path) -> None:
    latin = Path(matplotlib.get_data_path(), "fonts", "ttf")
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{latin}</dir></fontconfig>")
    body = "<p class=eyebrow>深度學習</p><button id=theme>深色</button><h1>問問你的模型</h1>"
    common = Path(fundamentals.page_kit.__file__).parent / "common"
    style = "".join((common / f"{name}.css").read_text("utf-8") for name in ("theme", "style"))
    page = f"<html><head><style>{style}</style></head><body>{body}</body></html>"
    (tmp_path / "page.html").write_text(with_chinese_font(page), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", BROWSER, (tmp_path / "page.html").as_uri()],
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "4", "True", "2", "True", "6"]
