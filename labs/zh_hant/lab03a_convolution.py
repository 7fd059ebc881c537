# %% [markdown] lang="zh-Hant"
# # 實作 3a：親手做卷積
#
# 在 Keras 幫你做之前，先自己來：把一小格數字，也就是*核心 (kernel)*，滑過圖像，相乘再相加。
# 只用九個數字，就能模糊化、銳化、尋找邊緣。全部用 NumPy，共七個任務。
#
#     fundamentals check lab03a --watch

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03a_convolution")

# %%
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_convolution

# %% [markdown] lang="zh-Hant"
# ## 1. 核心
#
# | 原始圖像 | 模糊化 | 銳化 | 調亮 | 調暗 |
# |---|---|---|---|---|
# | 0 0 0 / 0 1 0 / 0 0 0 | .06 .13 .06 / .13 .25 .13 / .06 .13 .06 | 0 -1 0 / -1 5 -1 / 0 -1 0 | 0 0 0 / 0 1.5 0 / 0 0 0 | 0 0 0 / 0 .5 0 / 0 0 0 |
#
# 另外兩個用來尋找邊緣 (edge)：垂直 `1 0 -1 / 2 0 -2 / 1 0 -1`，水平 `1 2 1 / 0 0 0 / -1 -2 -1`。


# %%
def make_kernel(name):
    """Return one of the deck's kernels.

    傳回投影片中的一個核心。

    Args:
        name: "identity", "blur", "sharpen", "brighten", "darken", "vertical_edges" or
            "horizontal_edges". 七個名稱之一。

    Returns:
        float NumPy array ``(3, 3)``. 浮點數 NumPy 陣列 ``(3, 3)``。
    """
    raise NotImplementedError("Task 3a.1: 把投影片的核心寫成陣列")


# %% [markdown] lang="zh-Hant"
# ## 2. 卷積 (convolution)
#
# 把核心放在第一個視窗 (window) 上，逐格相乘再加總，得到一個輸出數字。
# 移動一個*步長 (stride)*，再做一次。核心直接使用、不翻轉，和 Keras 一樣。


# %%
def convolve(image, kernel, stride=1):
    """Slide a kernel over an image, without padding.

    讓核心滑過圖像，不填充。

    Args:
        image: array ``(height, width)``; do not change it. 圖像；不可改動。
        kernel: array ``(kernel_height, kernel_width)``, not flipped. 核心，不翻轉。
        stride: rows and columns to move by, at least 1. 每次移動的列數與行數。

    Returns:
        float array: one weighted sum per window, not rounded. 浮點數陣列：每個視窗一個加權總和，
        不四捨五入。
    """
    raise NotImplementedError("Task 3a.2: 讓核心滑過圖像")


# %% [markdown] lang="zh-Hant"
# ## 3. 填充 (padding)
#
# 不填充的話，輸出會比圖像小。*零填充*在外圍加一圈 0；
# *鏡像填充*重複邊緣的像素：`1 0 1 1 0 1` 這一列會變成 `1 1 0 1 1 0 1 1`。


# %%
def pad(image, width, mode):
    """Add a border on every side.

    在四周加上邊界。

    Args:
        image: array ``(height, width)``; do not change it. 圖像；不可改動。
        width: pixels to add on every side. 每一側增加的像素數。
        mode: "zero" or "mirror". 零填充或鏡像填充。

    Returns:
        array, higher and wider than the image by ``2 * width``. 加上邊界後的陣列。
    """
    raise NotImplementedError("Task 3a.3: 填充邊界")


# %% [markdown] lang="zh-Hant"
# ## 4. 輸出大小
#
# 輸出會有多大？先在紙上算算看：6 個像素、核心 3、步長 2、不填充。


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
    raise NotImplementedError("Task 3a.4: 預測輸出大小")


# %% [markdown] lang="zh-Hant"
# ## 5. 核心就是神經元
#
# 核心的九個數字，就是一個神經元 (neuron) 的權重；它的輸入是視窗下的九個像素。
# 滑動核心，就是在每個位置使用同一個神經元：*權重共享 (weight sharing)*。


# %%
def neuron(window, weights, bias):
    """Return the output of one neuron that looks at a window.

    傳回一個神經元看著一個視窗時的輸出。

    Args:
        window: array ``(3, 3)`` of pixels; do not change it. 視窗下的像素；不可改動。
        weights: array ``(3, 3)``. 權重。
        bias: number added to the weighted sum. 加到加權總和上的偏差。

    Returns:
        float: ReLU of the weighted sum plus bias. 加權總和加上偏差，再經過 ReLU。
    """
    raise NotImplementedError("Task 3a.5: 核心就是神經元")


# %% [markdown] lang="zh-Hant"
# ## 6. 最大池化 (max pooling)
#
# 每一塊只留下最大的數字，其餘捨去：圖變小了，最強的反應還在。


# %%
def max_pool(image, size):
    """Return the maximum of each ``size`` × ``size`` block.

    傳回每個 ``size`` × ``size`` 區塊的最大值。

    Args:
        image: array ``(height, width)``; do not change it. 圖像；不可改動。
        size: height and width of a block; also the stride. 區塊的大小，也是步長。

    Returns:
        array ``(height // size, width // size)``; incomplete blocks are dropped.
        不完整的區塊捨去。
    """
    raise NotImplementedError("Task 3a.6: 最大池化")


# %% [markdown] lang="zh-Hant"
# ## 7. Dropout
#
# 訓練時隨機關掉一部分的值，讓神經元不能只依賴某一個夥伴。
# 留下來的值除以 `1 - rate`，總和的期望值就不變。


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
    raise NotImplementedError("Task 3a.7: 親手做 Dropout")


# %% [markdown] lang="zh-Hant"
# ## 8. 看看每個核心做了什麼
#
# 把七個核心都用在同一個數字上。邊緣的圖裡，一種顏色是正值，另一種是負值。

# %%
if __name__ == "__main__":
    image = load_dataset("digits").train.images[0, :, :, 0]
    for name in (
        "identity",
        "blur",
        "sharpen",
        "brighten",
        "darken",
        "vertical_edges",
        "horizontal_edges",
    ):
        kernel = make_kernel(name)
        output = convolve(pad(image, 1, "mirror"), kernel)
        lab.save(plot_convolution(image, kernel, output), name)
    shape = convolve(image, make_kernel("blur"), stride=2).shape
    lab.say("stride 2: {shape}", "步長 2：{shape}", shape=shape)
    lab.say("predicted: {size}", "預測：{size}", size=output_size(28, 3, 2, 0))
    output = neuron(image[:3, :3], make_kernel("blur"), bias=0.5)
    lab.say("neuron: {output}", "神經元：{output}", output=output)
    lab.say("max pooling: {shape}", "最大池化：{shape}", shape=max_pool(image, 2).shape)
    dropped = dropout(np.ones(8), 0.4, np.random.default_rng(lab.seed))
    lab.say("dropout: {dropped}", "Dropout：{dropped}", dropped=dropped)
