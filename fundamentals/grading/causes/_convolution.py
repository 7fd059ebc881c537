"""Mistakes in convolution, padding, pooling, dropout."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BIAS_AFTER_RELU",
    "BIAS_EVERY_PIXEL",
    "BIAS_MISSING",
    "CONVOLUTION_PADDED",
    "DROPOUT_NOTHING_DROPPED",
    "DROPOUT_NOT_RESCALED",
    "DROPOUT_RATE_INVERTED",
    "DROPOUT_RNG_IGNORED",
    "DROPOUT_WHOLE_ROWS",
    "DROPOUT_WRONG_SCALE",
    "DROPOUT_WRONG_SHARE",
    "KERNELS_SWAPPED",
    "KERNEL_BOX_BLUR",
    "KERNEL_FLIPPED",
    "KERNEL_NORMALIZED",
    "KERNEL_SIZE_FIXED",
    "KERNEL_TRANSPOSED",
    "LAST_WINDOW_MISSING",
    "MATRIX_PRODUCT",
    "MEAN_NOT_SUM",
    "PAD_EDGE",
    "PAD_MODE_IGNORED",
    "PAD_ONE_AXIS",
    "PAD_ONE_SIDE",
    "PAD_REFLECT",
    "PAD_WIDTH_FIXED",
    "PAD_WIDTH_TOTAL",
    "PAD_WITH_ONES",
    "PAD_WRAP",
    "POOL_MEAN",
    "POOL_MIN",
    "POOL_PARTIAL_KEPT",
    "POOL_SIZE_FIXED",
    "POOL_STARTS_AT_ZERO",
    "POOL_STRIDE_ONE",
    "RELU_ADDED",
    "RELU_MISSING",
    "SIGMOID_NOT_RELU",
    "SIZE_FIRST_WINDOW_MISSING",
    "SIZE_NOT_INTEGER",
    "SIZE_PADDED_ONCE",
    "SIZE_PADDING_IGNORED",
    "SIZE_ROUNDED_UP",
    "SIZE_STRIDE_IGNORED",
    "STRIDE_IGNORED",
    "STRIDE_ON_COLUMNS_ONLY",
    "STRIDE_ON_ROWS_ONLY",
    "STRIDE_SHRINKS_ONLY",
]

KERNELS_SWAPPED = Cause(
    "kernels-swapped",
    Text(
        "This is the kernel for the other direction of edges.",
        "這是另一個方向的邊緣卷積核。",
    ),
    Text(
        "A vertical edge lies between a left and a right column, so the left column is positive "
        "and the right one negative.",
        "垂直邊緣夾在左右兩行之間，所以左邊那一行是正的，右邊那一行是負的。",
    ),
)
KERNEL_BOX_BLUR = Cause(
    "kernel-box-blur",
    Text("Every weight is 1/9: that is another blur.", "每個權重都是 1/9：那是另一種模糊。"),
    Text(
        "The deck's blur has .25 in the middle, .13 beside it and .06 in the corners.",
        "投影片的模糊卷積核中間是 .25，旁邊是 .13，四角是 .06。",
    ),
)
KERNEL_NORMALIZED = Cause(
    "kernel-normalized",
    Text("The kernel was divided by its sum.", "卷積核被除以了總和。"),
    Text("Take the deck's numbers as they are.", "請直接使用投影片上的數字。"),
)
KERNEL_FLIPPED = Cause(
    "kernel-flipped",
    Text(
        "The kernel was flipped. That is convolution as in mathematics (scipy.signal.convolve2d); "
        "here and in Keras the kernel is used as it is.",
        "卷積核被翻轉了。那是數學上的卷積（如 scipy.signal.convolve2d）；"
        "這裡和 Keras 都直接使用，不翻轉。",
    ),
    Text(
        "Multiply each window by the kernel itself: no [::-1, ::-1]. In SciPy: correlate2d.",
        "每個視窗直接乘上卷積核：不要 [::-1, ::-1]。用 SciPy 的話是 correlate2d。",
    ),
)
KERNEL_TRANSPOSED = Cause(
    "kernel-transposed",
    Text("The kernel's rows and columns are swapped.", "卷積核的列與行顛倒了。"),
    Text("Row i of the window meets row i of the kernel.", "視窗的第 i 列對應卷積核的第 i 列。"),
)
CONVOLUTION_PADDED = Cause(
    "convolution-padded",
    Text(
        "The image was padded: the output is as large as the image.",
        "影像被填補了：輸出和影像一樣大。",
    ),
    Text(
        'Only windows that lie wholly inside the image count (in SciPy: mode="valid").',
        '只算完全落在影像內的視窗（SciPy 的 mode="valid"）。',
    ),
)
STRIDE_IGNORED = Cause(
    "stride-ignored",
    Text(
        "The stride was ignored: the kernel moved by 1.",
        "步幅 (stride) 沒有作用：卷積核每次只移動 1。",
    ),
    Text("Window i starts at i * stride.", "第 i 個視窗從 i * stride 開始。"),
)
STRIDE_ON_ROWS_ONLY = Cause(
    "stride-on-rows-only",
    Text("The stride was used for rows only.", "步幅 (stride) 只用在列。"),
    Text("Use it for columns too.", "行也要用步幅。"),
)
STRIDE_ON_COLUMNS_ONLY = Cause(
    "stride-on-columns-only",
    Text("The stride was used for columns only.", "步幅 (stride) 只用在行。"),
    Text("Use it for rows too.", "列也要用步幅。"),
)
STRIDE_SHRINKS_ONLY = Cause(
    "stride-shrinks-only",
    Text(
        "The output has the right size, but its windows still moved by 1.",
        "輸出大小正確，但視窗每次只移動 1。",
    ),
    Text(
        "Window i starts at row i * stride, not at row i.",
        "第 i 個視窗從第 i * stride 列開始，不是第 i 列。",
    ),
)
LAST_WINDOW_MISSING = Cause(
    "last-window-missing",
    Text("The last row and column of windows are missing.", "少了最後一列與最後一行的視窗。"),
    Text(
        "Along one side there are (size - kernel) // stride + 1 windows: the + 1 is the first one.",
        "一邊有 (size - kernel) // stride + 1 個視窗：+ 1 就是第一個視窗。",
    ),
)
MEAN_NOT_SUM = Cause(
    "mean-not-sum",
    Text("The products were averaged, not added up.", "乘積被取了平均，而不是加總。"),
    Text(
        "Use sum, not mean: the kernel holds the weights already.",
        "請用 sum 而不是 mean：卷積核本身就是權重。",
    ),
)
RELU_ADDED = Cause(
    "relu-added",
    Text("Negative results became 0.", "負的結果變成了 0。"),
    Text(
        "A convolution by itself has no ReLU: leave negative numbers.",
        "卷積本身沒有 ReLU：保留負數。",
    ),
)
KERNEL_SIZE_FIXED = Cause(
    "kernel-size-fixed",
    Text("The code takes every kernel for a 3×3 one.", "程式把所有卷積核都當成 3×3。"),
    Text("Read height and width from kernel.shape.", "高與寬請從 kernel.shape 讀取。"),
)
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
RELU_MISSING = Cause(
    "relu-missing",
    Text("The result is negative: ReLU is missing.", "結果是負的：少了 ReLU。"),
    Text("max(0.0, …) replaces a negative number with 0.", "max(0.0, …) 會把負數換成 0。"),
)
BIAS_MISSING = Cause(
    "bias-missing",
    Text("The bias was not added.", "沒有加上偏差 (bias)。"),
    Text("Add it to the weighted sum, before ReLU.", "加到加權總和上，再做 ReLU。"),
)
BIAS_AFTER_RELU = Cause(
    "bias-after-relu",
    Text("The bias was added after ReLU.", "偏差 (bias) 在 ReLU 之後才加。"),
    Text("Sum, bias, then ReLU.", "順序是加總、偏差、ReLU。"),
)
BIAS_EVERY_PIXEL = Cause(
    "bias-every-pixel",
    Text("The bias was added once for each pixel.", "每個像素都加了一次偏差 (bias)。"),
    Text("Sum first, then add the bias once.", "先加總，再加一次偏差。"),
)
MATRIX_PRODUCT = Cause(
    "matrix-product",
    Text(
        "window and weights were multiplied as matrices.",
        "window 與 weights 用了矩陣相乘。",
    ),
    Text(
        "Cell by cell: window * weights, not @ or np.dot.",
        "要逐格相乘：window * weights，不是 @ 或 np.dot。",
    ),
)
SIGMOID_NOT_RELU = Cause(
    "sigmoid-not-relu",
    Text("The neuron ends in a sigmoid.", "神經元最後用了 sigmoid。"),
    Text("It should end in ReLU: max(0.0, …).", "最後應是 ReLU：max(0.0, …)。"),
)
POOL_MEAN = Cause(
    "pool-mean",
    Text("This is average pooling.", "這是平均池化 (average pooling)。"),
    Text("Take the maximum of each block.", "每一塊取最大值。"),
)
POOL_MIN = Cause(
    "pool-min",
    Text("The smallest number of each block was kept.", "每一塊留下的是最小值。"),
    Text("Take the maximum.", "請取最大值。"),
)
POOL_STRIDE_ONE = Cause(
    "pool-stride-one",
    Text("The blocks overlap: they moved by 1.", "區塊重疊了：每次只移動 1。"),
    Text("Move by size: the stride is the size.", "每次移動 size：步幅就是區塊大小。"),
)
POOL_SIZE_FIXED = Cause(
    "pool-size-fixed",
    Text("The blocks are always 2×2.", "區塊永遠是 2×2。"),
    Text("Use size.", "請使用 size。"),
)
POOL_PARTIAL_KEPT = Cause(
    "pool-partial-kept",
    Text("Incomplete blocks at the edge were kept.", "保留了邊緣不完整的區塊。"),
    Text(
        "There are height // size rows of blocks: drop what is left over.",
        "區塊共有 height // size 列：多出來的捨去。",
    ),
)
POOL_STARTS_AT_ZERO = Cause(
    "pool-starts-at-zero",
    Text("Blocks of negative numbers became 0.", "全是負數的區塊變成了 0。"),
    Text(
        "A search for the maximum must not start at 0: use max over the block.",
        "找最大值不能從 0 開始：請直接對區塊取 max。",
    ),
)
DROPOUT_NOT_RESCALED = Cause(
    "dropout-not-rescaled",
    Text("The survivors were not scaled up.", "留下來的值沒有放大。"),
    Text("Divide them by 1 - rate.", "請除以 1 - rate。"),
)
DROPOUT_RATE_INVERTED = Cause(
    "dropout-rate-inverted",
    Text(
        "A share of rate was kept, and 1 - rate dropped.", "留下了 rate 的比例，丟掉了 1 - rate。"
    ),
    Text(
        "rate is the share to drop: keep where rng.random(…) >= rate.",
        "rate 是要丟棄的比例：保留 rng.random(…) >= rate 的值。",
    ),
)
DROPOUT_WRONG_SCALE = Cause(
    "dropout-wrong-scale",
    Text("The survivors were scaled by the wrong number.", "留下來的值乘或除錯了數字。"),
    Text(
        "Divide by 1 - rate, not by rate and not multiplied.",
        "要除以 1 - rate；不是除以 rate，也不是相乘。",
    ),
)
DROPOUT_NOTHING_DROPPED = Cause(
    "dropout-nothing-dropped",
    Text("No value was dropped.", "沒有丟棄任何值。"),
    Text("Set about rate * 100 % of the values to 0.", "大約要把 rate * 100 % 的值設為 0。"),
)
DROPOUT_WRONG_SHARE = Cause(
    "dropout-wrong-share",
    Text("The share of values that were dropped is not rate.", "被丟棄的比例不是 rate。"),
    Text(
        "Each value is dropped with probability rate, by itself.", "每個值各自以 rate 的機率丟棄。"
    ),
)
DROPOUT_WHOLE_ROWS = Cause(
    "dropout-whole-rows",
    Text("Whole rows or columns were dropped together.", "整列或整行一起被丟棄。"),
    Text(
        "Draw one number a value: rng.random(values.shape).",
        "每個值抽一個數字：rng.random(values.shape)。",
    ),
)
DROPOUT_RNG_IGNORED = Cause(
    "dropout-rng-ignored",
    Text(
        "rng decides nothing: two different ones drop the same values, or the same one drops "
        "different values.",
        "rng 沒有作用：不同的 rng 丟棄了相同的值，或相同的 rng 丟棄了不同的值。",
    ),
    Text(
        "Draw from rng, not from np.random or a generator of your own.",
        "請從 rng 抽籤，不要用 np.random 或自己建立的產生器。",
    ),
)
