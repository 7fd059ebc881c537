"""A page opens in the language of the command that made it; all pages share colors and fonts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fundamentals
from fundamentals.language import LANGUAGES, use_language
from fundamentals.page_kit import assemble_page, page_fields

PACKAGE = Path(fundamentals.__file__).parent
# A handout is in one language, and the desk's server answers in the one that was chosen.
FIELDS = {"course/handouts/page/page.html": "$lang", "classroom/desk/page/base.html": "{{"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_in_the_language_of_the_command_and_the_switch_names_the_other(
    language: str,
) -> None:
    with use_language(language):
        page = assemble_page("fundamentals.serving", "model", {})
        fields = page_fields()
    assert f'<html lang="{language}">' in page
    assert fields["language"] == language
    assert ("正體中文" in fields["switch"]) == (language == "en")
    assert f'body:has(#other:checked) [lang="{language}"]' in fields["switch_style"]


def whole_templates() -> dict[str, str]:
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.html")}
    return {
        path.relative_to(PACKAGE).as_posix(): text
        for path, text in texts.items()
        if "<html" in text
    }


def test_every_template_follows_the_rule() -> None:
    wholes = whole_templates()
    assert len(wholes) == 4  # the two skeletons, the handout and the desk
    for name, text in wholes.items():
        field = FIELDS.get(name, "{language}" if "scripted" in name else "$language")
        assert f'<html lang="{field}' in text, name
        assert not re.search(r"\[lang=", text), f"{name} hides a language by a rule of its own"


def test_the_colors_of_light_and_dark_stand_in_one_place() -> None:
    palette = re.compile(r"--(paper|ink|line): |light-dark\(")
    with_a_palette = {
        path.relative_to(PACKAGE).as_posix()
        for suffix in ("css", "html", "js")
        for path in PACKAGE.rglob(f"*.{suffix}")
        if palette.search(path.read_text(encoding="utf-8"))
    }
    assert with_a_palette == {"page_kit/common/theme.css"}


def test_the_fonts_stand_in_one_place() -> None:
    with_a_list = {
        path.relative_to(PACKAGE).as_posix()
        for suffix in ("css", "html")
        for path in PACKAGE.rglob(f"*.{suffix}")
        if re.search(r"system-ui|ui-monospace", path.read_text(encoding="utf-8"))
    }
    assert with_a_list == {"page_kit/common/theme.css"}
