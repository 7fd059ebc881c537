# %% [markdown] lang="zh-Hant"
# # 實作 1：會讀數字的網路
#
# 對電腦來說，圖像就是一張數字表格。這個實作要看看這些表格，把它們整理成
# 神經網路 (neural network) 吃得下的樣子，先建立一層、再建立多層的網路，
# 訓練它，最後讓它讀一個數字。每一步都問自己：*這個陣列現在是什麼形狀 (shape)？*
#
# 共有十個任務，大多只要一到三行。每完成一個，就執行：
#
#     fundamentals check lab01 --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab01_digits")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_images, plot_layers
from fundamentals.training import fit

# 要比較的網路有哪些隱藏層：沒有、一個小的、兩個大的。
NETWORKS = ((), (64,), (512, 256))
EPOCHS = 15

if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)

# %% [markdown] lang="zh-Hant"
# ## 1. 圖像就是陣列
#
# 資料集的圖像放在同一個陣列 (array) 裡，有四個軸 (axis)：第幾張圖像、第幾列 (row)、
# 第幾行 (column)、哪個色版 (channel)（灰階圖像有一個，彩色圖像有三個）。
# 一個像素 (pixel) 是 0（黑）到 255（白）的整數。陣列的 `shape` 說明每個軸有多長。

# %%
if __name__ == "__main__":
    digit = dataset.train.images[0, :, :, 0]
    part = {
        "一個數字": digit,
        "其中一塊，數字的樣子": digit[4:12, 14:22],
    }
    lab.save(plot_grids(part, same_size=True, frames={0: [(4, 14, 8, 8)]}), "pixels")


# %%
def measure_images(images):
    """說出有幾張圖像，每張多高、多寬。

    參數：
        images: 圖像陣列（``(n, height, width, channels)``）。

    傳回：
        三個整數（``(n, height, width)``）：張數、高、寬。
    """
    raise NotImplementedError("任務 1.1：幾張圖像、多高、多寬")


# %% [markdown]
# ```
# >>> measure_images(np.zeros((5, 28, 28, 1)))
# (5, 28, 28)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.1"):
        size = measure_images(dataset.train.images)
        print(f"張數、高、寬：{size}")
        some, labels = dataset.train.images[::100], dataset.train.labels[::100]
        lab.save(plot_images(some, labels, class_names=dataset.class_names), "images")


# %% [markdown] lang="zh-Hant"
# ## 2. 從圖像到一列數字
#
# 這個實作的網路不懂列與行：每張圖像要攤平成一長列數字，叫做*向量 (vector)*。
# 輸入太大，訓練會不穩定，所以把像素縮放到 0–1。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 一張 28×28 的灰階圖像，攤平後的向量有幾個數字？

# %%
if __name__ == "__main__":
    lab.guess("vector", None)


# %%
def to_vectors(images):
    """把每張圖像攤平成一列，並從 0–255 縮放到 0–1。

    參數：
        images: 任意大小的圖像陣列（uint8、``(n, height, width, channels)``）。

    傳回：
        float32 陣列（``(n, height * width * channels)``、0–1），一列一張圖像。
    """
    raise NotImplementedError("任務 1.2：從圖像到一列數字")


# %% [markdown]
# ```
# >>> vectors = to_vectors(np.full((2, 28, 28, 1), 51, dtype="uint8"))
# >>> vectors.shape, vectors.dtype, round(float(vectors.max()), 2)
# ((2, 784), dtype('float32'), 0.2)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.2"):
        stripes = to_vectors(dataset.train.images[:3])
        # 每個向量是一列像素；畫成 60 列高。
        name = "三個向量，由上到下"
        lab.save(plot_grids({name: stripes.repeat(60, axis=0)}), "vectors")


# %% [markdown] lang="zh-Hant"
# ## 3. 從標籤到 one-hot
#
# 網路會為每個類別 (class) 回答一個數字。正確答案也寫成同樣的形式：
# 在該數字的位置是 1，其他都是 0，叫做 *one-hot*。十個類別中的 3 是
# `0 0 0 1 0 0 0 0 0 0`。請為單一個標籤 (label) 寫出來。


