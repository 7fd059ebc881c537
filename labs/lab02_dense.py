# %% [markdown] lang="en"
# # Lab 2: dense networks, and how they overfit
#
# A dense network looks at an image as one long row of numbers. It can learn every training
# image by heart and still guess badly on images that it has not seen. That is *overfitting*, and
# at the end of this lab you will have a picture of it.
#
# There are five tasks. Each is a function to fill in. After each one, ask:
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

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# `digits` is 5,000 handwritten digits that come with the course. To work on the real sign-language
# images instead, write `"sign_mnist"` here and in lab 3.

# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    print(dataset.train.images.shape, dataset.train.images.dtype)
    picture = plot_images(
        dataset.train.images[:40], dataset.train.labels[:40], class_names=dataset.class_names
    )
    lab.save(picture, "images")

# %% [markdown] lang="en"
# ## 2. Prepare the images
#
# Pixels are whole numbers from 0 to 255. A network learns faster from small numbers, so they are
# scaled to 0–1.


# %%
def scale_pixels(images):
    """Scale pixels from 0–255 to 0–1.

    把像素從 0–255 縮放到 0–1。

    Args:
        images: uint8 array of any shape, values 0–255. 任意形狀的 uint8 陣列，值為 0–255。

    Returns:
        float32 array of the same shape, values 0–1. 形狀相同的 float32 陣列，值為 0–1。
    """
    raise NotImplementedError("Task 2.1: scale pixels to 0–1")


# %% [markdown] lang="en"
# ## 3. Encode the labels
#
# The network will answer with one probability a class. The right answer is written in the same
# form: 1 for the class, 0 for all others. This is called *one-hot*.


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
    raise NotImplementedError("Task 2.2: encode labels as one-hot rows")


# %% [markdown] lang="en"
# ## 4. Build the network
#
# Two hidden layers of 512 neurons, each connected to everything in the layer before. Count the
# parameters: the first layer alone has 784 × 512 weights.


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
    raise NotImplementedError("Task 2.3: build the dense network")


# %% [markdown] lang="en"
# ## 5. Train it
#
# `fit` from `fundamentals.training` is Keras's `model.fit` with one progress bar for the whole
# training. Either may be used. Ctrl-C stops it and keeps what was learned.


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
    raise NotImplementedError("Task 2.4: compile and train")


# %% [markdown] lang="en"
# ## 6. Measure the gap
#
# Generalization is doing well on images that were not trained on. The *generalization gap* is how
# much is lost on them.


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
    raise NotImplementedError("Task 2.5: measure the generalization gap")


# %% [markdown] lang="en"
# ## 7. See it overfit
#
# The dashed line (training) goes on to 100 %. The solid line (validation) stops early. The space
# between them is what the network learned by heart. Lab 3 closes it.

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
