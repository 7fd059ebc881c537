"""Mistakes that can happen in any function."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ALL_ZEROS",
    "CLIPPED",
    "NEGATED",
    "NOTHING_RETURNED",
    "NOT_FINITE",
    "NOT_NUMBERS",
    "TRANSPOSED",
    "TRUNCATED",
    "WRONG_DTYPE",
    "WRONG_SHAPE",
    "WRONG_VALUES",
]

NOTHING_RETURNED = Cause(
    "nothing-returned",
    Text("The function returned None.", "函式傳回了 None。"),
    Text("End the function with return.", "函式最後要有 return。"),
)
NOT_NUMBERS = Cause(
    "not-numbers",
    Text("The function returned something other than numbers.", "函式傳回的不是數字。"),
    Text(
        "Return a NumPy array, a list of numbers or a number.",
        "請傳回 NumPy 陣列、數字串列或數字。",
    ),
)
WRONG_SHAPE = Cause(
    "wrong-shape",
    Text("The result has the wrong shape.", "結果的形狀不對。"),
    Text(
        "Print the shape after each step and compare it with the docstring.",
        "每一步之後印出 shape，與 docstring 比對。",
    ),
)
WRONG_DTYPE = Cause(
    "wrong-dtype",
    Text("The numbers are right, their type is not.", "數值正確，但資料型別 (dtype) 不對。"),
    Text('Convert with .astype("float32").', '請用 .astype("float32") 轉換。'),
)
NOT_FINITE = Cause(
    "not-finite",
    Text("The result holds NaN or infinity.", "結果中有 NaN 或無限大。"),
    Text(
        "Look for a division by zero, the logarithm of 0, or an array that was never filled.",
        "檢查是否除以零、取了 0 的對數，或有陣列沒有填值。",
    ),
)
WRONG_VALUES = Cause(
    "wrong-values",
    Text("The numbers are not what they should be.", "數值不正確。"),
    Text("Work one of the numbers out on paper.", "挑其中一個數字，在紙上算一次。"),
)
TRUNCATED = Cause(
    "truncated",
    Text("The decimals are lost.", "小數部分不見了。"),
    Text(
        "An integer array cannot hold fractions: create it with dtype=float.",
        "整數陣列放不下小數：建立時請用 dtype=float。",
    ),
)
CLIPPED = Cause(
    "clipped",
    Text("The numbers were clipped to a range.", "數值被截斷到某個範圍。"),
    Text("Leave them as they are: no np.clip, no uint8.", "保持原樣：不要用 np.clip 或 uint8。"),
)
NEGATED = Cause(
    "negated",
    Text("Every number has the wrong sign.", "每個數字的正負號都相反。"),
    Text("Look for a subtraction the wrong way round.", "檢查是否有減法寫反了。"),
)
TRANSPOSED = Cause(
    "transposed",
    Text("Rows and columns are swapped.", "列與行顛倒了。"),
    Text(
        "Axis 0 is the row (height), axis 1 the column (width).",
        "軸 0 是列（高），軸 1 是行（寬）。",
    ),
)
ALL_ZEROS = Cause(
    "all-zeros",
    Text("Every number is 0.", "每個數字都是 0。"),
    Text(
        "Was the result array filled, and inside the loop?",
        "結果陣列有填入值嗎？填值的程式有在迴圈裡嗎？",
    ),
)
