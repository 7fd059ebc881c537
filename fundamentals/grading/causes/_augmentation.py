"""Mistakes in changing images, in what changes may be made, and in training on them."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "AUGMENT_ALL_ALIKE",
    "AUGMENT_BLANK",
    "AUGMENT_CHANGE_MISSING",
    "AUGMENT_FLIPS",
    "AUGMENT_OUT_OF_RANGE",
    "AUGMENT_RNG_IGNORED",
    "AUGMENT_TOO_STRONG",
    "BATCH_ALL_ALIKE",
    "BRIGHTNESS_ADDED",
    "BRIGHTNESS_NOT_CLIPPED",
    "CHANGED_ONCE",
    "DEGREES_AS_RADIANS",
    "EVERY_CHANGE_KEEPS",
    "KEEPS_INVERTED",
    "NOTHING_CHANGED",
    "NOT_ABOUT_THE_MIDDLE",
    "NO_CHANGE_KEEPS",
    "ONLY_SIX_AND_NINE",
    "ROTATED_THE_OTHER_WAY",
    "SHIFTED_THE_OTHER_WAY",
    "SHIFT_AXES_SWAPPED",
    "SHIFT_REPEATS_EDGE",
    "SHIFT_WRAPS",
    "TRAINED_UNCHANGED",
    "ZOOM_INVERTED",
]

NOTHING_CHANGED = Cause(
    "nothing-changed",
    Text("The images came back as they were.", "影像原封不動地傳回來。"),
    Text(
        "Return the changed images: these functions do not work in place.",
        "請傳回改變後的影像；這些函式不會直接改動傳入的陣列。",
    ),
)
BATCH_ALL_ALIKE = Cause(
    "batch-all-alike",
    Text(
        "Every image was changed by the numbers of the first one.",
        "所有影像都用了第一張影像的數字。",
    ),
    Text(
        "Image i has the numbers at index i: loop over both, or line them up with np.newaxis.",
        "第 i 張影像用索引 i 的數字：兩者一起迴圈，或用 np.newaxis 對齊。",
    ),
)
SHIFT_WRAPS = Cause(
    "shift-wraps",
    Text(
        "What leaves the image on one side comes in on the other.",
        "從一邊移出去的像素，從另一邊跑了進來。",
    ),
    Text("np.roll does that. Pad with 0 and slice.", "np.roll 會這樣。請補 0 再切片。"),
)
SHIFT_REPEATS_EDGE = Cause(
    "shift-repeats-edge",
    Text("The pixels at the edge are repeated.", "邊緣的像素被重複了。"),
    Text(
        "What moves in is black: pad with 0, no mode=.", "移進來的是黑色：補 0，不要用其他 mode。"
    ),
)
SHIFTED_THE_OTHER_WAY = Cause(
    "shifted-the-other-way",
    Text("The images moved the other way.", "影像往相反的方向移動了。"),
    Text(
        "To move the content down by 2, start the cut 2 rows higher in the padded image.",
        "內容要往下移 2，就從補邊後的影像高 2 列的地方開始切。",
    ),
)
SHIFT_AXES_SWAPPED = Cause(
    "shift-axes-swapped",
    Text("down moved the images sideways, right moved them down.", "down 和 right 用反了。"),
    Text(
        "Of (n, height, width, channels), down belongs to axis 1 and right to axis 2.",
        "在 (n, 高, 寬, 色版) 中，down 屬於軸 1，right 屬於軸 2。",
    ),
)
ROTATED_THE_OTHER_WAY = Cause(
    "rotated-the-other-way",
    Text("The images turned clockwise.", "影像往順時針轉了。"),
    Text(
        "The matrix tells where a pixel of the result comes from: the minus belongs to the upper "
        "right sine.",
        "矩陣說的是結果的像素來自哪裡：負號在右上角的 sin。",
    ),
)
DEGREES_AS_RADIANS = Cause(
    "degrees-as-radians",
    Text("The degrees were taken for radians.", "把度數當成弧度 (radian) 了。"),
    Text("Convert with np.radians first.", "先用 np.radians 轉換。"),
)
NOT_ABOUT_THE_MIDDLE = Cause(
    "not-about-the-middle",
    Text(
        "The top left corner stayed in place instead of the middle.",
        "固定不動的是左上角，不是中心。",
    ),
    Text(
        "Use move_pixels, which counts from the middle.", "請用 move_pixels，它的座標從中心算起。"
    ),
)
ZOOM_INVERTED = Cause(
    "zoom-inverted",
    Text(
        "A factor above 1 made the images smaller.",
        "倍率大於 1，影像卻變小了。",
    ),
    Text(
        "The matrix tells where a pixel comes from: divide by the factor.",
        "矩陣說的是像素來自哪裡：要除以倍率。",
    ),
)
BRIGHTNESS_NOT_CLIPPED = Cause(
    "brightness-not-clipped",
    Text("Some pixels are brighter than 1.", "有些像素超過 1。"),
    Text("End with np.clip(…, 0, 1).", "最後加上 np.clip(…, 0, 1)。"),
)
BRIGHTNESS_ADDED = Cause(
    "brightness-added",
    Text(
        "The factor was added, so that black is no longer black.",
        "倍率是用加的，黑色不再是黑色。",
    ),
    Text("Multiply.", "請用乘的。"),
)
EVERY_CHANGE_KEEPS = Cause(
    "every-change-keeps",
    Text("The answer is True for every digit.", "對每個數字都回答 True。"),
    Text(
        "Look at the rows of changes.png: a 2 in a mirror is no digit, and a 6 turned is a 9.",
        "看看 changes.png：鏡中的 2 不是數字，轉半圈的 6 是 9。",
    ),
)
NO_CHANGE_KEEPS = Cause(
    "no-change-keeps",
    Text("The answer is False for every digit.", "對每個數字都回答 False。"),
    Text(
        "A small change keeps every label, and a 0 or an 8 is one from any side.",
        "小幅度的改變保留所有標籤；0 與 8 從哪一邊看都一樣。",
    ),
)
KEEPS_INVERTED = Cause(
    "keeps-inverted",
    Text("True and False are the wrong way round.", "True 與 False 顛倒了。"),
    Text("True means: still the same digit.", "True 表示：還是同一個數字。"),
)
ONLY_SIX_AND_NINE = Cause(
    "only-six-and-nine",
    Text(
        "Only 6 and 9 lose their label here; other digits turn into no digit at all.",
        "這裡只有 6 與 9 失去標籤；但其他數字會變成根本不是數字的樣子。",
    ),
    Text(
        "A label is also lost where nobody reads the digit any more: a 7 turned, a 3 mirrored.",
        "沒有人讀得出原來的數字，標籤也就不對了：例如轉半圈的 7、鏡中的 3。",
    ),
)
AUGMENT_RNG_IGNORED = Cause(
    "augment-rng-ignored",
    Text(
        "The same rng gives different images, or another rng the same.",
        "相同的 rng 給出不同的影像，或不同的 rng 給出相同的影像。",
    ),
    Text(
        "Draw every number with rng.uniform or rng.integers, not with np.random.",
        "每個數字都用 rng.uniform 或 rng.integers 抽，不要用 np.random。",
    ),
)
AUGMENT_ALL_ALIKE = Cause(
    "augment-all-alike",
    Text(
        "All images of the batch were changed by the same numbers.",
        "批次裡的所有影像都用同樣的數字改變。",
    ),
    Text(
        "Draw len(images) numbers: rng.uniform(-10, 10, len(images)).",
        "要抽 len(images) 個數字：rng.uniform(-10, 10, len(images))。",
    ),
)
AUGMENT_BLANK = Cause(
    "augment-blank",
    Text(
        "Some images came back blank: all of their pixels are the same.",
        "有些圖像變成一片空白：每個像素都一樣。",
    ),
    Text(
        "Show one with plot_images after each change: the change that blanks it gets numbers far "
        "outside of its range, or an array that was never filled.",
        "每做一種改變就用 plot_images 看一張：哪一步變成空白，就是它用的數字遠超出範圍，"
        "或陣列沒有填入值。",
    ),
)
AUGMENT_CHANGE_MISSING = Cause(
    "augment-change-missing",
    Text("One of the four changes is missing, or far too weak.", "四種改變少了一種，或幅度太小。"),
    Text(
        "Rotate, zoom, shift and brighten, in the ranges of the docstring.",
        "旋轉、縮放、平移、亮度都要有，範圍照 docstring。",
    ),
)
AUGMENT_TOO_STRONG = Cause(
    "augment-too-strong",
    Text("A change is stronger than asked for.", "某種改變比要求的還強。"),
    Text("Keep to the ranges of the docstring.", "範圍請照 docstring。"),
)
AUGMENT_FLIPS = Cause(
    "augment-flips",
    Text(
        "Some images were mirrored or turned upside down: their labels are no longer true.",
        "有些影像被左右翻轉或上下顛倒：標籤已經不對了。",
    ),
    Text(
        "Use only changes that keep the label of every digit.",
        "只用能保留每個數字標籤的改變。",
    ),
)
AUGMENT_OUT_OF_RANGE = Cause(
    "augment-out-of-range",
    Text("Some pixels are below 0 or above 1.", "有些像素小於 0 或大於 1。"),
    Text("Brighten last, and clip there.", "最後才改變亮度，並在那裡截斷。"),
)
TRAINED_UNCHANGED = Cause(
    "trained-unchanged",
    Text(
        "The network was trained on the images as they are.",
        "網路是用原本的影像訓練的。",
    ),
    Text(
        "Give fit ChangingImages(x_train, y_train, change) in place of x_train and y_train.",
        "把 ChangingImages(x_train, y_train, change) 交給 fit，取代 x_train 與 y_train。",
    ),
)
CHANGED_ONCE = Cause(
    "changed-once",
    Text(
        "The images were changed once, before the training: the network saw the same ones in every "
        "epoch.",
        "影像只在訓練前改變一次：網路每個週期看到的都一樣。",
    ),
    Text(
        "Change them anew in each epoch, as ChangingImages does.",
        "每個週期都要重新改變，像 ChangingImages 那樣。",
    ),
)
