# %% [markdown] lang="en"
# # Lab 7: final assessment
#
# This is a task that you have not seen, without a recipe: leaves of six shapes, in any position,
# color, light and rotation. Build and train your own network that names them. You may use any
# architecture with at most 200,000 parameters. Everything that you need was in labs 1 to 6.
#
# The grader itself trains your network on newly drawn leaves, and scores it on others that your
# program never sees: an accuracy of 90 % earns all points, and 50 % earns none. What counts is how your program
# learns, not what it already knows.
#
#     fundamentals check lab07

# %% [markdown] lang="zh-Hant"
# # 實作 7：期末評量
#
# 一個你沒看過的任務，也沒有現成的步驟：六種形狀的葉子，位置、顏色、明暗、方向都不固定。
# 請自己設計並訓練一個能說出葉子形狀的網路。任何架構都可以，最多 200,000 個參數 (parameter)。
# 需要的知識都在實作 1 到 6。
#
# 評分程式會自己訓練你的網路：訓練用的葉子是重新畫的，計分用的是另一批，你的程式永遠看不到。
# 答對 90 % 以上得滿分，50 % 以下沒有分數。重要的是程式怎麼學，不是它帶了什麼來。
#
#     fundamentals check lab07

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab07_assessment")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_image_rows, plot_learning_curves, plot_model
from fundamentals.training import augment, fit, training_batches

# For pictures of your own: "folder:PATH", and the size to scale them to, such as (48, 48).
# 用自己的圖片時："folder:路徑"，以及要縮放成的大小，例如 (48, 48)。
DATASET, IMAGE_SIZE = "leaves", None
EPOCHS = 40

if __name__ == "__main__":
    dataset = load_dataset(DATASET, image_size=IMAGE_SIZE)
    print(dataset.source)
    names, labels = dataset.class_names, dataset.train.labels
    rows = {
        name: dataset.train.images[np.flatnonzero(labels == label)[:9]]
        for label, name in enumerate(names)
    }
    lab.save(plot_image_rows(rows), "images")

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# First of all: how large are the images, how many are there per class, and what accuracy would you get
# by always answering the most frequent class? A network has to beat that.

# %% [markdown] lang="zh-Hant"
# ## 1. 先看資料
#
# 動手之前先問：圖像多大？每個類別 (class) 幾張？如果永遠回答最多的那一類，能答對多少？
# 網路至少要贏過這個數字。

# %% [markdown] lang="en"
# > **Guess first.** There are six classes with equally many images. A program always gives the same
# > answer. What percentage does it get right? (A whole number.)

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 有六個類別，每類的圖像一樣多。永遠給同一個答案的程式，答對百分之幾？（整數。）

# %%
if __name__ == "__main__":
    lab.guess("always", None)


# %%
def describe_data(images, labels):
    """Describe what a dataset contains.

    說明資料集裡有什麼。

    Args:
        images: uint8 array ``(n, height, width, channels)``. 圖像陣列。
        labels: integers ``(n,)`` from 0; every class occurs. 從 0 開始的整數標籤，每個類別都有。

    Returns:
        Dictionary: ``"image_shape"``, three integers; ``"images_a_class"``, one integer per class;
        ``"baseline"``, the accuracy (0–1) of always answering the most frequent class.
        字典：``"image_shape"`` 是圖像形狀，三個整數；``"images_a_class"`` 是每個類別的張數；
        ``"baseline"`` 是永遠回答最多那一類的準確度 (accuracy)，0–1。
    """
    # BEGIN SOLUTION 7.1
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape[1:],
        "images_a_class": counts,
        "baseline": counts.max() / counts.sum(),
    }
    # END SOLUTION


