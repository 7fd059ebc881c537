"""Mistakes that can happen in any function."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ALL_ZEROS",
    "ANSWER_CONSTANT",
    "ANSWER_VARIES",
    "CLIPPED",
    "INPUT_CHANGED",
    "INPUT_RETURNED",
    "LIST_NOT_ARRAY",
    "NEGATED",
    "NOTHING_RETURNED",
    "NOT_FINITE",
    "NOT_NUMBERS",
    "OFF_BY_AMOUNT",
    "OFF_BY_FACTOR",
    "RESCALED",
    "RESHAPED",
    "RETURNED_EARLY",
    "ROUNDED",
    "TRANSPOSED",
    "TRUNCATED",
    "WRAPPED",
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
    Text("The result has the wrong type of numbers (dtype).", "結果的資料型別 (dtype) 不對。"),
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
ROUNDED = Cause(
    "rounded",
    Text("The numbers were rounded.", "數值被四捨五入了。"),
    Text("Leave them as they are: no round, no np.round.", "保持原樣：不要用 round 或 np.round。"),
)
WRAPPED = Cause(
    "wrapped",
    Text(
        "The numbers wrapped around: an 8-bit or unsigned array cannot hold them.",
        "數值溢位了：8 位元或無號整數的陣列裝不下。",
    ),
    Text(
        "Create the result with dtype=float: np.zeros_like(image) takes over the dtype of image.",
        "建立結果時請用 dtype=float：np.zeros_like(image) 會沿用 image 的 dtype。",
    ),
)
LIST_NOT_ARRAY = Cause(
    "list-not-array",
    Text(
        "The numbers are right, but they came back in a list, not in a NumPy array.",
        "數值正確，但傳回的是串列 (list)，不是 NumPy 陣列。",
    ),
    Text("Return np.array(…) of it.", "請傳回 np.array(…)。"),
)
INPUT_CHANGED = Cause(
    "input-changed",
    Text(
        "The function changed an array that it was given.",
        "函式改動了傳進來的陣列。",
    ),
    Text(
        "Its caller goes on using that array: write into a new one, or into a .copy() of it.",
        "呼叫的人還要用那個陣列：請寫進新的陣列，或先用 .copy() 複製。",
    ),
)
ANSWER_VARIES = Cause(
    "answer-varies",
    Text(
        "The same call gave another answer the second time.",
        "同樣的呼叫，第二次得到不同的結果。",
    ),
    Text(
        "Create the result inside the function, with np.zeros rather than np.empty, and keep "
        "nothing from one call to the next: no global variable, no list as a default argument.",
        "結果要在函式裡建立，用 np.zeros 而不是 np.empty；不要把任何東西留到下一次呼叫："
        "不用全域變數，也不用串列當預設引數。",
    ),
)
ANSWER_CONSTANT = Cause(
    "answer-constant",
    Text("Different arguments gave the same answer.", "不同的引數得到相同的結果。"),
    Text(
        "Compute the answer from the arguments: nothing in it may be fixed, or kept from the "
        "first call.",
        "結果要從引數算出來：不要寫死，也不要沿用第一次呼叫的結果。",
    ),
)
RETURNED_EARLY = Cause(
    "returned-early",
    Text(
        "Only the first results were computed; the rest were never reached.",
        "只算了最前面的結果，其餘沒有算到。",
    ),
    Text(
        "return belongs after the loops, not inside them.", "return 要放在迴圈之後，不是迴圈裡面。"
    ),
)
RESCALED = Cause(
    "rescaled",
    Text("The numbers were scaled to another range.", "數值被縮放到另一個範圍。"),
    Text("Leave them as they are: do not divide by the maximum.", "保持原樣：不要除以最大值。"),
)
RESHAPED = Cause(
    "reshaped",
    Text("The numbers are right, but their shape is not.", "數值正確，但形狀不對。"),
    Text(
        "Return the shape that the docstring names; no ravel, no extra axis.",
        "請傳回 docstring 所寫的形狀；不要 ravel，也不要多一個軸。",
    ),
)
INPUT_RETURNED = Cause(
    "input-returned",
    Text("The first argument came back as it was.", "第一個引數原封不動傳回來了。"),
    Text(
        "Return the result, and check that the function changes something.",
        "請傳回計算結果，並確認函式真的做了計算。",
    ),
)
OFF_BY_AMOUNT = Cause(
    "off-by-amount",
    Text("Every number is off by the same amount.", "每個數字都差了同樣的量。"),
    Text(
        "Look for something added once too often, or not at all: + 1, a bias, a start value.",
        "檢查是否多加或漏加了什麼：+ 1、偏差 (bias)、起始值。",
    ),
)
OFF_BY_FACTOR = Cause(
    "off-by-factor",
    Text("Every number is off by the same factor.", "每個數字都差了同樣的倍數。"),
    Text(
        "Look for a multiplication or division too many, or one that is missing.",
        "檢查是否多乘、多除了一次，或漏了一次。",
    ),
)
