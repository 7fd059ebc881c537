"""Mistakes in padding and output sizes."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "PAD_CORNERS_MISSING",
    "PAD_EDGE",
    "PAD_MIRROR_NOT_TURNED",
    "PAD_MODE_IGNORED",
    "PAD_OFF_CENTER",
    "PAD_ONE_AXIS",
    "PAD_ONE_SIDE",
    "PAD_OTHER_MODE",
    "PAD_REFLECT",
    "PAD_WIDTH_DOUBLED",
    "PAD_WIDTH_FIXED",
    "PAD_WIDTH_OFF_BY_ONE",
    "PAD_WIDTH_TOTAL",
    "PAD_WITH_ONES",
    "PAD_WITH_OTHER_VALUE",
    "PAD_WITH_WIDTH",
    "PAD_WRAP",
    "SIZE_FIRST_WINDOW_MISSING",
    "SIZE_KERNEL_ADDED",
    "SIZE_KERNEL_IGNORED",
    "SIZE_NOT_INTEGER",
    "SIZE_OF_SAME_PADDING",
    "SIZE_ONE_INSIDE",
    "SIZE_PADDED_ONCE",
    "SIZE_PADDING_AFTER",
    "SIZE_PADDING_IGNORED",
    "SIZE_PADDING_SUBTRACTED",
    "SIZE_ROUNDED_UP",
    "SIZE_STRIDE_IGNORED",
    "SIZE_STRIDE_MULTIPLIED",
    "SIZE_WITHOUT_PARENTHESES",
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
PAD_WIDTH_DOUBLED = Cause(
    "pad-width-doubled",
    Text(
        "The border is twice as wide as it should be: width is for each side.",
        "邊界寬了一倍：width 是每一側的寬度。",
    ),
    Text("Do not multiply width by 2.", "不要把 width 乘以 2。"),
)
PAD_WITH_WIDTH = Cause(
    "pad-with-width",
    Text("The border holds the number width, not zeros.", "邊界放的是 width 這個數字，不是 0。"),
    Text(
        "The second argument of np.pad is the width; what it fills with is constant_values=0.",
        "np.pad 的第二個引數是寬度；填入的值是 constant_values=0。",
    ),
)
PAD_OTHER_MODE = Cause(
    "pad-other-mode",
    Text(
        "This is another of NumPy's ways to pad; mirror padding repeats the pixels at the edge.",
        "這是 NumPy 的另一種填充；鏡像填充要重複邊緣的像素。",
    ),
    Text('Use mode="symmetric".', '請用 mode="symmetric"。'),
)
PAD_CORNERS_MISSING = Cause(
    "pad-corners-missing",
    Text("The corners of the border are 0.", "邊界的四個角是 0。"),
    Text(
        "Pad the rows first, then the columns of what came out: that fills the corners too.",
        "先填充列，再填充所得結果的行：這樣四個角也會填到。",
    ),
)
PAD_MIRROR_NOT_TURNED = Cause(
    "pad-mirror-not-turned",
    Text(
        "The border repeats the edge, but not as a mirror shows it: the order was not reversed.",
        "邊界重複了邊緣，但順序沒有像鏡子那樣反過來。",
    ),
    Text(
        "The pixel nearest to the edge comes first: image[:width][::-1].",
        "最靠近邊緣的像素要排第一：image[:width][::-1]。",
    ),
)
SIZE_KERNEL_IGNORED = Cause(
    "size-kernel-ignored",
    Text("The size of the kernel was not counted.", "沒有算入核心的大小。"),
    Text("Subtract kernel_size before the division.", "除法之前要減去 kernel_size。"),
)
SIZE_ONE_INSIDE = Cause(
    "size-one-inside",
    Text("The 1 was added before the division.", "1 是在除法之前加的。"),
    Text("Divide first, then add 1: (…) // stride + 1.", "先除再加 1：(…) // stride + 1。"),
)
SIZE_WITHOUT_PARENTHESES = Cause(
    "size-without-parentheses",
    Text("Only kernel_size was divided by stride.", "只有 kernel_size 被 stride 除。"),
    Text(
        "Put the whole difference in parentheses: (size + 2 * padding - kernel_size) // stride.",
        "整個差要加括號：(size + 2 * padding - kernel_size) // stride。",
    ),
)
PAD_OFF_CENTER = Cause(
    "pad-off-center",
    Text(
        "The output has the right size, but the image lies in a corner of it.",
        "輸出的大小正確，但圖像放在角落。",
    ),
    Text(
        "It begins at row width and column width: output[width:width + height, …] = image.",
        "它要從第 width 列、第 width 行開始：output[width:width + height, …] = image。",
    ),
)
SIZE_KERNEL_ADDED = Cause(
    "size-kernel-added",
    Text("The size of the kernel was added.", "加上了核心的大小。"),
    Text(
        "Subtract it: the first window takes that many pixels.",
        "要減去它：第一個視窗就占了這麼多像素。",
    ),
)
SIZE_PADDING_SUBTRACTED = Cause(
    "size-padding-subtracted",
    Text("The padding was subtracted.", "減去了填充。"),
    Text(
        "Add it: the image grows to size + 2 * padding.",
        "要加上它：圖像會變成 size + 2 * padding。",
    ),
)
SIZE_PADDING_AFTER = Cause(
    "size-padding-after",
    Text("The padding was added after the division.", "填充是在除法之後才加的。"),
    Text(
        "The image grows first: (size + 2 * padding - kernel_size) // stride + 1.",
        "圖像要先變大：(size + 2 * padding - kernel_size) // stride + 1。",
    ),
)
SIZE_STRIDE_MULTIPLIED = Cause(
    "size-stride-multiplied",
    Text("The stride was multiplied by, not divided by.", "乘上了步長，而不是除以步長。"),
    Text("A larger stride gives fewer windows: // stride.", "步長愈大，視窗愈少：// stride。"),
)
SIZE_OF_SAME_PADDING = Cause(
    "size-of-same-padding",
    Text(
        'This is the size that Keras gives with padding="same".',
        '這是 Keras 在 padding="same" 時的大小。',
    ),
    Text(
        "Here the padding is given: size + 2 * padding.", "這裡的填充是給定的：size + 2 * padding。"
    ),
)
PAD_WIDTH_OFF_BY_ONE = Cause(
    "pad-width-off-by-one",
    Text("The border is one pixel too wide or too narrow.", "邊界寬了或窄了一個像素。"),
    Text("Add width pixels on every side, no more and no less.", "每一側剛好加 width 個像素。"),
)
PAD_WITH_OTHER_VALUE = Cause(
    "pad-with-other-value",
    Text("The border is filled with a number other than 0.", "邊界填的不是 0。"),
    Text("Zero padding: constant_values=0.", "零填充：constant_values=0。"),
)
