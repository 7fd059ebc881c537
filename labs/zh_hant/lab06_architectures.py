# %% [markdown] lang="zh-Hant"
# # 實作 6：更深、更小
#
# 實作 3b 的網路一路直走，卷積 (convolution) 之後還是卷積。還有別的做法：
# *跳接 (skip connection)* 讓網路可以深達三十層；把卷積拆成兩步，參數就少得多。
# 你會把兩種都做出來，用一張圖比較各自的代價與效果。實作 6b 再一列一列地讀圖像：
# 帶著記憶讀，或用注意力 (attention) 讀。
#
#     fundamentals check lab06 --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab06_architectures")

# %%
import time

import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_learning_curves, plot_model
from fundamentals.training import fit, history_frame

EPOCHS, BATCH_SIZE = 10, 64
# 每個區塊兩層卷積；加上第一層與最後一層，共 30 層。
BLOCKS = 14

# %% [markdown] lang="zh-Hant"
# ## 1. 同樣的資料，同樣的訓練
#
# 要比較網路，就要用同樣的圖像、同樣的方式訓練。所以這一段已經寫好：
# 標籤 (label) 用整數，週期 (epoch) 一樣多，學習率 (learning rate) 先升後降。


# %%
def prepare(split):
    """傳回 0–1 的 float32 圖像與整數標籤。"""
    return split.images.astype("float32") / 255, split.labels


def train_model(model, x_train, y_train, epochs, validation_data=None):
    """編譯並訓練任何一個網路。"""
    steps = epochs * -(-len(x_train) // BATCH_SIZE)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0002, steps - steps // 4, warmup_target=0.002, warmup_steps=steps // 4
    )
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        x_train,
        y_train,
        validation_data=validation_data,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        verbose=False,
    )


if __name__ == "__main__":
    dataset = load_dataset("digits")
    (x_train, y_train), (x_valid, y_valid) = prepare(dataset.train), prepare(dataset.validation)

# %% [markdown] lang="zh-Hant"
# ## 2. 有跳接的區塊
#
# *殘差區塊 (residual block)* 是兩層卷積，加上一條繞過它們的跳接：
# 把進來的 `x` 加到卷積的結果上。
#
#     x ──► 3×3, ReLU ──► 3×3 ──► + ──► ReLU
#     └───────────────────────────┘
#
# 兩層卷積只需要學*要改變多少*，也就是*殘差 (residual)*。要能相加，兩邊的形狀必須相同：
# `padding="same"` 保留列數與行數；色版 (channel) 數不同時，在跳接上放一個 1×1 的卷積，
# 把 `x` 變成 `filters` 個色版。這個想法與名稱出自何愷明等人的
# *Deep Residual Learning for Image Recognition* (2015)。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** `x` 的色版數已經等於 `filters` 時，跳接多了幾個參數？

# %%
if __name__ == "__main__":
    lab.guess("skip", None)
    lab.slide("residual")


# %%
def residual_block(x, filters, skip=True):
    """套用兩層卷積，並加上繞過它們的跳接：ReLU(convolutions(x) + x)。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        x: Keras 張量（``(n, rows, columns, channels)``）。
        filters: 每層卷積的核心 (kernel) 數。
        skip: False 表示不相加，其餘不變。

    傳回：
        Keras 張量（``(n, rows, columns,
        filters)``）。兩層有偏差 (bias) 的 3×3 Conv2D，第一層用 ReLU；``channels`` 與 ``filters`` 不
        同時，跳接上有一層 1×1 的 Conv2D；不用批次正規化 (batch normalization)。
    """
    raise NotImplementedError("任務 6.1：有跳接的區塊")


# %%
def build_block(input_shape, filters, skip=True):
    """建立只有一個區塊的網路，用來試試看。"""
    x = keras.Input(input_shape)
    return keras.Model(x, residual_block(x, filters, skip))


# %% [markdown]
# ```
# >>> build_block((7, 7, 8), 16).output_shape, build_block((7, 7, 8), 16).count_params()
# ((None, 7, 7, 16), 3632)
# ```

# %% [markdown] lang="zh-Hant"
# 讓數字經過一個還沒訓練的區塊：沒有跳接，就剩不了多少；有跳接，看得出還是那個數字。

# %%
if __name__ == "__main__":
    if lab.written("6.1"):
        blocks = {"圖像": x_train[0]}
        for name, skip in (
            ("沒有跳接", False),
            ("有跳接", True),
        ):
            keras.utils.set_random_seed(lab.seed)
            blocks[name] = build_block(dataset.image_shape, 1, skip).predict(
                x_train[:1], verbose=0
            )[0]
        lab.save(plot_grids(blocks), "block")

