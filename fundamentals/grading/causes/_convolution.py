"""Mistakes in kernels, in sliding them, and in one neuron."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ABSOLUTE_VALUE",
    "ADDED_NOT_MULTIPLIED",
    "BIAS_AFTER_RELU",
    "BIAS_EVERY_PIXEL",
    "BIAS_MISSING",
    "BIAS_MULTIPLIED",
    "BIAS_SUBTRACTED",
    "CONVOLUTION_PADDED",
    "FIRST_WINDOW_MISSING",
    "KERNELS_SWAPPED",
    "KERNEL_BOX_BLUR",
    "KERNEL_BRIGHTNESS_SWAPPED",
    "KERNEL_FLIPPED",
    "KERNEL_NORMALIZED",
    "KERNEL_NOT_DIVIDED",
    "KERNEL_SHARPENS_DIAGONALLY",
    "KERNEL_SIZE_FIXED",
    "KERNEL_SUMS_TO_ZERO",
    "KERNEL_TRANSPOSED",
    "KERNEL_WEIGHTS_DIFFER",
    "KERNEL_WITHOUT_TWO",
    "LAST_WINDOW_MISSING",
    "MATRIX_PRODUCT",
    "MAXIMUM_NOT_SUM",
    "MEAN_NOT_SUM",
    "OUTPUT_AS_LARGE_AS_IMAGE",
    "PARTIAL_WINDOWS_KEPT",
    "PRODUCTS_NOT_SUMMED",
    "RELU_ADDED",
    "RELU_EVERY_PIXEL",
    "RELU_INVERTED",
    "RELU_LEAKY",
    "RELU_MISSING",
    "RESULT_OVERWRITTEN",
    "SIGMOID_NOT_RELU",
    "STEP_NOT_RELU",
    "STRIDE_DEFAULT",
    "STRIDE_IGNORED",
    "STRIDE_LEAVES_ZEROS",
    "STRIDE_ON_COLUMNS_ONLY",
    "STRIDE_ON_ROWS_ONLY",
    "STRIDE_SHRINKS_ONLY",
    "SUMS_MULTIPLIED",
    "SUM_NOT_RESET",
    "SUM_OVER_ONE_AXIS",
    "TANH_NOT_RELU",
    "WINDOW_NOT_MOVED",
    "WRITTEN_INTO_IMAGE",
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
KERNEL_WITHOUT_TWO = Cause(
    "kernel-without-two",
    Text(
        "The middle of each side has weight 1 here; the deck's edge kernels have 2 there.",
        "這裡每一邊中間的權重是 1；投影片的邊緣核心是 2。",
    ),
    Text(
        "Copy the kernel from the table above the task: 1 2 1, not 1 1 1.",
        "請照任務上方的表格：1 2 1，不是 1 1 1。",
    ),
)
KERNEL_NOT_DIVIDED = Cause(
    "kernel-not-divided",
    Text(
        "The blur kernel's weights are whole numbers, which add up to 16.",
        "模糊化核心的權重是整數，總和是 16。",
    ),
    Text(
        "Take the deck's decimals: .25 in the middle, .13 beside it, .06 in the corners.",
        "請使用投影片的小數：中間 .25，旁邊 .13，四角 .06。",
    ),
)
KERNEL_SHARPENS_DIAGONALLY = Cause(
    "kernel-sharpens-diagonally",
    Text(
        "This is another sharpening kernel, with 9 in the middle and -1 all around.",
        "這是另一種銳化核心：中間是 9，周圍都是 -1。",
    ),
    Text(
        "The deck's has 5 in the middle, -1 on the four sides and 0 in the corners.",
        "投影片的核心中間是 5，四邊是 -1，四角是 0。",
    ),
)
KERNEL_SUMS_TO_ZERO = Cause(
    "kernel-sums-to-zero",
    Text(
        "The sharpening kernel adds up to 0: it finds edges instead.",
        "銳化核心的總和是 0：它變成尋找邊緣了。",
    ),
    Text("Its middle is 5, so that the image itself stays.", "中間是 5，圖像本身才會留下來。"),
)
KERNEL_BRIGHTNESS_SWAPPED = Cause(
    "kernel-brightness-swapped",
    Text("The kernels that brighten and darken are swapped.", "調亮與調暗的核心互換了。"),
    Text("1.5 brightens and .5 darkens.", "1.5 是調亮，.5 是調暗。"),
)
STRIDE_LEAVES_ZEROS = Cause(
    "stride-leaves-zeros",
    Text(
        "The output is as large as with stride 1; the rest of it was never filled.",
        "輸出和步長為 1 時一樣大，其餘的位置沒有填值。",
    ),
    Text(
        "With a stride there are (size - kernel) // stride + 1 windows along one side.",
        "有步長時，一邊有 (size - kernel) // stride + 1 個視窗。",
    ),
)
WINDOW_NOT_MOVED = Cause(
    "window-not-moved",
    Text(
        "The window did not move: the same pixels were used for several results.",
        "視窗沒有移動：好幾個結果用的是同一批像素。",
    ),
    Text(
        "Cut the window inside both loops, at row i * stride and column j * stride.",
        "請在兩層迴圈裡切出視窗，從第 i * stride 列、第 j * stride 行開始。",
    ),
)
FIRST_WINDOW_MISSING = Cause(
    "first-window-missing",
    Text("The first row and column of windows are missing.", "少了第一列與第一行的視窗。"),
    Text(
        "Start both loops at 0: range(rows), not range(1, rows).",
        "兩層迴圈都從 0 開始：range(rows)，不是 range(1, rows)。",
    ),
)
OUTPUT_AS_LARGE_AS_IMAGE = Cause(
    "output-as-large-as-image",
    Text(
        "The output is as large as the image, with zeros where no window fits.",
        "輸出和圖像一樣大，放不下視窗的位置都是 0。",
    ),
    Text(
        "Create it with one place for each window: (size - kernel) // stride + 1 along each side.",
        "建立輸出時，每個視窗一個位置：每邊 (size - kernel) // stride + 1 個。",
    ),
)
WRITTEN_INTO_IMAGE = Cause(
    "written-into-image",
    Text(
        "The results were written into the image while it was still being read.",
        "結果寫進了還在讀取的圖像。",
    ),
    Text(
        "Write them into a new array: np.zeros((rows, columns)).",
        "請寫進新的陣列：np.zeros((rows, columns))。",
    ),
)
ABSOLUTE_VALUE = Cause(
    "absolute-value",
    Text("Negative numbers lost their sign.", "負數的負號不見了。"),
    Text("Leave out abs: a negative number stays negative.", "不要用 abs：負數要保持負數。"),
)
MAXIMUM_NOT_SUM = Cause(
    "maximum-not-sum",
    Text(
        "The largest product was taken, not the sum of the products.",
        "取了最大的乘積，而不是乘積的總和。",
    ),
    Text("Use np.sum.", "請用 np.sum。"),
)
SUM_OVER_ONE_AXIS = Cause(
    "sum-over-one-axis",
    Text("The products were added up along one axis only.", "乘積只沿著一個軸加總。"),
    Text(
        "Add up all of them: np.sum without axis, or with both axes of the window.",
        "要全部加總：np.sum 不加 axis，或給視窗的兩個軸。",
    ),
)
BIAS_SUBTRACTED = Cause(
    "bias-subtracted",
    Text("The bias was subtracted.", "偏差 (bias) 被減掉了。"),
    Text("Add it to the weighted sum.", "請加到加權總和上。"),
)
RELU_EVERY_PIXEL = Cause(
    "relu-every-pixel",
    Text("ReLU was applied to every product, before the sum.", "每個乘積在加總之前就先做了 ReLU。"),
    Text("Sum, bias, then ReLU once.", "順序是加總、偏差，最後做一次 ReLU。"),
)
RELU_INVERTED = Cause(
    "relu-inverted",
    Text("ReLU is the wrong way round: positive numbers became 0.", "ReLU 反了：正數變成了 0。"),
    Text("max(0.0, …), not min.", "要用 max(0.0, …)，不是 min。"),
)
TANH_NOT_RELU = Cause(
    "tanh-not-relu",
    Text("The neuron ends in a tanh.", "神經元最後用了 tanh。"),
    Text("It should end in ReLU: max(0.0, …).", "最後應是 ReLU：max(0.0, …)。"),
)
STEP_NOT_RELU = Cause(
    "step-not-relu",
    Text("The neuron answers 0 or 1 only.", "神經元只回答 0 或 1。"),
    Text(
        "ReLU leaves a positive number as it is: max(0.0, …).",
        "ReLU 會保留正數原來的值：max(0.0, …)。",
    ),
)
PRODUCTS_NOT_SUMMED = Cause(
    "products-not-summed",
    Text("The products were not added up.", "乘積沒有加總。"),
    Text(
        "A neuron gives one number: np.sum(window * weights).",
        "一個神經元輸出一個數字：np.sum(window * weights)。",
    ),
)
KERNEL_WEIGHTS_DIFFER = Cause(
    "kernel-weights-differ",
    Text("Some weights of this kernel are not the deck's.", "這個核心有些權重和投影片不同。"),
    Text(
        "Compare it with the table above the task, number by number.",
        "請和任務上方的表格逐一比對。",
    ),
)
STRIDE_DEFAULT = Cause(
    "stride-default",
    Text("Without a stride, the kernel moved by 2.", "沒有指定步長時，核心移動了 2。"),
    Text(
        "The default is 1: def convolve(image, kernel, stride=1).",
        "預設值是 1：def convolve(image, kernel, stride=1)。",
    ),
)
RESULT_OVERWRITTEN = Cause(
    "result-overwritten",
    Text("Every place of the output holds the last result.", "輸出的每個位置都是最後一個結果。"),
    Text(
        "Write each result to its own place: output[i, j] = …, not output[:] = ….",
        "每個結果要寫到自己的位置：output[i, j] = …，不是 output[:] = …。",
    ),
)
SUM_NOT_RESET = Cause(
    "sum-not-reset",
    Text(
        "Each result holds the sums of the windows before it, too.",
        "每個結果都包含了前面各視窗的總和。",
    ),
    Text("Set the sum to 0 at the start of each window.", "每個視窗開始時，要把總和設回 0。"),
)
PARTIAL_WINDOWS_KEPT = Cause(
    "partial-windows-kept",
    Text("Windows that reach beyond the image were counted.", "超出圖像的視窗也算進去了。"),
    Text(
        "Round down: (size - kernel) // stride + 1 windows lie wholly inside.",
        "無條件捨去：完全在圖像內的視窗有 (size - kernel) // stride + 1 個。",
    ),
)
ADDED_NOT_MULTIPLIED = Cause(
    "added-not-multiplied",
    Text("Pixels and weights were added, not multiplied.", "像素與權重是相加，不是相乘。"),
    Text(
        "Multiply cell by cell, then add up: np.sum(window * kernel).",
        "先逐格相乘再加總：np.sum(window * kernel)。",
    ),
)
SUMS_MULTIPLIED = Cause(
    "sums-multiplied",
    Text(
        "The sum of the window was multiplied by the sum of the kernel.",
        "視窗的總和乘上了核心的總和。",
    ),
    Text(
        "Multiply cell by cell first: np.sum(window * kernel).",
        "先逐格相乘：np.sum(window * kernel)。",
    ),
)
BIAS_MULTIPLIED = Cause(
    "bias-multiplied",
    Text("The weighted sum was multiplied by the bias.", "加權總和乘上了偏差 (bias)。"),
    Text("Add the bias.", "偏差是用加的。"),
)
RELU_LEAKY = Cause(
    "relu-leaky",
    Text("Negative sums were made small, not 0.", "負的總和只是變小，沒有變成 0。"),
    Text(
        "This is a leaky ReLU; the task asks for max(0.0, …).",
        "這是 leaky ReLU；這裡要的是 max(0.0, …)。",
    ),
)
