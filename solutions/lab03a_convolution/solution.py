# %% [markdown] lang="en"
# # Lab 3a: convolution by hand
#
# Before Keras does it for you, do it yourself: slide a small grid of numbers, the *kernel*, over an
# image, multiply and add. With nine numbers you can blur, sharpen, and find edges. You write all of it
# in NumPy, in seven tasks. Below each task a picture shows what your function does, as soon as it works.
#
#     fundamentals check lab03a --watch

# %% [markdown] lang="zh-Hant"
# # 實作 3a：親手做卷積
#
# 在 Keras 幫你做之前，先自己來：把一小格數字，也就是*核心 (kernel)*，滑過圖像，相乘再相加。
# 只用九個數字，就能模糊化、銳化、尋找邊緣。全部用 NumPy，共七個任務。
# 每個任務下面都有圖：函式一寫對，馬上看得到它做了什麼。
#
#     fundamentals check lab03a --watch

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03a_convolution")

# %%
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_convolution, plot_convolution_steps, plot_grids

# The deck's image.
# 投影片的圖像。
SLIDE = np.array(
    [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ]
)

if __name__ == "__main__":
    # 28×28 pixels, 0 (black) to 255 (white).
    # 28×28 個像素，0（黑）到 255（白）。
    digit = load_dataset("digits").train.images[0, :, :, 0]

# %% [markdown] lang="en"
# ## 1. Kernels
#
# | original (identity) | blur | sharpen | brighten | darken |
# |---|---|---|---|---|
# | 0 0 0 / 0 1 0 / 0 0 0 | .06 .13 .06 / .13 .25 .13 / .06 .13 .06 | 0 -1 0 / -1 5 -1 / 0 -1 0 | 0 0 0 / 0 1.5 0 / 0 0 0 | 0 0 0 / 0 .5 0 / 0 0 0 |
#
# Two more find edges: vertical `1 0 -1 / 2 0 -2 / 1 0 -1` and horizontal `1 2 1 / 0 0 0 / -1 -2 -1`.
#
# > **Guess first.** A window lies on a plain wall: all nine pixels are 100. Multiply them by the
# > vertical-edge kernel and add up. Which number comes out?

# %% [markdown] lang="zh-Hant"
# ## 1. 核心
#
# | 原始圖像 (identity) | 模糊化 (blur) | 銳化 (sharpen) | 調亮 (brighten) | 調暗 (darken) |
# |---|---|---|---|---|
# | 0 0 0 / 0 1 0 / 0 0 0 | .06 .13 .06 / .13 .25 .13 / .06 .13 .06 | 0 -1 0 / -1 5 -1 / 0 -1 0 | 0 0 0 / 0 1.5 0 / 0 0 0 | 0 0 0 / 0 .5 0 / 0 0 0 |
#
# 另外兩個用來尋找邊緣 (edge)：垂直 `1 0 -1 / 2 0 -2 / 1 0 -1`，水平 `1 2 1 / 0 0 0 / -1 -2 -1`。
#
# > **先猜猜看。** 視窗落在一面白牆上，九個像素都是 100。乘上垂直邊緣的核心再加總，會得到多少？

# %%
if __name__ == "__main__":
    lab.guess("wall", None)
    lab.slide("kernels")


# %%
def make_kernel(name):
    """Return one of the deck's kernels.

    傳回投影片中的一個核心。

    Args:
        name: "identity", "blur", "sharpen", "brighten", "darken", "vertical_edges" or
            "horizontal_edges". 七個名稱之一。

    Returns:
        NumPy array ``(3, 3)``, floats or integers. NumPy 陣列 ``(3, 3)``，浮點數或整數皆可。
    """
    # BEGIN SOLUTION 3a.1
    kernels = {
        "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        "blur": [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "brighten": [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]],
        "darken": [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]],
        "vertical_edges": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "horizontal_edges": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    }
    return np.array(kernels[name], dtype=float)
    # END SOLUTION


# %% [markdown]
# ```
# >>> make_kernel("blur")
# array([[0.06, 0.13, 0.06],
#        [0.13, 0.25, 0.13],
#        [0.06, 0.13, 0.06]])
# ```

# %%
if __name__ == "__main__":
    from fundamentals.plotting import KERNEL_TITLES

    if lab.written("3a.1"):
        kernels = {title: make_kernel(name) for name, title in KERNEL_TITLES.items()}
        lab.save(plot_grids(kernels, around_zero=len(kernels)), "kernels")


# %% [markdown] lang="en"
# ## 2. Convolution
#
# Lay the kernel on the first window, multiply cell by cell, and add up: that is one output number.
# Move by `stride` and repeat. As in Keras, the kernel is not flipped.
#
# The deck blurs this image. Its first window gives .06 + .06 + .25 + .13 + .06 = .56.

