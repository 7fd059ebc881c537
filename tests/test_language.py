from __future__ import annotations

import re
from pathlib import Path

import pytest

import fundamentals
from fundamentals.errors import ArgumentError
from fundamentals.language import Text, current_language, use_language

# They are counted because there is more than one: files of one name, the last three epochs.
NEVER_ONE = (
    *("{count} files", "{count} labs", "{count} epochs", "{epochs} epochs"),
    "{most} attempts",
)
IMAGES = Text("{n} images", "{n} 張圖像")


@pytest.fixture
def no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("FUNDAMENTALS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)


def language_without_choice() -> str:
    import contextvars

    return contextvars.Context().run(current_language)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "FUNDAMENTALS_LANGUAGE": "zh-Hant"}, "zh-Hant"),
        ({"LANG": "zh_TW.UTF-8", "FUNDAMENTALS_LANGUAGE": "klingon"}, "zh-Hant"),
    ],
)
@pytest.mark.usefixtures("no_choice")
def test_the_environment_chooses_the_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert language_without_choice() == language


@pytest.mark.parametrize(
    ("name", "language"),
    [("Chinese (Traditional)_Taiwan.950", "zh-Hant"), ("English_United States.1252", "en")],
)
@pytest.mark.usefixtures("no_choice")
def test_windows_has_the_language_in_its_locale(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.setlocale", lambda _: name)
    assert language_without_choice() == language


def test_a_text_shows_in_the_language_in_use() -> None:
    text = IMAGES.format(n=3)
    assert str(text) == "3 images"
    with use_language("zh-Hant"):
        assert str(text) == "3 張圖像"
    assert str(text) == "3 images"


def test_a_text_inside_a_text_keeps_its_language() -> None:
    text = Text("found {what}", "找到 {what}").format(what=IMAGES.format(n=2))
    assert text == Text("found 2 images", "找到 2 張圖像")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr' is not one of en, zh-Hant"), use_language("fr"):
        pass


def test_an_error_says_what_came_what_was_expected_and_the_fix() -> None:
    error = ArgumentError(
        Text("stride 0", "步長 0"),
        expected=Text("1 or more", "1 以上"),
        fix=Text("pass stride=1", "請傳入 stride=1"),
    )
    assert str(error) == "stride 0\n  Expected: 1 or more\n  To fix: pass stride=1"
    with use_language("zh-Hant"):
        assert str(error) == "步長 0\n  應為：1 以上\n  解決方法：請傳入 stride=1"
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [(0, "0 labs are", "0 個"), (1, "1 lab is", "1 個"), (2, "2 labs are", "2 個")],
)
def test_a_noun_agrees_with_its_number(number: int, english: str, chinese: str) -> None:
    text = Text("{n} {n:lab is|labs are}", "{n} 個").format(n=number)
    assert (text.en, text.zh_hant) == (english, chinese)


def test_a_field_with_a_format_of_its_own_stays_as_it_is() -> None:
    text = Text("{n:,} {n:image|images} | {part:.1%} {who!r}", "").format(n=1234, part=0.5, who="A")
    assert text.en == "1,234 images | 50.0% 'A'"


def test_no_sentence_counts_one_as_many() -> None:
    """A number before a plural noun says which form goes with one, or is never one."""
    nouns = "labs|tasks|learners|files|submissions|epochs|strangers|attempts|pages|problems"
    root = Path(fundamentals.__file__).parent
    found = [
        f"{path.name}: {match[0]}"
        for path in root.rglob("*.py")
        for match in re.finditer(rf"\{{(\w+)(:,)?\}} ({nouns})\b", path.read_text(encoding="utf-8"))
        # As in "3 of 8 tasks": only where there are several.
        if match[1] != "all" and not match[0].startswith(NEVER_ONE)
    ]
    assert found == []