# %% [markdown] lang="zh-Hant"
# ## 3. 三十層
#
# 先用一層步長 (stride) 為 4 的卷積，把 28×28 像素變成 7×7 的特徵圖 (feature map)，訓練只要幾秒鐘。
# 接著是一個接一個的十四個區塊：連同第一層與最後一層，共有三十層帶參數的層。
# 用 `skip=False` 建立的是同一個網路，只是不相加：層相同、參數一樣多、初始權重 (weight) 的抽法也一樣。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 10 個週期後，沒有跳接的網路答對多少*訓練*圖像？
# > (a) 幾乎全部，(b) 大約一半，(c) 和亂猜一樣。

# %%
if __name__ == "__main__":
    lab.guess("thirty", None)


# %%
def build_deep(input_shape, num_classes, blocks, skip=True):
    """用殘差區塊建立很深的網路，尚未編譯。

    參數：
        input_shape: 一張圖像的形狀（例如 ``(28, 28, 1)``）。
        num_classes: 類別數。
        blocks: 區塊數，每個區塊 16 個色版。
        skip: 傳給每一個 ``residual_block``。

    傳回：
        Keras 模型（``(n, num_classes)``）：一層步長 4、``padding="same"``、ReLU、16 個 5×5 核心的
        Conv2D；各區塊；全域平均池化；輸出各類別的機率。
    """
    raise NotImplementedError("任務 6.2：三十層")


# %% [markdown]
# ```
# >>> deep = build_deep((28, 28, 1), 10, blocks=14)
# >>> deep.output_shape, sum(isinstance(layer, keras.layers.Conv2D) for layer in deep.layers)
# ((None, 10), 29)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.1", "6.2"):
        curves = {}
        for name, skip in (
            ("沒有跳接", False),
            ("殘差", True),
        ):
            keras.utils.set_random_seed(lab.seed)
            model = build_deep(dataset.image_shape, dataset.num_classes, BLOCKS, skip)
            start = time.perf_counter()
            history = train_model(model, x_train, y_train, EPOCHS, (x_valid, y_valid))
            # 最後一個是殘差網路：第 6 節會用到這些數字，不必再訓練一次。
            residual = {
                "parameters": model.count_params(),
                "seconds": time.perf_counter() - start,
                "accuracy": history.history["val_accuracy"][-1],
            }
            curves[str(name)] = history_frame(history)
            print(
                f"答對 {history.history['accuracy'][-1]:6.1%} 的訓練圖像，{model.count_params():,} "
                f"個參數：{name}"
            )
        lab.save(plot_learning_curves(curves), "thirty_layers")

# %% [markdown] lang="zh-Hant"
# 沒有跳接的那一個並不是過度擬合 (overfitting)：它連訓練圖像都學不會。
# 每一層都讓訊號變小一點，往回走時斜率 (slope) 也是。三十層之後，已經沒有東西可學。
# 加法則把兩者原樣傳過去。換一種初始權重，或在每層卷積後加上批次正規化 (batch normalization)，
# 也有幫助；跳接則不需要這些。


# %% [markdown] lang="zh-Hant"
# ## 4. 分成兩步的卷積
#
# 一般的核心在視窗裡一次看*所有*色版。
# *深度可分離卷積 (depthwise-separable convolution)* 分成兩步。第一步是*逐色版 (depthwise)*：
# 每個色版各用一個 `size` × `size` 的核心，只看自己。第二步是*逐點 (pointwise)*：
# 用 1×1 的卷積混合各色版，每個核心 (filter) 混合一次。偏差只在最後，每個 filter 一個。
# 這樣能省下多少參數？


# %%
def convolution_parameters(size, channels, filters):
    """數出一般卷積與深度可分離卷積的參數。

    參數：
        size: 核心的高與寬。
        channels: 輸入的色版數。
        filters: 輸出的色版數。

    傳回：
        兩個整數 ``(ordinary, separable)``：一般卷積與可分離卷積，含偏差。
    """
    raise NotImplementedError("任務 6.3：數出卷積的參數")


# %% [markdown]
# ```
# >>> convolution_parameters(3, 24, 40)
# (8680, 1216)
# ```

# %% [markdown] lang="zh-Hant"
# 按比例畫出來，一個權重一個像素：從 24 個色版到 40 個色版，左邊是一般的核心，右邊是兩個步驟。