# %% [markdown]
# ```
# >>> facts = describe_data(np.zeros((4, 8, 9, 3), dtype="uint8"), np.array([0, 1, 1, 1]))
# >>> facts["image_shape"], list(map(int, facts["images_a_class"])), float(facts["baseline"])
# ((8, 9, 3), [1, 3], 0.75)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.1"):
        from fundamentals.plotting import plot_class_balance

        facts = describe_data(dataset.train.images, labels)
        lab.say(
            "image shape: {shape}; always answering one class: {baseline:.1f} %",
            "圖像形狀：{shape}；永遠回答同一類：{baseline:.1f} %",
            shape=tuple(int(length) for length in facts["image_shape"]),
            baseline=100 * facts["baseline"],
        )
        lab.save(plot_class_balance(facts["images_a_class"], names), "class_balance")


# %% [markdown] lang="en"
# ## 2. Prepare the images

# %% [markdown] lang="zh-Hant"
# ## 2. 準備圖像


# %%
def prepare_images(images):
    """Scale pixels without changing the shape.

    縮放像素；形狀不變。

    Args:
        images: uint8 array ``(n, height, width, channels)``, values 0–255. 圖像陣列。

    Returns:
        float32 array of the same shape, values 0–1. 形狀相同的 float32 陣列。
    """
    # BEGIN SOLUTION 7.2
    return images.astype("float32") / 255
    # END SOLUTION


# %% [markdown]
# ```
# >>> prepare_images(np.array([[[[0], [51]]]], dtype="uint8")).ravel()
# array([0. , 0.2], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2"):
        raw = dataset.train.images[:1]
        both = (raw[0], prepare_images(raw)[0])
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "prepared")


# %% [markdown] lang="en"
# ## 3. Build the network

# %% [markdown] lang="zh-Hant"
# ## 3. 建立網路


# %%
def build_model(input_shape, num_classes):
    """Build a network from layers in ``keras.layers``, not yet compiled.

    用 ``keras.layers`` 的層建立網路，尚未編譯。

    Layers and activations are your choice: how well they learn counts in ``train_model``.

    用哪些層與啟動函數由你決定：它們學得多好，在 ``train_model`` 才計分。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        input_shape: shape of one prepared image. 一張圖像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model with at most 200,000 parameters, from images ``(n, *input_shape)`` to
        probabilities ``(n, num_classes)``.
        最多 200,000 個參數的 Keras 模型：輸入圖像 ``(n, *input_shape)``，輸出各類別的機率
        ``(n, num_classes)``。
    """
    # BEGIN SOLUTION 7.3
    model = keras.Sequential([keras.Input(input_shape)])
    for filters in (16, 24, 32, 48):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(keras.layers.BatchNormalization(momentum=0.9))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    # A leaf may lie anywhere: what counts is whether a feature was found, not where.
    model.add(keras.layers.GlobalAveragePooling2D())
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
    # END SOLUTION