# %%
def one_hot(label, num_classes):
    """把一個標籤寫成只有一個 1、其餘為 0 的一列。

    參數：
        label: 整數標籤，0 到 ``num_classes - 1``。
        num_classes: 類別數。

    傳回：
        陣列（``(num_classes,)``），浮點數或整數皆可。
    """
    raise NotImplementedError("任務 1.3：把一個標籤寫成 one-hot")


# %% [markdown]
# ```
# >>> one_hot(3, 10)
# array([0., 0., 0., 1., 0., 0., 0., 0., 0., 0.], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.2", "1.3"):
        x_train = to_vectors(dataset.train.images)
        y_train = np.stack([one_hot(label, dataset.num_classes) for label in dataset.train.labels])
        x_valid, valid_labels = to_vectors(dataset.validation.images), dataset.validation.labels
        first = dataset.train.labels[::400][:6]
        name = f"標籤 {', '.join(map(str, first))}"
        lab.save(plot_grids({name: y_train[::400][:6]}), "one_hot")


# %% [markdown] lang="zh-Hant"
# ## 4. 先說出形狀，再動手建立
#
# 有 `units` 個神經元 (neuron) 的 `Dense` 層會看整列數字，為每張圖像輸出 `units` 個數字。
# 所以第二個軸每層都不同，第一個軸（圖像）則永遠不變。
#
# 每個神經元對每個輸入的數字各有一個權重 (weight)，另有一個偏差 (bias)。要數的就這些。

# %%
if __name__ == "__main__":
    lab.slide("dense")


# %%
def name_shapes(images_shape, units):
    """說出每一步交出去的陣列是什麼形狀，從向量一直到機率。

    參數：
        images_shape: 圖像的形狀（``(n, height, width, channels)``，例如 ``(32, 28, 28, 1)``）。
        units: 各層的單元數（例如 ``[512, 256, 10]``）。

    傳回：
        由 ``(rows, columns)``（列數、行數）組成的串列：先是向量，接著是每一層的輸出。
    """
    raise NotImplementedError("任務 1.4：說出每一步的形狀")


# %% [markdown]
# ```
# >>> name_shapes((32, 28, 28, 1), [512, 10])
# [(32, 784), (32, 512), (32, 10)]
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.4"):
        shapes = name_shapes((32, *dataset.image_shape), [*NETWORKS[-1], 10])
        names = ["向量", *[f"Dense {columns}" for _, columns in shapes[1:]]]
        layers = [(name, str(shape)) for name, shape in zip(names, shapes, strict=True)]
        lab.save(plot_layers(layers, plain=[0]), "shapes")

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 把 784 個數字變成 10 個的 `Dense` 層，有幾個參數？

# %%
if __name__ == "__main__":
    lab.guess("parameters", None)


# %%
def count_parameters(num_inputs, units):
    """數出每個 Dense 層的權重與偏差共有幾個。

    參數：
        num_inputs: 向量的長度。
        units: 各層的單元數（例如 ``[512, 256, 10]``）。

    傳回：
        每層一個整數：該層的參數數目。
    """
    raise NotImplementedError("任務 1.5：數出每層的參數")


# %% [markdown]
# ```
# >>> count_parameters(784, [64, 10])
# [50240, 650]
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.5"):
        units = [*NETWORKS[-1], dataset.num_classes]
        label = "{count:,} 個參數"
        layers = [("向量", "784")]
        for width, count in zip(units, count_parameters(784, units), strict=True):
            layers.append((f"Dense {width}", str(label.format(count=count))))
        lab.save(plot_layers(layers, plain=[0]), "parameters")


# %% [markdown] lang="zh-Hant"
# ## 5. softmax 說了什麼
#
# 最後一層為每個類別給一個*分數 (score)*：任何數都可能，越高越像。*softmax* 把一張圖像的分數
# 變成機率 (probability)：先算 e 的各分數次方，再除以總和，於是全都是正數，加起來是 1。
# e 的 1,000 次方大到電腦裝不下：請先把每個分數減去最大的分數，結果不變。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 把一張圖像的每個分數都加上 100，機率會 (a) 改變，還是 (b) 不變？

