"""What to do about code that Python cannot parse, judging by its message and the line itself."""

from __future__ import annotations

import difflib
import keyword
import re
import unicodedata

from fundamentals.language import Text
from fundamentals.sandbox import StudentError

SYNTAX_ERRORS = ("SyntaxError", "IndentationError", "TabError")
# What compatibility normalization leaves as it is.
_TYPED_FOR = {"“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "、": ",", "。": "."}

_FULL_WIDTH = Text(
    "{character} comes from a Chinese input method or a word processor: switch the keyboard "
    "to English and type {meant} instead.",
    "{character} 是中文輸入法或文書軟體打出來的：請切換成英數輸入，改打 {meant}。",
)
_FULL_WIDTH_SPACE = Text(
    "There is a full-width space or another invisible character in that line: delete the "
    "spaces and type them again with the keyboard set to English.",
    "那一行有全形空白或其他看不見的字元：請切換成英數輸入，把空白刪掉重打。",
)
_KEYWORD = Text(
    "Did you mean {meant}? Python does not know {word}.",
    "是不是要打 {meant}？Python 不認識 {word}。",
)
_HINTS = {
    "inconsistent use of tabs|inconsistent tabs": Text(
        "That line is indented with a tab, others with spaces: use four spaces everywhere.",
        "那一行用 Tab 縮排，其他行用空白：請一律用四個空白。",
    ),
    "unexpected indent": Text(
        "That line is indented further than the one above, which opens no block: align the two.",
        "那一行比上一行縮得更多，但上一行後面沒有區塊：請把兩行對齊。",
    ),
    "unindent does not match": Text(
        "The indentation of that line fits no line above it: each level is four spaces.",
        "那一行的縮排與上面任何一行都對不齊：每一層是四個空白。",
    ),
    "expected an indented block": Text(
        "After a colon, indent the next line by four more spaces.",
        "冒號之後，下一行要多縮四個空白。",
    ),
    "was never closed": Text(
        "Close that bracket: count the opening and the closing ones.",
        "請補上右括號：數一數左右括號各有幾個。",
    ),
    "unmatched|does not match opening": Text(
        "There is one closing bracket too many, or it is not of the same kind as the opening one.",
        "多了一個右括號，或與左括號不是同一種。",
    ),
    "unterminated|EOL while scanning": Text(
        "A string that begins with a quotation mark must end with the same one.",
        "以引號開頭的文字，要用同樣的引號結尾。",
    ),
    "expected ':'": Text(
        "A line with def, for, while, if, elif or else ends with a colon.",
        "def、for、while、if、elif、else 這一行的最後要有冒號。",
    ),
    "instead of '='|cannot assign to": Text(
        "One = assigns to a name on its left; == compares.",
        "一個 = 是把值給左邊的名稱；比較要用 ==。",
    ),
    "'return' outside function": Text(
        "That return is outside its function: indent it by four spaces.",
        "那個 return 不在函式裡：請縮四個空白。",
    ),
    "": Text(
        "Python cannot parse that line: check for a missing bracket, quotation mark or colon there "
        "or just above, and check the indentation.",
        "Python 讀不懂那一行：檢查那裡或前一行是否少了括號、引號或冒號，以及縮排是否正確。",
    ),
}


def hint_for_syntax(error: StudentError) -> Text | None:
    """Return what to do about a line that Python cannot parse, or None for another error."""
    if error.type_name not in SYNTAX_ERRORS:
        return None
    source = error.source_line.source if error.source_line else ""
    if character := _strange_character(error.message, source):
        meant = _TYPED_FOR.get(character) or unicodedata.normalize("NFKC", character)
        if meant.isspace():
            return _FULL_WIDTH_SPACE
        if meant.isascii():
            return _FULL_WIDTH.format(character=character, meant=meant)
    if "non-printable character" in error.message:
        return _FULL_WIDTH_SPACE
    if error.message == "invalid syntax" and (misspelled := _misspelled_keyword(source)):
        word, meant = misspelled
        return _KEYWORD.format(word=word, meant=meant)
    return next(hint for pattern, hint in _HINTS.items() if re.search(pattern, error.message))


def _strange_character(message: str, source: str) -> str | None:
    """Return the character that Python does not know."""
    if found := re.search(r"invalid character '(.)'", message):
        return found[1]
    # Python 3.10 takes it for a part of the number before it.
    if message == "invalid decimal literal" and (found := re.search(r"\d([^\0-\x7f])", source)):
        return found[1]
    return None


def _misspelled_keyword(source: str) -> tuple[str, str] | None:
    """Return the first word of a line and the keyword that it resembles."""
    found = re.match(r"[a-z]+\b(?!\s*[=.(\[])", source)
    if not found or keyword.iskeyword(found[0]):
        return None
    swapped = [word for word in keyword.kwlist if sorted(word) == sorted(found[0])]
    nearly = difflib.get_close_matches(found[0], keyword.kwlist, 1, 0.86)
    return next(((found[0], meant) for meant in (*swapped, *nearly)), None)
