# %% [markdown] lang="en"
# # Lab 1: a network that reads digits
#
# To a computer, an image is a table of numbers. In this lab you look at such tables, turn them into
# the input of a neural network, build a network of one layer and then of several, train it, and let
# it read one digit. At each step, ask yourself: *what shape is this array now?*
#
# There are ten tasks, most of them one to three lines long. After each one, run:
#
#     fundamentals check lab01

# %% [markdown] lang="zh-Hant"
# # 實作 1：會讀數字的網路
#
# 對電腦來說，圖像就是一張數字表格。這個實作要看看這些表格，把它們整理成
# 神經網路 (neural network) 吃得下的樣子，先建立一層、再建立多層的網路，
# 訓練它，最後讓它讀一個數字。每一步都問自己：*這個陣列現在是什麼形狀 (shape)？*
#
# 共有十個任務，大多只要一到三行。每完成一個，就執行：
#
#     fundamentals check lab01

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab01_digits")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_grids, plot_images, plot_layers
from fundamentals.training import fit

# Hidden layers of the networks to compare: none, a small one, two large ones.
# 要比較的網路有哪些隱藏層：沒有、一個小的、兩個大的。
NETWORKS = ((), (64,), (512, 256))
EPOCHS = 15

if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)

# %% [markdown] lang="en"
# ## 1. Images are arrays
#
# The images of a dataset lie in one array with four axes: image, row, column, and channel (gray
# images have one channel, color images three). A pixel is a whole number from 0 (black) to 255
# (white). The array's `shape` says how long each axis is.

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
        Text("a digit", "一個數字"): digit,
        Text("part of it, as numbers", "其中一塊，數字的樣子"): digit[4:12, 14:22],
    }
    lab.save(plot_grids(part, same_size=True, frames={0: [(4, 14, 8, 8)]}), "pixels")


# %%
def measure_images(images):
    """Return how many images there are, and how high and wide each is.

    說出有幾張圖像，每張多高、多寬。

    Args:
        images: array ``(n, height, width, channels)``. 圖像陣列。

    Returns:
        Three integers: ``(n, height, width)``. 三個整數：張數、高、寬。
    """
    # BEGIN SOLUTION 1.1
    count, height, width, _ = images.shape
    return count, height, width
    # END SOLUTION


# %% [markdown]
# ```
# >>> measure_images(np.zeros((5, 28, 28, 1)))
# (5, 28, 28)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.1"):
        size = measure_images(dataset.train.images)
        lab.say("images, height, width: {size}", "張數、高、寬：{size}", size=size)
        some, labels = dataset.train.images[::100], dataset.train.labels[::100]
        lab.save(plot_images(some, labels, class_names=dataset.class_names), "images")


# %% [markdown] lang="en"
# ## 2. From images to rows of numbers
#
# The networks in this lab know nothing about rows and columns: each image becomes one long row of
# numbers, called a *vector*. Large inputs make training unstable, so you scale the pixels to 0–1.

# %% [markdown] lang="zh-Hant"
# ## 2. 從圖像到一列數字
#
# 這個實作的網路不懂列與行：每張圖像要攤平成一長列數字，叫做*向量 (vector)*。
# 輸入太大，訓練會不穩定，所以把像素縮放到 0–1。

# %% [markdown] lang="en"
# > **Guess first.** How many numbers does the vector of one 28×28 gray image hold?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 一張 28×28 的灰階圖像，攤平後的向量有幾個數字？

# %%
if __name__ == "__main__":
    lab.guess("vector", None)


# %%
def to_vectors(images):
    """Flatten each image into one row, scaled from 0–255 to 0–1.

    把每張圖像攤平成一列，並從 0–255 縮放到 0–1。

    Args:
        images: uint8 array ``(n, height, width, channels)`` of any size. 任意大小的圖像陣列。

    Returns:
        float32 array ``(n, height * width * channels)``, values 0–1. float32 陣列，一列一張圖像。
    """
    # BEGIN SOLUTION 1.2
    return images.reshape(len(images), -1).astype("float32") / 255
    # END SOLUTION


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
        # Each vector is one row of pixels; it is drawn 60 rows high.
        # 每個向量是一列像素；畫成 60 列高。
        name = Text("three vectors, one above the other", "三個向量，由上到下")
        lab.save(plot_grids({name: stripes.repeat(60, axis=0)}), "vectors")


# %% [markdown] lang="en"
# ## 3. From a label to a row of zeros and a one
#
# The network will answer with one number per class. The right answer takes the same form: a row with
# a 1 at the digit's position and 0 elsewhere, called *one-hot*. A 3 among ten classes is
# `0 0 0 1 0 0 0 0 0 0`. Write this row for a single label.

