"""Mistakes in padding and output sizes."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "PAD_EDGE",
    "PAD_MODE_IGNORED",
    "PAD_ONE_AXIS",
    "PAD_ONE_SIDE",
    "PAD_REFLECT",
    "PAD_WIDTH_FIXED",
    "PAD_WIDTH_TOTAL",
    "PAD_WITH_ONES",
    "PAD_WRAP",
    "SIZE_FIRST_WINDOW_MISSING",
    "SIZE_NOT_INTEGER",
    "SIZE_PADDED_ONCE",
    "SIZE_PADDING_IGNORED",
    "SIZE_ROUNDED_UP",
    "SIZE_STRIDE_IGNORED",
]

PAD_REFLECT = Cause(
    "pad-reflect",
    Text(
        'This is NumPy\'s "reflect", which skips the edge pixel; mirror padding repeats it.',
        '這是 NumPy 的 "reflect"，會跳過邊緣像素；鏡像填補要重複它。',
    ),
    Text('Use mode="symmetric".', '請用 mode="symmetric"。'),
)
PAD_EDGE = Cause(
    "pad-edge",
    Text(
        "The edge pixel fills the whole border; a mirror shows the pixels further in too.",
        "整個邊界都重複同一個邊緣像素；鏡像還要照出更裡面的像素。",
    ),
    Text('Use mode="symmetric", not "edge".', '請用 mode="symmetric"，不是 "edge"。'),
)
PAD_WRAP = Cause(
    "pad-wrap",
    Text(
        "The border holds pixels from the opposite side.",
        "邊界放的是對面那一側的像素。",
    ),
    Text('Use mode="symmetric", not "wrap".', '請用 mode="symmetric"，不是 "wrap"。'),
)
PAD_MODE_IGNORED = Cause(
    "pad-mode-ignored",
    Text("The mode was ignored: this is the other padding.", "沒有理會 mode：這是另一種填補。"),
    Text(
        '"zero" is NumPy\'s "constant", "mirror" is its "symmetric".',
        '"zero" 是 NumPy 的 "constant"，"mirror" 是 "symmetric"。',
    ),
)
PAD_ONE_SIDE = Cause(
    "pad-one-side",
    Text("The border is on one side only.", "只有一側有邊界。"),
    Text(
        "width pixels go on every side: top, bottom, left and right.",
        "上、下、左、右每一側都要加 width 個像素。",
    ),
)
PAD_ONE_AXIS = Cause(
    "pad-one-axis",
    Text("Only rows or only columns were padded.", "只填補了列或只填補了行。"),
    Text(
        "Pad both axes: np.pad(image, width, …) does.",
        "兩個軸都要填補：np.pad(image, width, …) 會做到。",
    ),
)
PAD_WIDTH_FIXED = Cause(
    "pad-width-fixed",
    Text("The border is always 1 wide.", "邊界寬度永遠是 1。"),
    Text("Use width.", "請使用 width。"),
)
PAD_WIDTH_TOTAL = Cause(
    "pad-width-total",
    Text(
        "The border is half as wide as it should be: width is for each side.",
        "邊界只有一半寬：width 是每一側的寬度。",
    ),
    Text("Do not divide width by 2.", "不要把 width 除以 2。"),
)
PAD_WITH_ONES = Cause(
    "pad-with-ones",
    Text("The border holds ones, not zeros.", "邊界是 1，不是 0。"),
    Text("Zero padding: constant_values=0.", "零填補：constant_values=0。"),
)
SIZE_PADDED_ONCE = Cause(
    "size-padded-once",
    Text("The padding was counted on one side only.", "填補只算了一側。"),
    Text("It is on both sides: size + 2 * padding.", "兩側都有：size + 2 * padding。"),
)
SIZE_PADDING_IGNORED = Cause(
    "size-padding-ignored",
    Text("The padding was not counted.", "沒有算入填補。"),
    Text("The image grows to size + 2 * padding first.", "影像會先變成 size + 2 * padding。"),
)
SIZE_FIRST_WINDOW_MISSING = Cause(
    "size-first-window-missing",
    Text("One window is missing: the first one.", "少了一個視窗：第一個。"),
    Text("Add 1 after the division.", "除法之後要加 1。"),
)
SIZE_STRIDE_IGNORED = Cause(
    "size-stride-ignored",
    Text("The stride was not counted.", "沒有算入步幅 (stride)。"),
    Text(
        "Divide what is left after the first window by stride.",
        "第一個視窗之後剩下的長度要除以 stride。",
    ),
)
SIZE_ROUNDED_UP = Cause(
    "size-rounded-up",
    Text("A window that does not fit any more was counted.", "把放不下的視窗也算進去了。"),
    Text("Round down: //.", "無條件捨去：//。"),
)
SIZE_NOT_INTEGER = Cause(
    "size-not-integer",
    Text("A size is a whole number.", "大小必須是整數。"),
    Text("Divide with //, which gives an int.", "請用 // 相除，會得到 int。"),
)
