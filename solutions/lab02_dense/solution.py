# %% [markdown] lang="en"
# # Lab 2: a dense network, and how it overfits
#
# A dense network sees an image as one long row of numbers. It can memorize every training image and
# still guess badly on images that it has not seen. That is *overfitting*, and at the end of this lab
# you will have a picture of it. Lab 2b opens the box: what does `fit` do?
#
# There are five tasks. Each is a function to fill in. After each one, run:
#
#     fundamentals check lab02

# %% [markdown] lang="zh-Hant"
# # 實作 2：密集神經網路與過度擬合
#
# 密集神經網路 (dense network) 把圖像看成一長列數字。它可以把每一張訓練圖像背下來，
# 遇到沒看過的圖像卻猜得很差。這就是*過度擬合 (overfitting)*；
# 做到最後，你會親眼看到它的樣子。實作 2b 再打開黑盒子：`fit` 到底做了什麼？
#
# 共有五個任務，每個任務是一個要完成的函式。每完成一個，就執行：
#
#     fundamentals check lab02

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02_dense")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_images, plot_learning_curves, plot_model
from fundamentals.training import fit, history_frame

# Passes over the training images, by dataset: a small dataset needs more of them.
# 各資料集的訓練圖像要看幾遍：小資料集要多看幾遍。
EPOCHS = {"digits": 20, "sign_mnist": 20}

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# `digits` is 5,000 handwritten digits that come with the course. To work on the real sign-language
# images instead, write `"sign_mnist"` here and in lab 3.

# %% [markdown] lang="zh-Hant"
# ## 1. 看看資料
#
# `digits` 是課程附的 5,000 張手寫數字。若想改用真實的手語圖像，
# 把這裡和實作 3 的名稱改成 `"sign_mnist"`。

# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    print(dataset.train.images.shape, dataset.train.images.dtype)
    picture = plot_images(
        dataset.train.images[::100], dataset.train.labels[::100], class_names=dataset.class_names
    )
    lab.save(picture, "images")

# %% [markdown] lang="en"
# ## 2. Prepare the images
#
# Pixels are whole numbers from 0 to 255. A network learns faster from small numbers, so you scale
# them to 0–1.

# %% [markdown] lang="zh-Hant"
# ## 2. 準備圖像
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
    # BEGIN SOLUTION 2.1
    return images.astype("float32") / 255
    # END SOLUTION


# %% [markdown]
# ```
# >>> scale_pixels(np.array([0, 51, 255], dtype="uint8"))
# array([0. , 0.2, 1. ], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.1"):
        raw = dataset.train.images[0]
        both = (raw, scale_pixels(raw))
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "scaled")


