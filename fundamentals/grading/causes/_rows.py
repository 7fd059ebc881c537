"""Mistakes in shapes, in rows of pixels, and in softmax."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ALL_EQUAL_SHARES",
    "AXES_OUT_OF_ORDER",
    "BATCH_AXIS_FLATTENED",
    "BATCH_OF_ONE",
    "BIAS_ONE_AN_INPUT",
    "BIAS_TWICE",
    "CHANNELS_FOR_WIDTH",
    "INPUTS_OF_OWN_LAYER",
    "LAYER_LEFT_OUT",
    "ONE_HOT_AS_TABLE",
    "ONE_HOT_EVERYWHERE",
    "OUTPUT_LEFT_OUT",
    "SHAPES_REVERSED",
    "SHAPE_OF_LAST_ALONE",
    "SIDES_NOT_MULTIPLIED",
    "SIZES_MULTIPLIED",
    "SIZE_ONE_ALONE",
    "SOFTMAX_DIVIDED_BY_COUNT",
    "SOFTMAX_IS_LARGEST",
    "SOFTMAX_LOG",
    "SOFTMAX_NEGATED",
    "SOFTMAX_OF_MEAN",
    "SOFTMAX_OF_NORM",
    "SOFTMAX_OF_SOFTMAX",
    "SOFTMAX_OTHER_BASE",
    "SOFTMAX_SCALED_FIRST",
    "SOFTMAX_SORTED",
    "UNITS_NOT_PARAMETERS",
    "VECTORS_AS_COLUMNS",
    "VECTORS_AVERAGED",
    "VECTORS_FIRST_ONLY",
    "VECTORS_ONE_CHANNEL",
    "WEIGHTS_AND_BIASES_APART",
]

SIZES_MULTIPLIED = Cause(
    "sizes-multiplied",
    Text(
        "Sizes were multiplied.",
        "把大小相乘了。",
    ),
    Text(
        "Return three numbers: how many, how high, how wide.",
        "請傳回三個數字：張數、高、寬。",
    ),
)
SIZE_ONE_ALONE = Cause(
    "size-one-alone",
    Text(
        "Only one number came back.",
        "只傳回了一個數字。",
    ),
    Text(
        "Return three numbers: how many, how high, how wide.",
        "請傳回三個數字：張數、高、寬。",
    ),
)
AXES_OUT_OF_ORDER = Cause(
    "axes-out-of-order",
    Text(
        "The three numbers stand in another order.",
        "三個數字的順序不對。",
    ),
    Text(
        "First how many images there are, then height, then width: the order of images.shape.",
        "先是張數，再來是高、寬：照 images.shape 的順序。",
    ),
)
CHANNELS_FOR_WIDTH = Cause(
    "channels-for-width",
    Text(
        "The number of channels stands in the place of the width.",
        "該放寬的位置放了色版 (channel) 數。",
    ),
    Text(
        "The width is axis 2: images.shape[2].",
        "寬是軸 2：images.shape[2]。",
    ),
)
SIDES_NOT_MULTIPLIED = Cause(
    "sides-not-multiplied",
    Text(
        "Height, width and channels were not multiplied.",
        "高、寬、色版沒有相乘。",
    ),
    Text(
        "A vector holds every number of an image: height * width * channels.",
        "一個向量裝下一張圖像的每個數字：height * width * channels。",
    ),
)
BATCH_AXIS_FLATTENED = Cause(
    "batch-axis-flattened",
    Text(
        "The number of images was multiplied into the vector.",
        "把張數也乘進向量裡了。",
    ),
    Text(
        "Each image keeps its own row: (n, height * width * channels).",
        "每張圖像各有一列：(n, height * width * channels)。",
    ),
)
OUTPUT_LEFT_OUT = Cause(
    "output-left-out",
    Text(
        "The last layer is missing.",
        "少了最後一層。",
    ),
    Text(
        "Go through all of units: one shape per layer.",
        "units 的每一個都要：每層一個形狀。",
    ),
)
SHAPES_REVERSED = Cause(
    "shapes-reversed",
    Text(
        "The layers stand in the opposite order.",
        "各層的順序相反。",
    ),
    Text(
        "Begin with the first layer.",
        "從第一層開始。",
    ),
)
SHAPE_OF_LAST_ALONE = Cause(
    "shape-of-last-alone",
    Text(
        "Only one shape came back.",
        "只傳回了一個形狀。",
    ),
    Text(
        "Return a list: the vectors, then each layer.",
        "請傳回串列：先是向量，再來是每一層。",
    ),
)
BATCH_OF_ONE = Cause(
    "batch-of-one",
    Text(
        "Every shape says one image.",
        "每個形狀都寫成一張圖像。",
    ),
    Text(
        "The first number is how many images there are, n.",
        "第一個數字是張數 n。",
    ),
)
BIAS_ONE_AN_INPUT = Cause(
    "bias-one-an-input",
    Text(
        "One bias was counted for each input.",
        "每個輸入都算了一個偏差 (bias)。",
    ),
    Text(
        "Each unit has one bias: add units, not inputs.",
        "每個單元有一個偏差：要加上單元數，不是輸入數。",
    ),
)
INPUTS_OF_OWN_LAYER = Cause(
    "inputs-of-own-layer",
    Text(
        "The units of a layer were taken for its inputs.",
        "把一層自己的單元數當成它的輸入數。",
    ),
    Text(
        "The inputs of a layer are the units of the layer before it.",
        "一層的輸入數是前一層的單元數。",
    ),
)
LAYER_LEFT_OUT = Cause(
    "layer-left-out",
    Text(
        "One layer is missing.",
        "少了一層。",
    ),
    Text(
        "Return one number per layer, the first and the last among them.",
        "每層一個數字，第一層與最後一層都要。",
    ),
)
WEIGHTS_AND_BIASES_APART = Cause(
    "weights-and-biases-apart",
    Text(
        "Weights and biases came back apart.",
        "權重與偏差分開傳回了。",
    ),
    Text(
        "Add them: one number per layer.",
        "請相加：每層一個數字。",
    ),
)
UNITS_NOT_PARAMETERS = Cause(
    "units-not-parameters",
    Text(
        "These are the units, not the parameters.",
        "這是單元數，不是參數數目。",
    ),
    Text(
        "Each unit has one weight per input, and a bias.",
        "每個單元對每個輸入各有一個權重，另有一個偏差。",
    ),
)
BIAS_TWICE = Cause(
    "bias-twice",
    Text(
        "The biases were counted twice.",
        "偏差 (bias) 算了兩次。",
    ),
    Text(
        "Add one bias for each unit, once.",
        "每個單元只加一個偏差。",
    ),
)
VECTORS_AS_COLUMNS = Cause(
    "vectors-as-columns",
    Text(
        "Each image became a column.",
        "每張圖像變成一行。",
    ),
    Text(
        "One row per image: leave out the transpose.",
        "每張圖像一列：不要轉置。",
    ),
)
VECTORS_FIRST_ONLY = Cause(
    "vectors-first-only",
    Text(
        "Only the first image came back.",
        "只傳回了第一張圖像。",
    ),
    Text(
        "Return one row for each image.",
        "每張圖像傳回一列。",
    ),
)
VECTORS_ONE_CHANNEL = Cause(
    "vectors-one-channel",
    Text(
        "Only one number per pixel is left of the channels.",
        "每個像素的色版只剩下一個數字。",
    ),
    Text(
        "Keep all channels: a row has height * width * channels numbers.",
        "色版都要保留：一列有 height * width * channels 個數字。",
    ),
)
VECTORS_AVERAGED = Cause(
    "vectors-averaged",
    Text(
        "The pixels were averaged.",
        "把像素平均了。",
    ),
    Text(
        "Lay every pixel out: reshape keeps them all.",
        "要攤平每個像素：reshape 會全部保留。",
    ),
)
ONE_HOT_AS_TABLE = Cause(
    "one-hot-as-table",
    Text(
        "A table came back, not one row.",
        "傳回的是表格，不是一列。",
    ),
    Text(
        "One label gives one row of one axis: (num_classes,).",
        "一個標籤得到一列，只有一個軸：(num_classes,)。",
    ),
)
ONE_HOT_EVERYWHERE = Cause(
    "one-hot-everywhere",
    Text(
        "Every place holds the same number.",
        "每一格都是同樣的數字。",
    ),
    Text(
        "Start from np.zeros and change one place: row[label] = 1.",
        "從 np.zeros 開始，只改一格：row[label] = 1。",
    ),
)
SOFTMAX_OTHER_BASE = Cause(
    "softmax-other-base",
    Text(
        "The powers are of another number than e.",
        "用的不是 e 的次方。",
    ),
    Text(
        "Use np.exp.",
        "請用 np.exp。",
    ),
)
SOFTMAX_NEGATED = Cause(
    "softmax-negated",
    Text(
        "The lowest score got the highest probability.",
        "最低的分數得到了最高的機率。",
    ),
    Text(
        "Raise e to the score itself, without a minus: np.exp(scores - scores.max()).",
        "直接算 e 的分數次方，不要加負號：np.exp(scores - scores.max())。",
    ),
)
SOFTMAX_OF_MEAN = Cause(
    "softmax-of-mean",
    Text(
        "The powers were divided by their mean.",
        "各次方除以了它們的平均。",
    ),
    Text(
        "Divide by np.sum.",
        "請除以 np.sum。",
    ),
)
SOFTMAX_OF_NORM = Cause(
    "softmax-of-norm",
    Text(
        "The powers were divided by the root of the sum of their squares.",
        "各次方除以了平方和的平方根。",
    ),
    Text(
        "Divide by np.sum.",
        "請除以 np.sum。",
    ),
)
SOFTMAX_SCALED_FIRST = Cause(
    "softmax-scaled-first",
    Text(
        "The scores were divided before they were raised.",
        "算次方之前先把分數相除了。",
    ),
    Text(
        "Only subtract the largest score: the differences must stay.",
        "只減去最大的分數：差要保留。",
    ),
)
SOFTMAX_DIVIDED_BY_COUNT = Cause(
    "softmax-divided-by-count",
    Text(
        "The powers were divided by the number of classes.",
        "各次方除以了類別數。",
    ),
    Text(
        "Divide by the sum of the powers.",
        "請除以各次方的總和。",
    ),
)
SOFTMAX_LOG = Cause(
    "softmax-log",
    Text(
        "These are the logarithms of the probabilities.",
        "這是機率的對數。",
    ),
    Text(
        "Leave out np.log.",
        "不要用 np.log。",
    ),
)
SOFTMAX_OF_SOFTMAX = Cause(
    "softmax-of-softmax",
    Text(
        "Softmax was applied twice.",
        "softmax 用了兩次。",
    ),
    Text(
        "Apply it once, to the scores.",
        "只對分數用一次。",
    ),
)
SOFTMAX_IS_LARGEST = Cause(
    "softmax-is-largest",
    Text(
        "Only the likeliest class came back.",
        "只傳回了最可能的類別。",
    ),
    Text(
        "Return one probability per class.",
        "每個類別傳回一個機率。",
    ),
)
SOFTMAX_SORTED = Cause(
    "softmax-sorted",
    Text(
        "The probabilities were sorted: it is lost which class has which.",
        "機率被排序了：分不出哪個是哪個類別的。",
    ),
    Text(
        "Keep the order of the scores.",
        "請保持分數的順序。",
    ),
)
ALL_EQUAL_SHARES = Cause(
    "all-equal-shares",
    Text(
        "Every class got the same.",
        "每個類別得到的都一樣。",
    ),
    Text(
        "Raise e to each score, then divide by the sum.",
        "先算 e 的各分數次方，再除以總和。",
    ),
)