# %% [markdown] lang="zh-Hant"
# ## 3. 從標籤到 one-hot
#
# 網路會為每個類別 (class) 回答一個數字。正確答案也寫成同樣的形式：
# 在該數字的位置是 1，其他都是 0，叫做 *one-hot*。十個類別中的 3 是
# `0 0 0 1 0 0 0 0 0 0`。請為單一個標籤 (label) 寫出來。


# %%
def one_hot(label, num_classes):
    """Write one label as a row of zeros with a single 1.

    把一個標籤寫成只有一個 1、其餘為 0 的一列。

    Args:
        label: integer, 0 to ``num_classes - 1``. 整數標籤，0 到 ``num_classes - 1``。
        num_classes: number of classes. 類別數。

    Returns:
        array ``(num_classes,)``, floats or integers. 陣列，浮點數或整數皆可。
    """
    # BEGIN SOLUTION 1.3
    row = np.zeros(num_classes, dtype="float32")
    row[label] = 1
    return row
    # END SOLUTION


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
        name = Text("labels {labels}", "標籤 {labels}").format(labels=", ".join(map(str, first)))
        lab.save(plot_grids({name: y_train[::400][:6]}), "one_hot")


# %% [markdown] lang="en"
# ## 4. Name the shapes before you build
#
# A `Dense` layer with `units` neurons looks at the whole row and outputs `units` numbers per image.
# So the second axis changes from layer to layer, while the first axis, the images, never changes.
#
# Each neuron has one weight for every input number, and one bias. There is nothing else to count.

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
    """Return the shape of each step's output, from the vectors to the probabilities.

    說出每一步交出去的陣列是什麼形狀，從向量一直到機率。

    Args:
        images_shape: ``(n, height, width, channels)``, such as ``(32, 28, 28, 1)``. 圖像的形狀。
        units: units of each Dense layer in turn, such as ``[512, 256, 10]``. 各層的單元數。

    Returns:
        List of pairs ``(rows, columns)``: first the vectors, then the output of each layer.
        由 ``(rows, columns)``（列數、行數）組成的串列：先是向量，接著是每一層的輸出。
    """
    # BEGIN SOLUTION 1.4
    count, height, width, channels = images_shape
    return [(count, columns) for columns in (height * width * channels, *units)]
    # END SOLUTION


# %% [markdown]
# ```
# >>> name_shapes((32, 28, 28, 1), [512, 10])
# [(32, 784), (32, 512), (32, 10)]
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.4"):
        shapes = name_shapes((32, *dataset.image_shape), [*NETWORKS[-1], 10])
        names = [Text("vectors", "向量"), *[f"Dense {columns}" for _, columns in shapes[1:]]]
        layers = [(name, str(shape)) for name, shape in zip(names, shapes, strict=True)]
        lab.save(plot_layers(layers, plain=[0]), "shapes")

# %% [markdown] lang="en"
# > **Guess first.** A `Dense` layer turns 784 numbers into 10. How many parameters does it have?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 把 784 個數字變成 10 個的 `Dense` 層，有幾個參數？

# %%
if __name__ == "__main__":
    lab.guess("parameters", None)


# %%
def count_parameters(num_inputs, units):
    """Count the weights and biases of each Dense layer.

    數出每個 Dense 層的權重與偏差共有幾個。

    Args:
        num_inputs: length of a vector, such as 784. 向量的長度。
        units: units of each Dense layer in turn, such as ``[512, 256, 10]``. 各層的單元數。

    Returns:
        List of integers, one per layer: its number of parameters. 每層一個整數：該層的參數數目。
    """
    # BEGIN SOLUTION 1.5
    parameters = []
    for outputs in units:
        parameters.append(num_inputs * outputs + outputs)
        num_inputs = outputs
    return parameters
    # END SOLUTION


# %% [markdown]
# ```
# >>> count_parameters(784, [64, 10])
# [50240, 650]
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.5"):
        units = [*NETWORKS[-1], dataset.num_classes]
        label = Text("{count:,} parameters", "{count:,} 個參數")
        layers = [(Text("vectors", "向量"), "784")]
        for width, count in zip(units, count_parameters(784, units), strict=True):
            layers.append((f"Dense {width}", str(label.format(count=count))))
        lab.save(plot_layers(layers, plain=[0]), "parameters")


# %% [markdown] lang="en"
# ## 5. What softmax says
#
# The last layer gives each class a *score*: any number, and a higher one means more likely. *Softmax*
# turns the scores of an image into probabilities: raise e to each score, then divide by the sum, so
# that all are positive and add up to 1. A computer cannot hold e to the power of 1,000, so first
# subtract the largest score from all of them. The result stays the same.

# %% [markdown] lang="zh-Hant"
# ## 5. softmax 說了什麼
#
# 最後一層為每個類別給一個*分數 (score)*：任何數都可能，越高越像。*softmax* 把一張圖像的分數
# 變成機率 (probability)：先算 e 的各分數次方，再除以總和，於是全都是正數，加起來是 1。
# e 的 1,000 次方大到電腦裝不下：請先把每個分數減去最大的分數，結果不變。

