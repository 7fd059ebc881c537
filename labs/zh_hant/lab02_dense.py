# %% [markdown] lang="zh-Hant"
# # 實作 2：全連接網路與過度擬合
#
# 全連接網路 (dense network) 把影像看成一長列數字。它可以把每一張訓練影像背下來，
# 遇到沒看過的影像卻猜得很差。這就是*過度擬合 (overfitting)*；
# 做完這個實作，你會親眼看到它的樣子。
#
# 共有五個任務，每個任務是一個要完成的函式。每完成一個就問：
#
#     fundamentals check lab02

# %%
from fundamentals.authoring import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02_dense")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_images, plot_learning_curves
from fundamentals.training import diagnose, fit, history_frame

# Passes over the training images, by data set: a small set needs more of them.
EPOCHS = {"digits": 20, "sign_mnist": 20}

# %% [markdown] lang="zh-Hant"
# ## 1. 看看資料
#
# `digits` 是課程附的 5,000 張手寫數字。若想改用真實的手語影像，
# 把這裡和實作 3 的名稱改成 `"sign_mnist"`。

# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    print(dataset.train.images.shape, dataset.train.images.dtype)
    picture = plot_images(
        dataset.train.images[:40], dataset.train.labels[:40], class_names=dataset.class_names
    )
    lab.save(picture, "images")

# %% [markdown] lang="zh-Hant"
# ## 2. 準備影像
#
# 像素 (pixel) 是 0 到 255 的整數。數值小一點，網路學得比較快，所以先縮放到 0–1。


# %%
def scale_pixels(images):
    """Scale pixels from 0–255 to 0–1.

    把像素從 0–255 縮放到 0–1。

    Args:
        images: uint8 array of any shape, values 0–255. 任意形狀的 uint8 陣列，值為 0–255。

    Returns:
        float32 array of the same shape, values 0–1. 形狀相同的 float32 陣列，值為 0–1。
    """
    raise NotImplementedError("Task 2.1: 把像素縮放到 0–1")


# %% [markdown] lang="zh-Hant"
# ## 3. 編碼標籤
#
# 網路會為每個類別 (class) 回答一個機率。正確答案也寫成同樣的形式：
# 正確的類別是 1，其他都是 0。這叫做 *one-hot*。


# %%
def encode_labels(labels, num_classes):
    """Encode integer labels as one-hot rows.

    把整數標籤編碼成 one-hot。

    Args:
        labels: integer array ``(n,)``, values 0 to ``num_classes - 1``.
            整數陣列 ``(n,)``，值為 0 到 ``num_classes - 1``。
        num_classes: number of classes. 類別數。

    Returns:
        float32 array ``(n, num_classes)``: a single 1 in each row. 每一列只有一個 1。
    """
    raise NotImplementedError("Task 2.2: 把標籤轉成 one-hot")


# %% [markdown] lang="zh-Hant"
# ## 4. 建立網路
#
# 兩個隱藏層 (hidden layer)，各有 512 個神經元 (neuron)，每個都連到前一層的全部輸出。
# 數數看有多少參數 (parameter)：光是第一層就有 784 × 512 個權重 (weight)。


# %%
def build_dense(input_shape, num_classes):
    """Build a dense network, not yet compiled.

    建立全連接網路，尚未編譯。

    Args:
        input_shape: shape of one image, such as ``(28, 28, 1)``. 一張影像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model from images ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
        Keras 模型：輸入影像，輸出各類別的機率 (softmax)。
    """
    raise NotImplementedError("Task 2.3: 建立全連接網路")


# %% [markdown] lang="zh-Hant"
# ## 5. 訓練
#
# `fundamentals.training` 的 `fit` 就是 Keras 的 `model.fit`，只是整段訓練共用一條進度列，
# 用哪一個都可以。按 Ctrl-C 會停下來，並保留已經學到的部分。


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確率 (accuracy)。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: float32 images, values 0–1. 訓練影像。
        y_train: one-hot labels ``(n, num_classes)``. one-hot 訓練標籤。
        x_valid: validation images. 驗證影像。
        y_valid: one-hot validation labels. one-hot 驗證標籤。
        epochs: number of passes over the training images. 訓練影像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    raise NotImplementedError("Task 2.4: 編譯並訓練")


# %% [markdown] lang="zh-Hant"
# ## 6. 量測差距
#
# 泛化 (generalization) 是指在沒訓練過的影像上也做得好。
# *泛化差距 (generalization gap)* 就是在這些影像上掉了多少準確率。


# %%
def generalization_gap(history):
    """Return the last training accuracy minus the last validation accuracy.

    傳回最後一個週期的訓練準確率減去驗證準確率。

    Args:
        history: the Keras ``History`` of a training with ``metrics=["accuracy"]``.
            以 ``metrics=["accuracy"]`` 訓練得到的 Keras ``History``。

    Returns:
        float; 0.05 means five percentage points. 浮點數；0.05 表示五個百分點。
    """
    raise NotImplementedError("Task 2.5: 計算泛化差距")


# %% [markdown] lang="zh-Hant"
# ## 7. 親眼看到過度擬合
#
# 虛線（訓練）一路走到 100 %，實線（驗證）很早就停住。
# 兩條線之間，就是網路死背下來的部分。實作 3 會把它補起來。

# %%
if __name__ == "__main__":
    keras.utils.set_random_seed(lab.seed)
    model = build_dense(dataset.image_shape, dataset.num_classes)
    history = train_model(
        model,
        scale_pixels(dataset.train.images),
        encode_labels(dataset.train.labels, dataset.num_classes),
        scale_pixels(dataset.validation.images),
        encode_labels(dataset.validation.labels, dataset.num_classes),
        EPOCHS[dataset.name],
    )
    print(f"parameters: {model.count_params():,}")
    print(f"generalization gap: {100 * generalization_gap(history):.1f} points")
    print(diagnose(history_frame(history)).message)
    lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