# %% [markdown] lang="zh-Hant"
# ## 2. 卷積 (convolution)
#
# 把核心放在第一個視窗 (window) 上，逐格相乘再加總，得到一個輸出數字。
# 移動一個*步長 (stride)*，再做一次。核心直接使用、不翻轉，和 Keras 一樣。
#
# 投影片把這張圖像模糊化。第一個視窗的總和是 .06 + .06 + .25 + .13 + .06 = .56。

# %%
if __name__ == "__main__":
    lab.slide("convolution")


# %%
def convolve(image, kernel, stride=1):
    """Slide a kernel over an image, without padding.

    讓核心滑過圖像，不填充 (padding)。

    Args:
        image: array ``(height, width)``; do not change it. 圖像；不可改動。
        kernel: array ``(kernel_height, kernel_width)``, not flipped. 核心，不翻轉。
        stride: rows and columns to move by, at least 1. 每次移動的列數與行數。

    Returns:
        float array: one weighted sum per window, not rounded. 浮點數陣列：每個視窗一個加權總和，
        不四捨五入。
    """
    # BEGIN SOLUTION 3a.2
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    # (rows, columns, kernel_height, kernel_width): a window at every position, then every stride-th.
    windows = windows[::stride, ::stride]
    return np.einsum("ijhw,hw->ij", windows, kernel, dtype=float)
    # END SOLUTION


# %% [markdown]
# ```
# >>> convolve(SLIDE, make_kernel("blur")).round(2)
# array([[0.56, 0.57, 0.57, 0.56],
#        [0.7 , 0.82, 0.82, 0.7 ],
#        [0.69, 0.95, 0.95, 0.69],
#        [0.64, 0.69, 0.69, 0.64]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.1", "3a.2"):
        kernel = make_kernel("blur")
        lab.save(plot_convolution_steps(SLIDE, kernel, convolve(SLIDE, kernel)), "steps")
        lab.save(plot_convolution(digit, kernel, convolve(digit, kernel)), "blur")

# %% [markdown] lang="en"
# ### Stride
#
# A larger stride leaves windows out. On the first three rows of the deck's image, strides 1, 2 and 3
# give four, two and two numbers.
#
# > **Guess first.** A row of 6 pixels, a kernel of width 3, stride 2: how many windows?

# %% [markdown] lang="zh-Hant"
# ### 步長
#
# 步長越大，跳過的視窗越多。在投影片圖像的前三列上，步長 1、2、3 各得到四個、兩個、兩個數字。
#
# > **先猜猜看。** 一列有 6 個像素，核心寬 3，步長 2：總共有幾個視窗？

# %%
if __name__ == "__main__":
    lab.guess("windows", None)
    lab.slide("stride")
    if lab.written("3a.1", "3a.2"):
        strides = {Text("image", "圖像"): digit}
        for stride in (1, 2, 3):
            name = Text(f"stride {stride}", f"步長 {stride}")
            strides[name] = convolve(digit, make_kernel("blur"), stride)
        lab.save(plot_grids(strides), "strides")


# %% [markdown] lang="en"
# ## 3. Padding
#
# Without padding the output is smaller than the image. *Zero padding* puts a border of zeros around
# it. *Mirror padding* repeats the pixels at the edge: the row `1 0 1 1 0 1` becomes `1 1 0 1 1 0 1 1`.

# %% [markdown] lang="zh-Hant"
# ## 3. 填充 (padding)
#
# 不填充的話，輸出會比圖像小。*零填充*在外圍加一圈 0；
# *鏡像填充*重複邊緣的像素：`1 0 1 1 0 1` 這一列會變成 `1 1 0 1 1 0 1 1`。

# %%
if __name__ == "__main__":
    lab.slide("padding")


# %%
def pad(image, width, mode):
    """Add a border on every side.

    在四周加上邊界。

    Args:
        image: array ``(height, width)``; do not change it. 圖像；不可改動。
        width: pixels to add on every side. 每一側增加的像素數。
        mode: "zero" or "mirror". 零填充或鏡像填充。

    Returns:
        array, higher and wider than the image by ``2 * width``.
        加上邊界後的陣列，高與寬各多 ``2 * width``。
    """
    # BEGIN SOLUTION 3a.3
    numpy_modes = {"zero": "constant", "mirror": "symmetric"}
    return np.pad(image, width, mode=numpy_modes[mode])
    # END SOLUTION


