"""Checks of the arguments, with errors that explain what to pass instead."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

_NUMERIC_KINDS = "buif"  # bool, unsigned, signed, float: kinds that sort and multiply like pixels


def shape_text(shape: tuple[int, ...]) -> str:
    """Return ``shape`` as people write it: ``28×28``."""
    return "×".join(map(str, shape)) if shape else "()"


def as_numbers(values: ArrayLike, name: Text) -> NDArray[Any]:
    """Return ``values`` as a non-empty array of real numbers; ``name`` names it in the error."""
    try:
        array = np.asarray(values)
    except ValueError as error:  # nested lists of different lengths
        raise ArgumentError(
            Text("{name} with rows of different lengths", "{name}各列的長度不同").format(name=name),
            expected=Text("rows of equal length", "每一列長度相同"),
            fix=Text("print len(row) for every row", "逐列印出 len(row) 找出不同的那一列"),
        ) from error
    if array.dtype.kind not in _NUMERIC_KINDS:
        raise ArgumentError(
            Text("{name} with dtype {dtype}", "{name}的 dtype 為 {dtype}").format(
                name=name, dtype=array.dtype
            ),
            expected=Text("real numbers", "實數"),
            fix=Text("convert it with .astype(float)", "用 .astype(float) 轉換"),
        )
    if array.size == 0:
        raise ArgumentError(
            Text(
                "{name} of shape {shape}, which is empty", "{name}的形狀為 {shape}，是空的"
            ).format(name=name, shape=array.shape),
            expected=Text("at least one value", "至少一個值"),
            fix=Text("check the slice or the file it came from", "檢查它的切片或來源檔案"),
        )
    return array


def as_matrix(values: ArrayLike, name: Text) -> NDArray[Any]:
    """Return ``values`` as a non-empty 2-D array."""
    array = as_numbers(values, name)
    if array.ndim != 2:
        raise ArgumentError(
            _shape_received(name, array),
            expected=Text("two axes: (height, width)", "兩個軸：(高, 寬)"),
            fix=Text("select or reshape to two axes", "用索引或 reshape 變成兩個軸"),
        )
    return array


def as_image(values: ArrayLike) -> NDArray[Any]:
    """Return ``values`` as a non-empty image, ``(h, w)`` or ``(h, w, channels)``."""
    name = Text("an image", "圖像")
    array = as_numbers(values, name)
    if array.ndim not in (2, 3):
        raise ArgumentError(
            _shape_received(name, array),
            expected=Text(
                "one image: (height, width) or (height, width, channels)",
                "一張圖像：(高, 寬) 或 (高, 寬, 色版)",
            ),
            fix=Text(
                "pass one image of a batch: images[0]; reshape a flat row",
                "若是一批圖像，請一次傳一張：images[0]；攤平的一列請先 reshape",
            ),
        )
    return array


def _shape_received(name: Text, array: NDArray[Any]) -> Text:
    return Text("{name} of shape {shape}", "{name}的形狀為 {shape}").format(
        name=name, shape=array.shape
    )


def require_integer(value: object, name: str, minimum: int) -> None:
    """Raise unless ``value`` is an integer (or NumPy's, not a bool) of at least ``minimum``."""
    is_integer = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if is_integer and value >= minimum:  # type: ignore[operator]
        return
    raise ArgumentError(
        Text.untranslated("{name}={value!r}").format(name=name, value=value),
        expected=Text("an integer of at least {minimum}", "至少為 {minimum} 的整數").format(
            minimum=minimum
        ),
        fix=Text("pass a whole number, such as {example}", "傳入整數，例如 {example}").format(
            example=f"{name}={max(minimum, 1)}"
        ),
    )


def require_choice(value: object, name: str, choices: tuple[str, ...]) -> None:
    """Raise unless ``value`` is one of ``choices``."""
    if isinstance(value, str) and value in choices:
        return
    quoted = ", ".join(f'"{choice}"' for choice in choices)
    raise ArgumentError(
        Text.untranslated("{name}={value!r}").format(name=name, value=value),
        expected=Text("one of {quoted}", "{quoted} 其中之一").format(quoted=quoted),
        fix=Text('write {name}="{example}", for example', '例如寫成 {name}="{example}"').format(
            name=name, example=choices[-1]
        ),
    )