# %%
if __name__ == "__main__":
    lab.guess("shift", None)


# %%
def softmax(scores):
    """把一張圖像的分數變成機率。

    參數：
        scores: 分數（``(num_classes,)``），可能大到 1,000。

    傳回：
        機率（``(num_classes,)``、0–1），加起來是 1。
    """
    raise NotImplementedError("任務 1.6：softmax：從分數到機率")


# %% [markdown]
# ```
# >>> softmax(np.array([2.0, 1.0, 0.0])).round(3)
# array([0.665, 0.245, 0.09 ])
# ```

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_class_probabilities

    if lab.written("1.6"):
        scores = np.array([3.0, 2.0, 1.0, 0.0, -1.0])
        name = "分數 {score:g}"
        bars = [
            (str(name.format(score=score)), float(probability))
            for score, probability in zip(scores, softmax(scores), strict=True)
        ]
        lab.save(plot_class_probabilities(bars), "softmax")


# %% [markdown] lang="zh-Hant"
# ## 6. 建立網路
#
# 一個使用 softmax 的 `Dense` 層就已經是完整的網路：十個神經元，一個管一個數字。
# 輸入與輸出之間的*隱藏層 (hidden layer)* 讓它更強。每個隱藏層用 ReLU 把輸出折彎（負數變成 0）；
# 少了它，兩層接在一起還是等於一層。


# %%
def build_network(input_shape, num_classes, hidden_units=()):
    """用 Dense 層建立網路（不用其他層），尚未編譯。

    參數：
        input_shape: 一個向量的形狀（例如 ``(784,)``）。
        num_classes: 類別數。
        hidden_units: 各隱藏層的單元數，預設沒有。

    傳回：
        Keras 模型：輸入向量 ``(n, *input_shape)``，輸出各類別的機率 ``(n, num_classes)``。
    """
    raise NotImplementedError("任務 1.7：建立網路")


# %% [markdown]
# ```
# >>> model = build_network((784,), 10, (64,))
# >>> model.output_shape, model.count_params()
# ((None, 10), 50890)
# ```

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_model

    if lab.written("1.7"):
        lab.save(plot_model(build_network((784,), dataset.num_classes, NETWORKS[-1])), "network")


# %% [markdown] lang="zh-Hant"
# ## 7. 訓練
#
# `compile` 說明要把什麼變小（*損失 (loss)*：答案離 one-hot 有多遠）、用什麼方法
# （*最佳化器 (optimizer)*），以及要回報什麼：準確度 (accuracy)。`fit` 讓網路一遍又一遍看過
# 所有圖像，每一遍是一個*週期 (epoch)*。`fundamentals.training` 的 `fit` 就是 Keras 的 `fit`，
# 只是共用一條進度列。


# %%
def train_model(model, x_train, y_train, epochs):
    """編譯並訓練模型，同時量測準確度。

    評分程式用自己的數字訓練 ``build_network`` 的網路，最多 120 個週期：沒看過的數字答對 75 % 以上得
    滿分，50 % 以下沒有分數。隨檔案帶來的權重不計分。

    參數：
        model: 尚未編譯的 Keras 模型。
        x_train: 訓練向量（float32、``(n, num_inputs)``、0–1）。
        y_train: one-hot 標籤（``(n, num_classes)``）。
        epochs: 要看幾遍。

    傳回：
        ``fit`` 傳回的 ``History``。
    """
    raise NotImplementedError("任務 1.8：編譯並訓練")


# %% [markdown]
# ```
# >>> history = train_model(model, vectors, np.array([one_hot(3, 10)] * 2), epochs=4)
# >>> len(history.history["accuracy"])
# 4
# ```

# %% [markdown] lang="zh-Hant"
# 三個網路：沒有、一個、兩個隱藏層。曲線是最大的那一個。

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_learning_curves
    from fundamentals.training import history_frame

    if lab.written("1.2", "1.3", "1.7", "1.8"):
        models, histories = [], []
        for hidden_units in NETWORKS:
            keras.utils.set_random_seed(lab.seed)
            models.append(build_network(x_train.shape[1:], dataset.num_classes, hidden_units))
            histories.append(train_model(models[-1], x_train, y_train, EPOCHS))
        lab.save(plot_learning_curves(history_frame(histories[-1])), "training")