# %% [markdown]
# ```
# >>> pad(SLIDE, 1, "mirror")
# array([[1, 1, 0, 1, 1, 0, 1, 1],
#        [1, 1, 0, 1, 1, 0, 1, 1],
#        [0, 0, 1, 0, 0, 1, 0, 0],
#        [0, 0, 1, 1, 1, 1, 0, 0],
#        [0, 0, 1, 1, 1, 1, 0, 0],
#        [1, 1, 0, 1, 1, 0, 1, 1],
#        [1, 1, 1, 0, 0, 1, 1, 1],
#        [1, 1, 1, 0, 0, 1, 1, 1]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.3"):
        corner = digit[4:17, 6:19]
        padded = {
            Text("image", "圖像"): corner,
            Text("zero padding", "零填充"): pad(corner, 3, "zero"),
            Text("mirror padding", "鏡像填充"): pad(corner, 3, "mirror"),
        }
        inside = [(3, 3, 13, 13)]
        lab.save(plot_grids(padded, frames={1: inside, 2: inside}), "padding")


# %% [markdown] lang="en"
# ## 4. Output size
#
# How large will the output be? Look at the sizes above, and find the rule that gives them all.

# %% [markdown] lang="zh-Hant"
# ## 4. 輸出大小
#
# 輸出會有多大？看看上面各張圖的大小，找出一條都說得通的規則。


# %%
def output_size(size, kernel_size, stride, padding):
    """Return the height or width of a convolution's output.

    傳回卷積輸出的高或寬。

    Args:
        size: height or width of the image. 圖像的高或寬。
        kernel_size: height or width of the kernel. 核心的高或寬。
        stride: how far the kernel moves. 步長。
        padding: pixels added on each side. 每一側填充的像素數。

    Returns:
        int: the number of windows. 整數：視窗的數目。
    """
    # BEGIN SOLUTION 3a.4
    return (size + 2 * padding - kernel_size) // stride + 1
    # END SOLUTION


# %% [markdown]
# ```
# >>> output_size(6, 3, 2, 0), output_size(28, 3, 1, 1)
# (2, 28)
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.1", "3a.2", "3a.3", "3a.4"):
        sizes = {}
        for stride, padding in ((1, 0), (1, 1), (2, 1), (3, 0)):
            size = output_size(28, 3, stride, padding)
            name = Text(
                f"stride {stride}, padding {padding}:\npredicted {size}",
                f"步長 {stride}，填充 {padding}：\n預測 {size}",
            )
            # padded[width:-width] is empty where the width is 0.
            # width 是 0 時，padded[width:-width] 是空的。
            framed = pad(digit, padding, "zero") if padding else digit
            sizes[name] = convolve(framed, make_kernel("identity"), stride)
        lab.save(plot_grids(sizes), "sizes")


# %% [markdown] lang="en"
# ## 5. A kernel is a neuron
#
# The nine kernel numbers are the weights of one neuron, and its inputs are the nine pixels under the
# window. Sliding the kernel uses that same neuron at every position: *weight sharing*.

# %% [markdown] lang="zh-Hant"
# ## 5. 核心就是神經元
#
# 核心的九個數字，就是一個神經元 (neuron) 的權重 (weight)；它的輸入是視窗下的九個像素。
# 滑動核心，就是在每個位置使用同一個神經元：*權重共享 (weight sharing)*。

# %%
if __name__ == "__main__":
    lab.slide("neuron")


# %%
def neuron(window, weights, bias):
    """Return the output of one neuron that looks at a window.

    傳回一個神經元看著一個視窗時的輸出。

    Args:
        window: array ``(3, 3)`` of pixels; do not change it. 視窗下的像素；不可改動。
        weights: array ``(3, 3)``. 權重。
        bias: number added to the weighted sum. 加到加權總和上的偏差 (bias)。

    Returns:
        float: ReLU of the weighted sum plus bias. 加權總和加上偏差，再經過 ReLU。
    """
    # BEGIN SOLUTION 3a.5
    return float(max(0.0, np.sum(window * weights) + bias))
    # END SOLUTION


# %% [markdown]
# ```
# >>> round(neuron(SLIDE[:3, :3], make_kernel("blur"), 0.5), 2)
# 1.06
# ```

# %% [markdown] lang="en"
# The neuron at every window of the digit. It answers only where its edge is: ReLU turns the opposite
# edge, which the convolution shows in blue, into 0.

# %% [markdown] lang="zh-Hant"
# 讓神經元看過數字的每個視窗。它只在自己要找的邊緣有反應：
# 卷積結果裡藍色的那一側，ReLU 都變成 0。

# %%
if __name__ == "__main__":
    if lab.written("3a.1", "3a.2", "3a.5"):
        kernel = make_kernel("vertical_edges")
        answers = {
            Text("image", "圖像"): digit,
            Text("convolution", "卷積"): convolve(digit, kernel),
            Text("neuron", "神經元"): np.array(
                [
                    [neuron(digit[i : i + 3, j : j + 3], kernel, bias=0.0) for j in range(26)]
                    for i in range(26)
                ]
            ),
        }
        lab.save(plot_grids(answers), "neuron")