# %% [markdown] lang="en"
# > **Guess first.** Add 100 to all scores of an image. Do the probabilities (a) change or (b) stay?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 把一張圖像的每個分數都加上 100，機率會 (a) 改變，還是 (b) 不變？

# %%
if __name__ == "__main__":
    lab.guess("shift", None)


# %%
def softmax(scores):
    """Turn the scores of one image into probabilities.

    把一張圖像的分數變成機率。

    Args:
        scores: float array ``(num_classes,)``, values up to 1,000. 分數，可能大到 1,000。

    Returns:
        float array ``(num_classes,)``, 0–1, which adds up to 1. 機率，加起來是 1。
    """
    # BEGIN SOLUTION 1.6
    powers = np.exp(scores - np.max(scores))
    return powers / powers.sum()
    # END SOLUTION


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
        name = Text("score {score:g}", "分數 {score:g}")
        bars = [
            (str(name.format(score=score)), float(probability))
            for score, probability in zip(scores, softmax(scores), strict=True)
        ]
        lab.save(plot_class_probabilities(bars), "softmax")


# %% [markdown] lang="en"
# ## 6. Build the network
#
# One `Dense` layer with softmax is already a whole network: ten neurons, one per digit. *Hidden
# layers* between input and output make it stronger. Each bends its output with ReLU (negative numbers
# become 0). Without ReLU, two layers in a row could do no more than one.

# %% [markdown] lang="zh-Hant"
# ## 6. 建立網路
#
# 一個使用 softmax 的 `Dense` 層就已經是完整的網路：十個神經元，一個管一個數字。
# 輸入與輸出之間的*隱藏層 (hidden layer)* 讓它更強。每個隱藏層用 ReLU 把輸出折彎（負數變成 0）；
# 少了它，兩層接在一起還是等於一層。


# %%
def build_network(input_shape, num_classes, hidden_units=()):
    """Build a network of Dense layers only, not yet compiled.

    用 Dense 層建立網路（不用其他層），尚未編譯。

    Args:
        input_shape: shape of one vector, such as ``(784,)``. 一個向量的形狀。
        num_classes: number of classes. 類別數。
        hidden_units: units of each hidden layer in turn; none by default. 各隱藏層的單元數，預設沒有。

    Returns:
        Keras model from vectors ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
        Keras 模型：輸入向量 ``(n, *input_shape)``，輸出各類別的機率 ``(n, num_classes)``。
    """
    # BEGIN SOLUTION 1.7
    model = keras.Sequential([keras.Input(input_shape)])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
    # END SOLUTION


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


# %% [markdown] lang="en"
# ## 7. Train it
#
# `compile` sets what to minimize (the *loss*: how far the answers are from the one-hot rows), how (the
# *optimizer*), and what to report (`accuracy`). `fit` shows the network all images again and again;
# each pass is an *epoch*. `fit` from `fundamentals.training` is Keras's own `fit` with a single
# progress bar.

# %% [markdown] lang="zh-Hant"
# ## 7. 訓練
#
# `compile` 說明要把什麼變小（*損失 (loss)*：答案離 one-hot 有多遠）、用什麼方法
# （*最佳化器 (optimizer)*），以及要回報什麼：準確度 (accuracy)。`fit` 讓網路一遍又一遍看過
# 所有圖像，每一遍是一個*週期 (epoch)*。`fundamentals.training` 的 `fit` 就是 Keras 的 `fit`，
# 只是共用一條進度列。