# %% [markdown] lang="zh-Hant"
# ## 8. 評估
#
# 算數的只有在沒訓練過的圖像上的準確度，也就是*驗證 (validation)* 圖像。
# `model.predict` 為每張圖像給一列機率，答案是最大值所在的位置。它和標籤相同的比例是多少？


# %%
def measure_accuracy(model, vectors, labels):
    """傳回模型答對的比例。

    參數：
        model: 會給出機率的 Keras 模型。
        vectors: 向量（float32、``(n, num_inputs)``、0–1）。
        labels: 整數標籤（``(n,)``）。

    傳回：
        浮點數，0–1。
    """
    raise NotImplementedError("任務 1.9：量測準確度")


# %% [markdown]
# ```
# >>> isinstance(measure_accuracy(model, vectors, np.array([3, 3])), float)
# True
# ```

# %% [markdown] lang="zh-Hant"
# 準確度下面，是最大的網路最有把握卻答錯的圖像。

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_mistakes
    from fundamentals.training import worst_mistakes

    if lab.written("1.2", "1.3", "1.7", "1.8", "1.9"):
        for hidden_units, model, history in zip(NETWORKS, models, histories, strict=True):
            print(
                f"隱藏層神經元 {list(hidden_units)}：{model.count_params():,} 個參數，訓練準確度 "
                f"{history.history['accuracy'][-1]:.1%}，驗證準確度 "
                f"{measure_accuracy(model, x_valid, valid_labels):.1%}"
            )
        probabilities = models[-1].predict(x_valid, verbose=0)
        mistakes = worst_mistakes(valid_labels, probabilities, count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )


# %% [markdown] lang="zh-Hant"
# ## 9. 看看單層網路的內部
#
# 沒有隱藏層的網路裡，每個神經元對每個像素各有一個權重，所以權重也是一張圖像：
# 橘色的像素支持這個數字，藍色的反對。你看得出哪些數字？

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_kernels

    if lab.written("1.2", "1.3", "1.7", "1.8"):
        height, width, _ = dataset.image_shape
        weights = models[0].layers[-1].get_weights()[0].reshape(height, width, -1)
        lab.save(plot_kernels(weights), "weights")

# %% [markdown] lang="zh-Hant"
# ## 10. 讀一個數字
#
# 單張圖像是三個軸的陣列，直接從檔案來：0–255，沒有縮放也沒有攤平。
# 模型要的是一列一列的資料，即使只有一列。請傳回數字，以及模型有多少把握。
# 然後看看它最沒有把握的那張圖像。換成你，答得出來嗎？


# %%
def predict_digit(model, image):
    """傳回模型在一張圖像中讀到的數字，以及它有多少把握。

    參數：
        model: 訓練好的 Keras 模型。
        image: 一張圖像（uint8、``(height, width, channels)``、0–255）。

    傳回：
        數字（整數）與它的機率，0–1。
    """
    raise NotImplementedError("任務 1.10：讀一個數字")


# %% [markdown]
# ```
# >>> digit, probability = predict_digit(model, np.zeros((28, 28, 1), dtype="uint8"))
# >>> digit in range(10), 0 <= probability <= 1
# (True, True)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.2", "1.3", "1.7", "1.8", "1.10"):
        probabilities = models[-1].predict(x_valid, verbose=0)
        hardest = np.argmin(probabilities.max(axis=1))
        image = dataset.validation.images[hardest]
        digit, probability = predict_digit(models[-1], image)
        print(
            f"模型最沒把握的圖像：讀成 {digit}，機率 {probability:.1%}；標籤是 "
            f"{valid_labels[hardest]}"
        )
        lab.save(plot_images(image[np.newaxis], valid_labels[[hardest]]), "digit")
        likeliest = np.argsort(probabilities[hardest])[::-1][:5]
        bars = [(dataset.class_names[place], probabilities[hardest, place]) for place in likeliest]
        lab.save(plot_class_probabilities(bars), "probabilities")