# %% [markdown] lang="en"
# ## 6. Max pooling
#
# Keep the largest number of each block and drop the rest: the image shrinks, and the strongest
# responses stay.
#
# > **Guess first.** A 28×28 image is pooled with size 2, and the result once more. How many of its
# > 784 numbers are left?

# %% [markdown] lang="zh-Hant"
# ## 6. 最大池化 (max pooling)
#
# 每一塊只留下最大的數字，其餘捨去：圖變小了，最強的反應還在。
#
# > **先猜猜看。** 28×28 的圖像以大小 2 池化一次，結果再池化一次。784 個數字還剩下幾個？

# %%
if __name__ == "__main__":
    lab.guess("pooled-twice", None)
    lab.slide("max-pooling")


# %%
def max_pool(image, size):
    """Return the maximum of each ``size`` × ``size`` block.

    傳回每個 ``size`` × ``size`` 區塊的最大值。

    Args:
        image: array ``(height, width)``; do not change it. 圖像；不可改動。
        size: height and width of a block; also the stride. 區塊的大小，也是步長。

    Returns:
        array ``(height // size, width // size)``; incomplete blocks are dropped.
        陣列，不完整的區塊捨去。
    """
    # BEGIN SOLUTION 3a.6
    rows, columns = image.shape[0] // size, image.shape[1] // size
    blocks = image[: rows * size, : columns * size].reshape(rows, size, columns, size)
    return blocks.max(axis=(1, 3))
    # END SOLUTION


# %% [markdown]
# ```
# >>> max_pool(np.array([[110, 256, 153, 67], [12, 89, 88, 43], [10, 15, 50, 55], [23, 9, 49, 23]]), 2)
# array([[256, 153],
#        [ 23,  55]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.6"):
        pooled = {
            Text("image", "圖像"): digit,
            Text("size 2", "大小 2"): max_pool(digit, 2),
            Text("size 2 again", "再一次大小 2"): max_pool(max_pool(digit, 2), 2),
        }
        lab.save(plot_grids(pooled, same_size=True), "pooling")


# %% [markdown] lang="en"
# ## 7. Dropout
#
# During training, set a random fraction of the values to 0, so that no neuron can rely on a single
# other one. Divide the values that are left by `1 - rate`, so that the expected sum stays the same.

# %% [markdown] lang="zh-Hant"
# ## 7. Dropout
#
# 訓練時隨機關掉一部分的值，讓神經元不能只依賴某一個夥伴。
# 留下來的值除以 `1 - rate`，總和的期望值就不變。

# %%
if __name__ == "__main__":
    lab.slide("dropout")


# %%
def dropout(values, rate, rng):
    """Set a random fraction of the values to 0 and scale up the rest.

    隨機把一部分的值設為 0，並放大其餘的值。

    Args:
        values: float array of any shape; do not change it. 任意形狀的浮點數陣列；不可改動。
        rate: fraction to drop, 0 ≤ rate < 1. 要丟棄的比例。
        rng: ``numpy.random.Generator`` that draws which values. 用來抽籤的亂數產生器。

    Returns:
        float array of the same shape. 形狀相同的浮點數陣列。
    """
    # BEGIN SOLUTION 3a.7
    keep = rng.random(values.shape) >= rate
    return values * keep / (1 - rate)
    # END SOLUTION


# %% [markdown]
# ```
# >>> sorted(set(dropout(np.ones(8), 0.5, np.random.default_rng(0)).tolist()))
# [0.0, 2.0]
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.7"):
        rng = np.random.default_rng(lab.seed)
        masks = {
            Text(f"rate {rate}", f"比率 (rate) {rate}"): dropout(np.ones((8, 8)), rate, rng)
            for rate in (0.0, 0.2, 0.4)
        }
        lab.save(plot_grids(masks, around_zero=len(masks)), "dropout")

# %% [markdown] lang="en"
# ## 8. Find edges
#
# Now all seven kernels on one digit. Where a result has negative numbers, orange is positive and blue is negative: the left edge of a stroke
# differs from its right edge. In lab 3b the network finds kernels of its own.

# %% [markdown] lang="zh-Hant"
# ## 8. 尋找邊緣
#
# 最後把七個核心都用在同一個數字上。結果裡有負數時，橘色是正值，藍色是負值：一筆的左緣和右緣不同。到了實作 3b，網路會自己找到核心。

# %%
if __name__ == "__main__":
    lab.slide("edges")
    if lab.written("3a.1", "3a.2", "3a.3"):
        framed = pad(digit, 1, "mirror")
        seen = {title: convolve(framed, make_kernel(name)) for name, title in KERNEL_TITLES.items()}
        lab.save(plot_grids({Text("image", "圖像"): digit, **seen}), "edges")