# %%
def train_model(model, x_train, y_train, epochs):
    """Compile a model and train it, measuring its accuracy.

    編譯並訓練模型，同時量測準確度。

    The grader trains a network from ``build_network`` on its own digits, for at most 120 epochs.
    An accuracy of 75 % on unseen digits earns all points; 50 % earns none.
    Weights that come with the file earn nothing.

    評分程式用自己的數字訓練 ``build_network`` 的網路，最多 120 個週期：沒看過的數字答對 75 % 以上得滿分，50 % 以下沒有分數。
    隨檔案帶來的權重不計分。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: float32 vectors ``(n, num_inputs)``, values 0–1. 訓練向量。
        y_train: one-hot rows ``(n, num_classes)``. one-hot 標籤。
        epochs: number of passes over the vectors. 要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    # BEGIN SOLUTION 1.8
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return fit(model, x_train, y_train, epochs=epochs, batch_size=64)
    # END SOLUTION


# %% [markdown]
# ```
# >>> history = train_model(model, vectors, np.array([one_hot(3, 10)] * 2), epochs=4)
# >>> len(history.history["accuracy"])
# 4
# ```

# %% [markdown] lang="en"
# You train three networks, with no, one and two hidden layers. The curves are those of the largest.

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


# %% [markdown] lang="en"
# ## 8. Evaluate it
#
# The only accuracy that counts is the one on images that the network was not trained on: the
# *validation* images. `model.predict` gives one row of probabilities per image; the answer is the
# index of the largest. How often does it equal the label?

# %% [markdown] lang="zh-Hant"
# ## 8. 評估
#
# 算數的只有在沒訓練過的圖像上的準確度，也就是*驗證 (validation)* 圖像。
# `model.predict` 為每張圖像給一列機率，答案是最大值所在的位置。它和標籤相同的比例是多少？


# %%
def measure_accuracy(model, vectors, labels):
    """Return the fraction of images that the model gets right.

    傳回模型答對的比例。

    Args:
        model: Keras model that gives probabilities. 會給出機率的 Keras 模型。
        vectors: float32 array ``(n, num_inputs)``, values 0–1. 向量。
        labels: integer array ``(n,)``. 整數標籤。

    Returns:
        float, 0–1. 浮點數，0–1。
    """
    # BEGIN SOLUTION 1.9
    answers = np.argmax(model.predict(vectors, verbose=0), axis=1)
    return float(np.mean(answers == labels))
    # END SOLUTION


# %% [markdown]
# ```
# >>> isinstance(measure_accuracy(model, vectors, np.array([3, 3])), float)
# True
# ```

# %% [markdown] lang="en"
# Below the accuracies are the most confident errors of the largest network.

# %% [markdown] lang="zh-Hant"
# 準確度下面，是最大的網路最有把握卻答錯的圖像。

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_mistakes
    from fundamentals.training import worst_mistakes

    if lab.written("1.2", "1.3", "1.7", "1.8", "1.9"):
        for hidden_units, model, history in zip(NETWORKS, models, histories, strict=True):
            lab.say(
                "hidden units {units}: {count:,} parameters, training accuracy {training:.1%}, "
                "validation accuracy {validation:.1%}",
                "隱藏層神經元 {units}：{count:,} 個參數，訓練準確度 {training:.1%}，"
                "驗證準確度 {validation:.1%}",
                units=list(hidden_units),
                count=model.count_params(),
                training=history.history["accuracy"][-1],
                validation=measure_accuracy(model, x_valid, valid_labels),
            )
        probabilities = models[-1].predict(x_valid, verbose=0)
        mistakes = worst_mistakes(valid_labels, probabilities, count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )


# %% [markdown] lang="en"
# ## 9. Look inside the single layer
#
# In the network without hidden layers, each neuron has one weight per pixel, so its weights form an
# image: orange pixels speak for the digit, blue ones against it. Which digits can you see?

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

# %% [markdown] lang="en"
# ## 10. Read one digit
#
# A single image comes straight from a file, as an array with three axes: values 0–255, neither scaled
# nor flattened. The model takes rows, even when there is only one. Return the digit, and how sure the
# model is. Then look at the image that it is least sure of. Would you have known?

# %% [markdown] lang="zh-Hant"
# ## 10. 讀一個數字
#
# 單張圖像是三個軸的陣列，直接從檔案來：0–255，沒有縮放也沒有攤平。
# 模型要的是一列一列的資料，即使只有一列。請傳回數字，以及模型有多少把握。
# 然後看看它最沒有把握的那張圖像。換成你，答得出來嗎？


# %%
def predict_digit(model, image):
    """Return the digit that the model reads in one image, and how sure it is.

    傳回模型在一張圖像中讀到的數字，以及它有多少把握。

    Args:
        model: trained Keras model from vectors to probabilities. 訓練好的 Keras 模型。
        image: uint8 array ``(height, width, channels)``, values 0–255. 一張圖像。

    Returns:
        The digit, an integer, and its probability, 0–1. 數字（整數）與它的機率，0–1。
    """
    # BEGIN SOLUTION 1.10
    vectors = to_vectors(image[np.newaxis])
    probabilities = model.predict(vectors, verbose=0)[0]
    digit = int(np.argmax(probabilities))
    return digit, float(probabilities[digit])
    # END SOLUTION


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
        lab.say(
            "the image that the model is least sure of: it reads a {digit}, "
            "probability {probability:.1%}; the label is {label}",
            "模型最沒把握的圖像：讀成 {digit}，機率 {probability:.1%}；標籤是 {label}",
            digit=digit,
            probability=probability,
            label=valid_labels[hardest],
        )
        lab.save(plot_images(image[np.newaxis], valid_labels[[hardest]]), "digit")
        likeliest = np.argsort(probabilities[hardest])[::-1][:5]
        bars = [(dataset.class_names[place], probabilities[hardest, place]) for place in likeliest]
        lab.save(plot_class_probabilities(bars), "probabilities")