# %% [markdown]
# ```
# >>> build_model((48, 48, 3), 6).output_shape
# (None, 6)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.3"):
        keras.utils.set_random_seed(lab.seed)
        model = build_model(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        lab.say("parameters: {count:,}", "參數：{count:,}", count=model.count_params())


# %% [markdown] lang="en"
# ## 4. Train it
#
# 1,200 images are few. Which augmentations keep the label of a leaf?

# %% [markdown] lang="zh-Hant"
# ## 4. 訓練
#
# 1,200 張圖像不多。怎樣的變化之後，葉子還是同一種葉子？

# %% [markdown] lang="en"
# > **Guess first.** May the leaves be mirrored and turned during training, unlike digits? (a) Yes, (b) no.

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 訓練時可以把葉子左右翻轉、任意旋轉嗎？（數字不行。）(a) 可以，(b) 不行。

# %%
if __name__ == "__main__":
    lab.guess("turned", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model on the training images alone.

    編譯模型，只用訓練圖像訓練。

    The grader trains a network from ``build_model`` on its own leaves: for 24 epochs, then for 48
    more if it still falls short. An accuracy of 90 % on unseen leaves earns all points; 50 % earns none.
    Weights that come with the file earn nothing.

    評分程式用自己的葉子訓練 ``build_model`` 的網路：先訓練 24 個週期 (epoch)，還不夠好就再加 48 個週期。
    沒看過的葉子答對 90 % 以上得滿分，50 % 以下沒有分數。
    隨檔案帶來的權重 (weight) 不計分。

    Args:
        model: uncompiled Keras model, or one to train further. 要訓練的 Keras 模型。
        x_train: prepared images ``(n, height, width, channels)``. 整理好的訓練圖像。
        y_train: integer labels ``(n,)``. 整數訓練標籤。
        x_valid: prepared validation images. 整理好的驗證圖像。
        y_valid: integer validation labels. 整數驗證標籤。
        epochs: number of passes over the training images. 訓練圖像要看幾遍。

    Returns:
        Keras ``History`` with accuracy and validation accuracy of each epoch.
        Keras 的 ``History``，含每個週期的訓練與驗證準確度。
    """
    # BEGIN SOLUTION 7.4
    batch_size = 32
    steps = epochs * -(-len(x_train) // batch_size)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0005, steps - steps // 4, warmup_target=0.005, warmup_steps=steps // 4
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )

    def vary(images, seed):
        # A leaf stays the same when mirrored or rotated by any angle, unlike a digit or a sign.
        mirrored = tf.image.stateless_random_flip_left_right(images, seed)
        return augment(mirrored, seed, shift=4, rotation=180, brightness=0.1, contrast=0.2)

    return fit(
        model,
        training_batches(x_train, y_train, batch_size=batch_size, augment=vary),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
    )
    # END SOLUTION


# %% [markdown]
# ```
# >>> x, y = np.zeros((12, 48, 48, 3), dtype="float32"), np.arange(12) % 6
# >>> len(train_model(build_model((48, 48, 3), 6), x, y, x, y, 2).history["val_accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4"):
        from fundamentals.training import diagnose, history_frame

        x_valid, y_valid = prepare_images(dataset.validation.images), dataset.validation.labels
        history = train_model(
            model, prepare_images(dataset.train.images), labels, x_valid, y_valid, EPOCHS
        )
        print(diagnose(history_frame(history)).message)
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
        model.save(lab.output / "model.keras")


# %% [markdown] lang="en"
# ## 5. Ask it

# %% [markdown] lang="zh-Hant"
# ## 5. 讓網路回答


# %%
def predict_classes(model, images):
    """Return the most probable class of each image.

    傳回每張圖像最可能的類別。

    The grader tests this with a network of its own.

    評分程式會用自己的網路來問。

    Args:
        model: trained Keras model. 訓練好的 Keras 模型。
        images: prepared images ``(n, height, width, channels)``. 整理好的圖像。

    Returns:
        integer array ``(n,)``. 整數陣列 ``(n,)``。
    """
    # BEGIN SOLUTION 7.5
    return np.argmax(model.predict(images, verbose=0), axis=1)
    # END SOLUTION


# %% [markdown]
# ```
# >>> predict_classes(build_model((48, 48, 3), 6), x).shape
# (12,)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4", "7.5"):
        from fundamentals.plotting import plot_confusion_matrix, plot_mistakes
        from fundamentals.training import confusion_matrix, worst_mistakes

        predicted = predict_classes(model, x_valid)
        lab.say(
            "validation accuracy: {accuracy:.1f} %",
            "驗證準確度：{accuracy:.1f} %",
            accuracy=100 * np.mean(predicted == y_valid),
        )
        matrix = confusion_matrix(y_valid, predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, names), "confusion_matrix")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(dataset.validation.images, mistakes, names), "mistakes")

# %% [markdown] lang="en"
# Change the network or its training until you are satisfied: only the validation images help you choose.
# The test images are for lab 7b, which reads them once.

# %% [markdown] lang="zh-Hant"
# 修改網路或訓練方式，直到滿意為止：只有驗證 (validation) 圖像可以幫你選擇。
# 測試圖像留到實作 7b，而且只讀一次。
