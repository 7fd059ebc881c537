"""Mistakes in the shapes of arrays, and in counting what a layer holds."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "AXES_SHIFTED",
    "BATCH_AXIS_LAST",
    "BATCH_AXIS_MISSING",
    "BIASES_NOT_COUNTED",
    "BIAS_ONE_A_LAYER",
    "CHANNELS_NOT_COUNTED",
    "HEIGHT_WIDTH_SWAPPED",
    "INPUTS_ALWAYS_PIXELS",
    "PARAMETERS_ADDED",
    "PARAMETERS_SUMMED",
    "SHAPE_WITH_CHANNELS",
    "SIZES_FIXED",
    "VECTORS_ALL_IN_ONE",
    "VECTORS_LEFT_OUT",
    "VECTORS_MIXED",
    "VECTORS_NOT_FLATTENED",
    "WEIGHTS_NOT_OUTPUTS",
]

SHAPE_WITH_CHANNELS = Cause(
    "shape-with-channels",
    Text("The number of channels came back too.", "連色版 (channel) 數也傳回了。"),
    Text("Three numbers are asked for: leave out the last axis.", "只要三個數字：不要最後一個軸。"),
)
HEIGHT_WIDTH_SWAPPED = Cause(
    "height-width-swapped",
    Text("Height and width are swapped.", "高與寬顛倒了。"),
    Text(
        "Axis 1 counts the rows (height), axis 2 the columns (width).",
        "軸 1 是列（高），軸 2 是行（寬）。",
    ),
)
AXES_SHIFTED = Cause(
    "axes-shifted",
    Text(
        "The axes are one off: the first axis is the image.",
        "軸差了一個：第一個軸是影像。",
    ),
    Text(
        "Look at the shape of the whole array, not of its first image.",
        "要看整個陣列的 shape，不是第一張影像的。",
    ),
)
SIZES_FIXED = Cause(
    "sizes-fixed",
    Text("A size is fixed in the code.", "有個大小寫死在程式裡。"),
    Text(
        "Take the numbers from the arguments: other images have other sizes.",
        "數字要從引數取得：其他影像的大小不同。",
    ),
)
VECTORS_NOT_FLATTENED = Cause(
    "vectors-not-flattened",
    Text("The images still have rows and columns.", "影像仍有列與行。"),
    Text(
        "Lay them out with images.reshape(len(images), -1).",
        "請用 images.reshape(len(images), -1) 攤平。",
    ),
)
VECTORS_ALL_IN_ONE = Cause(
    "vectors-all-in-one",
    Text("All images became one single row.", "所有影像變成了同一列。"),
    Text(
        "Keep the first axis: reshape(len(images), -1), one row an image.",
        "保留第一個軸：reshape(len(images), -1)，每張影像一列。",
    ),
)
VECTORS_MIXED = Cause(
    "vectors-mixed",
    Text(
        "The rows mix pixels of different images, or pixels out of order.",
        "每一列混進了不同影像的像素，或像素順序亂了。",
    ),
    Text(
        'reshape(len(images), -1) keeps the order; no transpose, no order="F".',
        'reshape(len(images), -1) 會保留順序；不要 transpose，也不要 order="F"。',
    ),
)
VECTORS_LEFT_OUT = Cause(
    "vectors-left-out",
    Text("The first pair, the shape of the vectors, is missing.", "少了第一對，也就是向量的形狀。"),
    Text(
        "Begin with (n, height * width * channels).",
        "從 (n, height * width * channels) 開始。",
    ),
)
BATCH_AXIS_MISSING = Cause(
    "batch-axis-missing",
    Text(
        "The first axis, which counts the images, is missing.",
        "少了第一個軸，也就是影像數。",
    ),
    Text(
        "Every array in a network has it, even for a single image: image[np.newaxis] adds it.",
        "網路裡的每個陣列都有它，只有一張影像時也一樣：image[np.newaxis] 可以補上。",
    ),
)
BATCH_AXIS_LAST = Cause(
    "batch-axis-last",
    Text("The number of images comes last.", "影像數放到最後面了。"),
    Text("It comes first: (n, columns).", "它要在最前面：(n, 行數)。"),
)
WEIGHTS_NOT_OUTPUTS = Cause(
    "weights-not-outputs",
    Text(
        "These are the shapes of the layers' weights, not of what the layers hand on.",
        "這些是各層權重 (weight) 的形狀，不是各層輸出的形狀。",
    ),
    Text(
        "A layer's output has one row an image and one column a unit.",
        "一層的輸出：每張影像一列，每個單元一行。",
    ),
)
CHANNELS_NOT_COUNTED = Cause(
    "channels-not-counted",
    Text("The channels are not counted.", "沒有算進色版 (channel)。"),
    Text(
        "A colour image has height * width * 3 numbers.",
        "彩色影像有 height * width * 3 個數字。",
    ),
)
BIASES_NOT_COUNTED = Cause(
    "biases-not-counted",
    Text("The biases are not counted.", "沒有算進偏差 (bias)。"),
    Text("Add one bias for each unit.", "每個單元再加一個偏差。"),
)
BIAS_ONE_A_LAYER = Cause(
    "bias-one-a-layer",
    Text("Only one bias was counted for each layer.", "每層只算了一個偏差 (bias)。"),
    Text("Each unit has its own.", "每個單元各有自己的偏差。"),
)
PARAMETERS_ADDED = Cause(
    "parameters-added",
    Text("Inputs and units were added.", "把輸入數與單元數相加了。"),
    Text(
        "Every unit has a weight for every input: multiply.",
        "每個單元對每個輸入各有一個權重：要相乘。",
    ),
)
PARAMETERS_SUMMED = Cause(
    "parameters-summed",
    Text("One number came back for all layers together.", "所有層只傳回了一個總數。"),
    Text("Return a list with one number a layer.", "請傳回串列，每層一個數字。"),
)
INPUTS_ALWAYS_PIXELS = Cause(
    "inputs-always-pixels",
    Text(
        "Every layer was counted as if the vectors went into it.",
        "每一層都當成是直接輸入向量來算。",
    ),
    Text(
        "The inputs of a layer are the units of the layer before it.",
        "一層的輸入數是前一層的單元數。",
    ),
)