# %% [markdown] lang="en"
# ## 3. Encode the labels
#
# The network will answer with one probability per class. The right answer takes the same form: 1 for
# the right class, 0 for all others. This is called *one-hot*.

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
        float32 or float64 array ``(n, num_classes)``: a single 1 in each row.
            float32 或 float64 陣列 ``(n, num_classes)``：每一列只有一個 1。
    """
    # BEGIN SOLUTION 2.2
    return np.eye(num_classes, dtype="float32")[labels]
    # END SOLUTION


# %% [markdown]
# ```
# >>> encode_labels(np.array([3, 0]), 5)
# array([[0., 0., 0., 1., 0.],
#        [1., 0., 0., 0., 0.]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.2"):
        some = dataset.train.labels[::400]
        rows = encode_labels(some, dataset.num_classes)
        lab.save(plot_grids({", ".join(map(str, some)): rows}), "one_hot")


# %% [markdown] lang="en"
# ## 4. Build the network
#
# Two hidden layers of 512 neurons, each connected to everything in the layer before. Count the
# parameters: the first layer alone has 784 × 512 weights.

# %% [markdown] lang="zh-Hant"
# ## 4. 建立網路
#
# 兩個隱藏層 (hidden layer)，各有 512 個神經元 (neuron)，每個都連到前一層的全部輸出。
# 數數看有多少參數 (parameter)：光是第一層就有 784 × 512 個權重 (weight)。

# %% [markdown] lang="en"
# > **Guess first.** How many parameters, biases included, does that first layer have?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 第一層連偏差 (bias) 在內，總共有幾個參數？

# %%
if __name__ == "__main__":
    lab.guess("first-layer", None)
    lab.slide("dense")


# %%
def build_dense(input_shape, num_classes):
    """Build a dense network, not yet compiled.

    建立密集神經網路，尚未編譯。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        input_shape: shape of one image, such as ``(28, 28, 1)``. 一張圖像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model from images ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
        Keras 模型：輸入圖像 ``(n, *input_shape)``，輸出各類別的機率 (softmax) ``(n, num_classes)``。
    """
    # BEGIN SOLUTION 2.3
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ],
        name="dense",
    )
    # END SOLUTION


# %% [markdown]
# ```
# >>> network = build_dense((28, 28, 1), 10)
# >>> network.input_shape, network.output_shape
# ((None, 28, 28, 1), (None, 10))
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.3"):
        keras.utils.set_random_seed(lab.seed)
        model = build_dense(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        lab.say("parameters: {count:,}", "參數：{count:,}", count=model.count_params())


# %% [markdown] lang="en"
# ## 5. Train it
#
# `fit` from `fundamentals.training` is Keras's `model.fit` with one progress bar for the whole
# training. You may use either. Ctrl-C stops it and keeps what the model has learned.

# %% [markdown] lang="zh-Hant"
# ## 5. 訓練
#
# `fundamentals.training` 的 `fit` 就是 Keras 的 `model.fit`，只是整段訓練共用一條進度列，
# 用哪一個都可以。按 Ctrl-C 會停下來，並保留已經學到的部分。

# %% [markdown] lang="en"
# > **Guess first.** After 20 epochs this network gets every training image right. On the validation
# > images, will it (a) get all of them right, too, (b) stay a few points below, or (c) only guess?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 20 個週期 (epoch) 後，這個網路的訓練圖像全對。驗證圖像它會 (a) 也全對、
# > (b) 少幾個百分點，還是 (c) 只能亂猜？

# %%
if __name__ == "__main__":
    lab.guess("validation", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確度 (accuracy)。

    The grader trains a network from ``build_dense`` on its own digits, for at most 120 epochs.
    An accuracy of 75 % on unseen digits earns all points; 50 % earns none.
    Weights that come with the file earn nothing.

    評分程式用自己的數字訓練 ``build_dense`` 的網路，最多 120 個週期：沒看過的數字答對 75 % 以上得滿分，50 % 以下沒有分數。
    隨檔案帶來的權重不計分。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: float32 images, values 0–1. 訓練圖像。
        y_train: one-hot labels ``(n, num_classes)``. one-hot 訓練標籤。
        x_valid: validation images. 驗證圖像。
        y_valid: one-hot validation labels. one-hot 驗證標籤。
        epochs: number of passes over the training images. 訓練圖像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    # BEGIN SOLUTION 2.4
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        x_train,
        y_train,
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        batch_size=64,
    )
    # END SOLUTION


# %% [markdown]
# ```
# >>> x, y = np.zeros((8, 28, 28, 1), dtype="float32"), encode_labels(np.arange(8), 10)
# >>> len(train_model(network, x, y, x, y, epochs=3).history["val_accuracy"])
# 3
# ```

# %% [markdown] lang="en"
# The dashed line (training) goes on to 100 %. The solid line (validation) stops early. The space
# between them is what the network memorized. Lab 3 closes it.

# %% [markdown] lang="zh-Hant"
# 虛線（訓練）一路走到 100 %，實線（驗證）很早就停住。
# 兩條線之間的差距，就是網路死背下來的部分。實作 3 會把它縮小。

# %%
if __name__ == "__main__":
    if lab.written("2.1", "2.2", "2.3", "2.4"):
        x_valid = scale_pixels(dataset.validation.images)
        history = train_model(
            model,
            scale_pixels(dataset.train.images),
            encode_labels(dataset.train.labels, dataset.num_classes),
            x_valid,
            encode_labels(dataset.validation.labels, dataset.num_classes),
            EPOCHS[dataset.name],
        )
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")


# %% [markdown] lang="en"
# ## 6. Measure the gap
#
# Generalization means doing well on images that were not trained on. The *generalization gap* is how
# much accuracy is lost on them.

# %% [markdown] lang="zh-Hant"
# ## 6. 量測差距
#
# 泛化 (generalization) 是指在沒訓練過的圖像上也做得好。
# *泛化差距 (generalization gap)* 就是在這些圖像上掉了多少準確度。


# %%
def generalization_gap(history):
    """Return the last training accuracy minus the last validation accuracy.

    傳回最後一個週期的訓練準確度減去驗證準確度。

    Args:
        history: the Keras ``History`` of a training run with ``metrics=["accuracy"]``.
            以 ``metrics=["accuracy"]`` 訓練得到的 Keras ``History``。

    Returns:
        float; 0.05 means five percentage points. 浮點數；0.05 表示五個百分點。
    """
    # BEGIN SOLUTION 2.5
    return float(history.history["accuracy"][-1] - history.history["val_accuracy"][-1])
    # END SOLUTION


# %% [markdown]
# ```
# >>> run = keras.callbacks.History()
# >>> run.history = {"accuracy": [0.5, 0.75], "val_accuracy": [0.5, 0.5]}
# >>> generalization_gap(run)
# 0.25
# ```

# %% [markdown] lang="en"
# Which images make up the gap? Here are the most confident errors among the validation images.
# `diagnose` says in one sentence what the curves show.

# %% [markdown] lang="zh-Hant"
# 差距來自哪些圖像？下面是驗證圖像中，最有把握卻答錯的那些。`diagnose` 用一句話說出曲線的意思。

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_mistakes
    from fundamentals.training import diagnose, worst_mistakes

    if lab.written("2.1", "2.2", "2.3", "2.4", "2.5"):
        lab.say(
            "generalization gap: {gap:.1f} points",
            "泛化差距：{gap:.1f} 個百分點",
            gap=100 * generalization_gap(history),
        )
        print(diagnose(history_frame(history)).message)
        probabilities = model.predict(x_valid, verbose=0)
        mistakes = worst_mistakes(dataset.validation.labels, probabilities, count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )
