"""Mistakes in kernels, in sliding them, and in one neuron."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BIAS_AFTER_RELU",
    "BIAS_EVERY_PIXEL",
    "BIAS_MISSING",
    "CONVOLUTION_PADDED",
    "KERNELS_SWAPPED",
    "KERNEL_BOX_BLUR",
    "KERNEL_FLIPPED",
    "KERNEL_NORMALIZED",
    "KERNEL_SIZE_FIXED",
    "KERNEL_TRANSPOSED",
    "LAST_WINDOW_MISSING",
    "MATRIX_PRODUCT",
    "MEAN_NOT_SUM",
    "RELU_ADDED",
    "RELU_MISSING",
    "SIGMOID_NOT_RELU",
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
