"""What every page has: colors, fonts, the language, and a switch that needs no script.

A page opens in the language of the command that makes it: that of ``--language``, else
``$FUNDAMENTALS_LANGUAGE``, else the locale. The reader's click on the switch holds for that page
until it is closed.
"""

from __future__ import annotations

from importlib import resources

from fundamentals.language import LANGUAGES, current_language

_THEME = resources.files("fundamentals.page_kit") / "common" / "theme.css"
_NAMES = {"en": "English", "zh-Hant": "正體中文"}


def page_fields() -> dict[str, str]:
    """Return the fields that a template without a script needs.

    Returns:
        ``language``, for the element ``html``; ``theme``, the style rules that name colors and
        fonts; ``switch_style``, a style rule that hides what is in the other language;
        ``switch``, the control that reverses it.
    """
    first = current_language()
    (other,) = (language for language in LANGUAGES if language != first)
    return {
        "language": first,
        "theme": _THEME.read_text(encoding="utf-8"),
        "switch_style": (
            f'body:not(:has(#other:checked)) [lang="{other}"], '
            f'body:has(#other:checked) [lang="{first}"] {{ display: none; }}'
        ),
        # Without `lang`, which would hide the switch itself.
        "switch": (
            '<label class="switch"><input type="checkbox" id="other"> '
            f"<bdi>{_NAMES[other]}</bdi></label>"
        ),
    }