# %%
if __name__ == "__main__":
    if lab.written("6.3"):
        ordinary, separable = convolution_parameters(3, 24, 40)
        count = "{name}：{count:,} 個參數"
        weights = {
            count.format(name="一般", count=ordinary): np.zeros((9 * 24, 40)),
            "逐色版": np.zeros((9, 24)),
            count.format(name="兩步合計", count=separable): np.zeros((24, 40)),
        }
        lab.save(plot_grids(weights), "weights")

# %% [markdown] lang="zh-Hant"
# ## 5. 把小的 CNN 變得更小
#
# `build_cnn` 是實作 3b 的網路。請用可分離卷積建立類似的網路：
# `keras.layers.SeparableConv2D` 會做完兩步。第一層請保留一般的卷積：灰階圖像只有一個色版，
# 逐色版那一步就只剩一個核心，每個 filter 都只是它的副本。


# %%
def build_cnn(input_shape, num_classes):
    """建立實作 3b 的網路。"""
    layers = [keras.Input(input_shape)]
    for filters, pooled in ((16, True), (24, False), (24, True), (40, False), (40, True)):
        layers += [keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)]
        layers += [keras.layers.MaxPooling2D()] if pooled else []
        layers += [keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]
    layers += [keras.layers.Flatten(), keras.layers.Dropout(0.3)]
    return keras.Sequential([*layers, keras.layers.Dense(num_classes, activation="softmax")])


# %%
def build_separable(input_shape, num_classes):
    """用深度可分離卷積建立 CNN，尚未編譯。

    評分程式用自己的數字與實作裡的 ``train_model`` 訓練這個網路。沒看過的數字答對 75 % 以上得滿分，
    50 % 以下沒有分數。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀（例如 ``(28, 28, 1)``）。
        num_classes: 類別數。

    傳回：
        從圖像到各類別機率的 Keras 模型（``(n, num_classes)``）；對 28×28 的灰階圖像最多 15,000 個參
        數。只有圖像直接進入的那一層卷積，可以是一般的卷積。
    """
    raise NotImplementedError("任務 6.4：用可分離卷積建立 CNN")


# %% [markdown]
# ```
# >>> build_separable((28, 28, 1), 10).output_shape
# (None, 10)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.4"):
        lab.save(plot_model(build_separable(dataset.image_shape, dataset.num_classes)), "separable")


# %% [markdown] lang="zh-Hant"
# ## 6. 代價多大，效果多好？
#
# 三個數字說明一切：要存多少參數、訓練幾秒、答對多少比例的驗證 (validation) 圖像。


# %%
def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """用 ``train_model`` 訓練模型並量測它。

    參數：
        model: 尚未編譯的 Keras 模型。
        x_train: 訓練圖像（float32、0–1）。
        y_train: 整數訓練標籤（``(n,)``）。
        x_valid: 驗證圖像。
        y_valid: 整數驗證標籤。
        epochs: 訓練圖像要看幾遍。

    傳回：
        含三個數字的字典：``"parameters"`` 所有參數，不論是否訓練；``"seconds"`` 只算訓練的秒數，至
        少是整個呼叫的 20 %；``"accuracy"`` 答對的驗證圖像比例，0–1。模型要用全部的 ``x_train`` 訓
        練，不用任何驗證圖像。整個呼叫最多 120 秒。
    """
    raise NotImplementedError("任務 6.8：代價多大，效果多好")


# %% [markdown]
# ```
# >>> images, labels = np.zeros((64, 28, 28, 1), dtype="float32"), np.zeros(64, dtype=int)
# >>> sorted(measure_model(build_separable((28, 28, 1), 10), images, labels, images, labels, 1))
# ['accuracy', 'parameters', 'seconds']
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.1", "6.2", "6.4", "6.8"):
        import pandas as pd

        from fundamentals.plotting import plot_architectures

        networks = {
            "實作 3b 的 CNN": build_cnn,
            # From part 3; the seconds there include validation. 來自第 3 節，秒數含驗證。
            "30 層殘差網路": build_deep,
            "可分離 CNN": build_separable,
        }
        rows = {}
        for name, build in networks.items():
            rows[name] = residual
            if build is not build_deep:
                keras.utils.set_random_seed(lab.seed)
                model = build(dataset.image_shape, dataset.num_classes)
                rows[name] = measure_model(model, x_train, y_train, x_valid, y_valid, EPOCHS)
            print(
                f"{rows[name]['parameters']:7,} 個參數  {rows[name]['seconds']:5.1f} 秒  "
                f"{rows[name]['accuracy']:6.1%}  {name}"
            )
        lab.save(plot_architectures(pd.DataFrame.from_dict(rows, orient="index")), "architectures")

# %% [markdown] lang="zh-Hant"
# 哪一個適合放進手機？只有一分鐘可以訓練時，你會選哪一個？
