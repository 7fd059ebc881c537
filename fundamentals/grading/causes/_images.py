"""Mistakes in preparing images."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "CHANNELS_REVERSED",
    "CHANNEL_FIRST",
    "CHANNEL_MISSING",
    "IMAGES_FLIPPED",
    "IMAGES_LEFT_FLAT",
    "IMAGES_MISSING",
    "IMAGES_TRANSPOSED",
    "PIXELS_BLACK_AND_WHITE",
    "PIXELS_CENTERED",
    "PIXELS_DIVIDED_AS_INTEGERS",
    "PIXELS_DIVIDED_BY_256",
    "PIXELS_DIVIDED_BY_MAXIMUM",
    "PIXELS_DIVIDED_BY_OTHER",
    "PIXELS_INVERTED",
    "PIXELS_NOT_SCALED",
    "PIXELS_SCALED_TWICE",
]

PIXELS_NOT_SCALED = Cause(
    "pixels-not-scaled",
    Text("The pixels are still 0–255: they were not scaled.", "像素仍是 0–255：沒有縮放。"),
    Text("Divide by 255.", "請除以 255。"),
)
PIXELS_SCALED_TWICE = Cause(
    "pixels-scaled-twice",
    Text(
        "The pixels were divided by 255 twice: they are nearly 0.",
        "像素除以 255 兩次了：幾乎都是 0。",
    ),
    Text(
        "Divide once. Images that are 0–1 already need no Rescaling layer and no further division.",
        "只除一次。已經是 0–1 的影像不需要 Rescaling 層，也不要再除。",
    ),
)
PIXELS_DIVIDED_AS_INTEGERS = Cause(
    "pixels-divided-as-integers",
    Text(
        "The pixels were divided as integers: everything below 255 became 0.",
        "像素用整數相除：255 以下全變成 0。",
    ),
    Text(
        'Convert with .astype("float32") first, then divide with /, not //.',
        '先用 .astype("float32") 轉換，再用 / 相除，不是 //。',
    ),
)
PIXELS_DIVIDED_BY_256 = Cause(
    "pixels-divided-by-256",
    Text("The pixels were divided by 256.", "像素除以了 256。"),
    Text(
        "The largest pixel is 255, and it must become 1: divide by 255.",
        "最大的像素值是 255，應變成 1：請除以 255。",
    ),
)
PIXELS_DIVIDED_BY_MAXIMUM = Cause(
    "pixels-divided-by-maximum",
    Text(
        "The pixels were divided by the largest one in these images: "
        "a dark batch would come out as bright as a light one.",
        "像素除以了這批影像中的最大值：這樣暗的影像會變得和亮的一樣亮。",
    ),
    Text("Divide by 255, whatever is in the images.", "不論影像內容為何，一律除以 255。"),
)
PIXELS_CENTERED = Cause(
    "pixels-centered",
    Text("The pixels were scaled to -1–1.", "像素被縮放到 -1–1。"),
    Text(
        "0 stays 0 and 255 becomes 1: divide by 255 only.", "0 仍是 0，255 變成 1：只要除以 255。"
    ),
)
PIXELS_INVERTED = Cause(
    "pixels-inverted",
    Text("Black and white are swapped.", "黑白顛倒了。"),
    Text("0 stays 0 and 255 becomes 1: no 1 - x.", "0 仍是 0，255 變成 1：不要用 1 - x。"),
)
CHANNEL_MISSING = Cause(
    "channel-missing",
    Text("The channel axis is missing.", "缺少色版 (channel) 軸。"),
    Text(
        "Conv2D expects (n, 28, 28, 1): reshape, or add the axis with images[..., np.newaxis].",
        "Conv2D 要 (n, 28, 28, 1)：請用 reshape，或用 images[..., np.newaxis] 補上。",
    ),
)
CHANNEL_FIRST = Cause(
    "channel-first",
    Text("The channel axis comes first.", "色版 (channel) 軸放到最前面了。"),
    Text("In Keras it is the last: (n, 28, 28, 1).", "在 Keras 裡它在最後：(n, 28, 28, 1)。"),
)
IMAGES_TRANSPOSED = Cause(
    "images-transposed",
    Text(
        "Rows and columns of each image are swapped: the images lie on their side.",
        "每張影像的列與行顛倒：影像倒下來了。",
    ),
    Text(
        "reshape keeps the order of pixels; no transpose.",
        "reshape 會保留像素順序；不需要 transpose。",
    ),
)
IMAGES_LEFT_FLAT = Cause(
    "images-left-flat",
    Text("The images are still rows of 784 pixels.", "影像仍是 784 個像素的一列。"),
    Text(
        "reshape(-1, 28, 28, 1) takes all three inputs.", "reshape(-1, 28, 28, 1) 三種輸入都適用。"
    ),
)
PIXELS_DIVIDED_BY_OTHER = Cause(
    "pixels-divided-by-other",
    Text("The pixels were divided by another number than 255.", "像素除以的不是 255。"),
    Text("0 stays 0 and 255 becomes 1: divide by 255.", "0 仍是 0，255 變成 1：請除以 255。"),
)
PIXELS_BLACK_AND_WHITE = Cause(
    "pixels-black-and-white",
    Text("Every pixel became 0 or 1.", "每個像素都變成 0 或 1。"),
    Text(
        "Keep the values between: divide by 255, without a threshold or rounding.",
        "保留中間的值：除以 255，不要設門檻或四捨五入。",
    ),
)
CHANNELS_REVERSED = Cause(
    "channels-reversed",
    Text(
        "Red and blue are swapped: the channels are in reverse order.",
        "紅與藍顛倒了：色版的順序反了。",
    ),
    Text("Leave the channels as they are: no [..., ::-1].", "色版保持原樣：不要 [..., ::-1]。"),
)
IMAGES_FLIPPED = Cause(
    "images-flipped",
    Text("The images are flipped.", "圖像翻轉了。"),
    Text("Only scale the pixels, and leave them in their places.", "只縮放像素，位置保持不變。"),
)
IMAGES_MISSING = Cause(
    "images-missing",
    Text("Some of the images are missing.", "有些圖像不見了。"),
    Text(
        "Scale all of them: no index, no slice of the first axis.",
        "所有圖像都要縮放：第一個軸不要取索引或切片。",
    ),
)
