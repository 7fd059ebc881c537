"""Mistakes in each change of an image, and in what it keeps."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BRIGHTNESS_CLIPPED_FIRST",
    "BRIGHTNESS_DIVIDED",
    "BRIGHTNESS_DIVIDED_BY_MAXIMUM",
    "BRIGHTNESS_IS_CONTRAST",
    "BRIGHTNESS_IS_POWER",
    "BRIGHTNESS_WRAPS",
    "CHANNEL_LOST",
    "CLIPPED_TO_255",
    "KEEPS_EIGHT_ALONE",
    "KEEPS_SIX_AND_NINE",
    "KEEPS_SMALL_CHANGES_FORGOTTEN",
    "KEEPS_UPSIDE_DOWN",
    "ROTATED_TWICE_AS_FAR",
    "ROTATION_SHEARS",
    "SHIFT_MOVES_IN_WHITE",
    "SHIFT_NOT_CUT",
    "SHIFT_ONE_AXIS",
    "SHIFT_ONE_SIGN_ONLY",
    "SHIFT_TWICE",
    "ZOOM_ONE_AXIS",
    "ZOOM_SQUARED",
]

SHIFT_ONE_AXIS = Cause(
    "shift-one-axis",
    Text(
        "The images moved along one axis only.",
        "圖像只沿一個軸移動。",
    ),
    Text(
        "Use down for the rows and right for the columns.",
        "列用 down，行用 right。",
    ),
)
SHIFT_TWICE = Cause(
    "shift-twice",
    Text(
        "The images moved twice as far.",
        "圖像移動了兩倍的距離。",
    ),
    Text(
        "Start the cut at most - down, not at most - 2 * down.",
        "從 most - down 開始切，不是 most - 2 * down。",
    ),
)
SHIFT_ONE_SIGN_ONLY = Cause(
    "shift-one-sign-only",
    Text(
        "Negative numbers do not move up or left.",
        "負數沒有往上或往左移。",
    ),
    Text(
        "Pad every side, then cut: no np.abs and no clipping.",
        "四邊都要填充再切：不要用 np.abs，也不要截斷。",
    ),
)
SHIFT_MOVES_IN_WHITE = Cause(
    "shift-moves-in-white",
    Text(
        "What moves in is white.",
        "移進來的是白色。",
    ),
    Text(
        "Pad with 0.",
        "請用 0 填充。",
    ),
)
SHIFT_NOT_CUT = Cause(
    "shift-not-cut",
    Text(
        "The images still have their border.",
        "圖像還帶著邊框。",
    ),
    Text(
        "Cut each one back to its height and width.",
        "每張都要切回原本的高與寬。",
    ),
)
CHANNEL_LOST = Cause(
    "channel-lost",
    Text(
        "The channel axis is missing.",
        "少了色版 (channel) 軸。",
    ),
    Text(
        "Keep the shape: (n, height, width, channels).",
        "形狀要保持 (n, 高, 寬, 色版)。",
    ),
)
ROTATED_TWICE_AS_FAR = Cause(
    "rotated-twice-as-far",
    Text(
        "The images turned twice or half as far.",
        "圖像轉了兩倍或一半的角度。",
    ),
    Text(
        "Use the angle as it is.",
        "角度直接用。",
    ),
)
ROTATION_SHEARS = Cause(
    "rotation-shears",
    Text(
        "The images are sheared, not turned: both sines have the same sign.",
        "圖像被拉歪了，不是旋轉：兩個 sin 的正負號相同。",
    ),
    Text(
        "The matrix is [[cos, -sin], [sin, cos]].",
        "矩陣是 [[cos, -sin], [sin, cos]]。",
    ),
)
ZOOM_SQUARED = Cause(
    "zoom-squared",
    Text(
        "The factor was applied twice, or its root was.",
        "倍率用了兩次，或取了平方根。",
    ),
    Text(
        "Divide each axis by the factor once.",
        "每個軸只除以倍率一次。",
    ),
)
ZOOM_ONE_AXIS = Cause(
    "zoom-one-axis",
    Text(
        "The images grew along one axis only.",
        "圖像只沿一個軸放大。",
    ),
    Text(
        "Both numbers on the diagonal are 1 / factor: np.eye(2) / factor.",
        "對角線上的兩個數都是 1 / 倍率：np.eye(2) / factor。",
    ),
)
BRIGHTNESS_DIVIDED = Cause(
    "brightness-divided",
    Text(
        "The images were divided by the factor.",
        "圖像除以了倍率。",
    ),
    Text(
        "Multiply: a factor above 1 is brighter.",
        "請用乘的：倍率大於 1 會變亮。",
    ),
)
BRIGHTNESS_IS_POWER = Cause(
    "brightness-is-power",
    Text(
        "The pixels were raised to a power.",
        "像素被算成了次方。",
    ),
    Text(
        "Multiply by the factor.",
        "請乘以倍率。",
    ),
)
BRIGHTNESS_WRAPS = Cause(
    "brightness-wraps",
    Text(
        "What exceeds 1 begins again at 0.",
        "超過 1 的從 0 重新算起。",
    ),
    Text(
        "End with np.clip(…, 0, 1).",
        "最後加上 np.clip(…, 0, 1)。",
    ),
)
BRIGHTNESS_DIVIDED_BY_MAXIMUM = Cause(
    "brightness-divided-by-maximum",
    Text(
        "The images were divided by the brightest pixel: the factors are lost.",
        "圖像除以了最亮的像素：倍率沒有作用了。",
    ),
    Text(
        "Cut off what exceeds 1, and leave the rest: np.clip(…, 0, 1).",
        "只截斷超過 1 的部分，其他保持不變：np.clip(…, 0, 1)。",
    ),
)
BRIGHTNESS_CLIPPED_FIRST = Cause(
    "brightness-clipped-first",
    Text(
        "The factors were clipped to 1: nothing becomes brighter.",
        "倍率被截斷到 1：沒有東西會變亮。",
    ),
    Text(
        "Clip after you multiply.",
        "相乘之後才截斷。",
    ),
)
BRIGHTNESS_IS_CONTRAST = Cause(
    "brightness-is-contrast",
    Text(
        "The contrast changed: black is no longer black, or dark becomes darker.",
        "改變的是對比：黑色不再是黑色，或暗的更暗。",
    ),
    Text(
        "Multiply the pixels themselves by the factor.",
        "直接把像素乘以倍率。",
    ),
)
CLIPPED_TO_255 = Cause(
    "clipped-to-255",
    Text(
        "The pixels are 0–255 now.",
        "像素變成 0–255 了。",
    ),
    Text(
        "They are 0–1, and stay so: clip to 1.",
        "它們是 0–1，也要保持：截斷到 1。",
    ),
)
KEEPS_UPSIDE_DOWN = Cause(
    "keeps-upside-down",
    Text(
        "These digits stay the same when they are turned upside down in a mirror.",
        "這些是上下顛倒時不變的數字。",
    ),
    Text(
        "A mirror swaps left and right, and half a turn swaps both: a 3 does not stay a 3.",
        "鏡子左右對調，轉半圈則兩者都對調：3 就不是 3 了。",
    ),
)
KEEPS_SMALL_CHANGES_FORGOTTEN = Cause(
    "keeps-small-changes-forgotten",
    Text(
        "Small changes are said to lose labels.",
        "說小幅度的改變會失去標籤。",
    ),
    Text(
        "Shift, rotation, zoom and brightness keep every digit.",
        "小幅的平移、旋轉、縮放、亮度都會保留所有數字。",
    ),
)
KEEPS_EIGHT_ALONE = Cause(
    "keeps-eight-alone",
    Text(
        "More than one digit keeps its label.",
        "保留標籤的數字不只一個。",
    ),
    Text(
        "0 and 8 look the same from any side.",
        "0 與 8 從哪一邊看都一樣。",
    ),
)
KEEPS_SIX_AND_NINE = Cause(
    "keeps-six-and-nine",
    Text(
        "6 and 9 are said to keep their labels.",
        "說 6 與 9 會保留標籤。",
    ),
    Text(
        "A 6 turned reads as a 9.",
        "轉半圈的 6 讀起來是 9。",
    ),
)
