"""A page opens in the language of the command that made it, by one rule for all pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fundamentals
from fundamentals.language import LANGUAGES, use_language
from fundamentals.pages import assemble_page, language_fields

PACKAGE = Path(fundamentals.__file__).parent
# A handout is in one language, and the desk's server answers in the one that was chosen.
FIELDS = {"course/handouts/page.html": "$lang", "classroom/desk/templates/base.html": "{{"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_in_the_language_of_the_command_and_the_switch_names_the_other(
    language: str,
) -> None:
    with use_language(language):
        page = assemble_page("fundamentals.serving", "model", {})
        fields = language_fields()
    assert f'<html lang="{language}">' in page
    assert fields["language"] == language
    assert ("正體中文" in fields["switch"]) == (language == "en")
    assert f'body:has(#other:checked) [lang="{language}"]' in fields["switch_style"]


def test_every_template_follows_the_rule() -> None:
    templates = {
        path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.html")
    }
    wholes = {name: text for name, text in templates.items() if "<html" in text}
    assert len(wholes) >= 7
    for name, text in wholes.items():
        field = FIELDS.get(name, "{language}" if "skeleton" in name else "$language")
        assert f'<html lang="{field}' in text, name
        assert ("$switch" in text) == ("$language" in text), name
        assert not re.search(r"\[lang=", text), f"{name} hides a language by a rule of its own"
