"""The refusal of a request: a status, and a reason in both languages."""

from __future__ import annotations

from PIL import Image, UnidentifiedImageError

from fundamentals.errors import DatasetError, ServingError
from fundamentals.language import Text

_FORMAT, _SIZE, _CONTENT = 415, 413, 422

_OPEN_THE_PAGE = Text("open {page}", "請開啟 {page}")
_REASONS = {
    400: (
        Text("no picture, or an incomplete one", "沒有圖片，或圖片傳到一半中斷"),
        Text("a complete picture", "圖片的全部位元組"),
        Text("choose the picture again", "請重新選擇圖片"),
    ),
    403: (
        Text(
            "a request from another page, or under another name",
            "來自其他網頁、或使用其他名稱的請求",
        ),
        Text(
            "a request from {page}: other pages may not use this model",
            "只接受 {page} 的請求；其他網頁不能使用這個模型",
        ),
        _OPEN_THE_PAGE,
    ),
    404: (
        Text("an address that does not exist", "這裡沒有這個位址"),
        Text(
            "/ for the page, /predict for an answer, and with --keep /keep for examples",
            "網頁在 /，答案在 /predict；加上 --keep 時，訓練圖片送到 /keep",
        ),
        _OPEN_THE_PAGE,
    ),
    405: (
        Text("a method that is not supported here", "這個位址不接受這種方法"),
        Text("GET for /, POST for /predict and /keep", "/ 用 GET，/predict 和 /keep 用 POST"),
        Text(
            "send the picture's bytes: curl --data-binary @digit.jpg {page}/predict",
            "直接送出圖片的位元組：curl --data-binary @digit.jpg {page}/predict",
        ),
    ),
    413: (
        Text("more bytes than the server accepts", "檔案太大"),
        Text("at most {largest} MB", "最多 {largest} MB"),
        Text("save a smaller picture", "把圖片縮小後另存"),
    ),
    500: (
        Text("an error in the server", "伺服器本身出錯"),
        Text("an answer", "應有答案"),
        Text("read the message in its terminal", "請看伺服器終端機裡印出的內容"),
    ),
}
_UNKNOWN = (
    Text("a request that the server does not understand", "看不懂的請求"),
    Text("GET for /, POST for /predict and /keep", "/ 用 GET，/predict 和 /keep 用 POST"),
    _OPEN_THE_PAGE,
)


def refusal_text(status: int, *, page: str, largest: int) -> Text:
    """Return why a request is refused with an HTTP status.

    Args:
        status: 400–599.
        page: Address of the page.
        largest: Most bytes that a request may have.
    """
    received, expected, fix = (
        part.format(page=page, largest=largest // 1_000_000)
        for part in _REASONS.get(status, _UNKNOWN)
    )
    return ServingError(received, expected=expected, fix=fix).text


def status_of(error: DatasetError) -> int:
    """Return the HTTP status for a picture that could not be read."""
    cause = error.__cause__
    if isinstance(cause, UnidentifiedImageError):
        return _FORMAT
    if isinstance(cause, Image.DecompressionBombError):
        return _SIZE
    return _CONTENT
