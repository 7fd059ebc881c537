# %% [markdown] lang="en"
# # Lab 3b: a convolutional neural network
#
# Lab 2 ended with a gap: nearly perfect on the training images, clearly worse on new ones. A
# convolutional neural network (CNN) has fewer parameters and no gap worth mentioning, because the
# same small kernels look at every place of the image. In lab 3a you wrote the kernels by hand;
# here the network finds its own.
#
#     fundamentals check lab03b

# %% [markdown] lang="zh-Hant"
# # 實作 3b：卷積神經網路
#
# 實作 2 留下一道差距：訓練影像幾乎全對，新影像明顯較差。
# 卷積神經網路 (convolutional neural network, CNN) 的參數更少，差距卻小到幾乎看不見，
# 因為同一組小小的卷積核會看過影像的每個位置。
# 在實作 3a，卷積核是你親手寫的；在這裡，網路會自己找到它們。
#
#     fundamentals check lab03b

# %%
from fundamentals.authoring import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03b_cnn")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.datasets import load_dataset
from fundamentals.perception import feature_maps, grad_cam
from fundamentals.plotting import (
    plot_confusion_matrix,
    plot_feature_maps,
    plot_heat,
    plot_learning_curves,
    plot_mistakes,
)
from fundamentals.training import (
    confusion_matrix,
    diagnose,
    fit,
    history_frame,
    worst_mistakes,
)

# Passes over the training images, by data set: a small set needs more of them.
EPOCHS = {"digits": 30, "sign_mnist": 8}

# %% [markdown] lang="en"
# ## 1. Prepare the images
#
# `Conv2D` expects four axes: image, row, column, channel. A grey image has one channel.

# %% [markdown] lang="zh-Hant"
# ## 1. 準備影像
#
# `Conv2D` 要四個軸：影像、列、行、色版 (channel)。灰階影像只有一個色版。


# %%
def prepare_images(images):
    """Give grey images the shape and the values that the network expects.

    把灰階影像整理成網路要的形狀與數值。

    Args:
        images: uint8, values 0–255, as rows ``(n, 784)``, as ``(n, 28, 28)`` or as
            ``(n, 28, 28, 1)``. uint8，值為 0–255，三種形狀之一。

    Returns:
        float32 array ``(n, 28, 28, 1)``, values 0–1. float32 陣列，值為 0–1。
    """
    # BEGIN SOLUTION 3b.1
    return images.reshape(-1, 28, 28, 1).astype("float32") / 255
    # END SOLUTION


# %% [markdown] lang="en"
# ## 2. Build the network
#
# Convolution finds, pooling shrinks: three times over, from edges to parts to objects. Then the
# maps become one row (*flatten*), *dropout* keeps it from leaning on single values, and a dense
# layer decides.

# %% [markdown] lang="zh-Hant"
# ## 2. 建立網路
#
# 卷積負責尋找，池化負責縮小：重複三次，從邊緣到部位，再到整個物體。
# 接著把特徵圖 (feature map) 攤平 (*flatten*) 成一列，用*丟棄法 (dropout)* 避免依賴少數幾個值，
# 最後由全連接層做決定。


# %%
def build_cnn(input_shape, num_classes):
    """Build a convolutional neural network, not yet compiled.

    建立卷積神經網路，尚未編譯。

    Args:
        input_shape: shape of one image, ``(28, 28, 1)``. 一張影像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model with Conv2D, MaxPooling2D and Dropout layers, from images
        ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
        含 Conv2D、MaxPooling2D、Dropout 的 Keras 模型，輸出各類別的機率 (softmax)。
    """
    # BEGIN SOLUTION 3b.2
    model = keras.Sequential([keras.Input(input_shape)], name="cnn")
    for filters in (24, 48, 64):
        # Batch normalization has a bias of its own; it lets a high learning rate work.
        model.add(keras.layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(keras.layers.BatchNormalization(momentum=0.9))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dropout(0.4))
    model.add(keras.layers.Dense(96, activation="relu"))
    model.add(keras.layers.Dropout(0.4))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
    # END SOLUTION


# %% [markdown] lang="en"
# ## 3. Train it
#
# `model.compile` and `model.fit` as in lab 2 will do. The labels stay integers this time, and the
# loss must fit them. The reference solution adds two things that the score does not need: it moves
# each batch of images by a pixel or two, so that no image is ever seen twice the same, and it lets
# the learning rate rise, then fall.

# %% [markdown] lang="zh-Hant"
# ## 3. 訓練
#
# 像實作 2 那樣用 `model.compile` 與 `model.fit` 就可以。這次標籤維持整數，損失函數 (loss) 要跟著選。
# 參考解答多做了兩件拿滿分不需要的事：把每批影像移動一兩個像素，讓同一張影像不會以同樣的樣子出現兩次；
# 並讓學習率 (learning rate) 先升後降。


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確率 (accuracy)。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: prepared images ``(n, 28, 28, 1)``. 整理好的訓練影像。
        y_train: integer labels ``(n,)``. 整數訓練標籤。
        x_valid: prepared validation images. 整理好的驗證影像。
        y_valid: integer validation labels. 整數驗證標籤。
        epochs: number of passes over the training images. 訓練影像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    # BEGIN SOLUTION 3b.3
    batch_size = 64
    steps = epochs * -(-len(x_train) // batch_size)
    # One cycle: rise to a high learning rate, which finds a wide valley, then fall to settle in it.
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0002, steps - steps // 4, warmup_target=0.004, warmup_steps=steps // 4
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )

    def shift(images, labels, seed):
        # A hand or a digit two pixels further left is the same sign: the label stays.
        padded = tf.pad(images, [[0, 0], [2, 2], [2, 2], [0, 0]], mode="SYMMETRIC")
        return tf.image.stateless_random_crop(padded, tf.shape(images), seed), labels

    images = tf.data.Dataset.from_tensor_slices((x_train, y_train))
    batches = images.shuffle(len(x_train)).batch(batch_size)
    # Seeds from a data set of their own: the same figures twice, however many threads shift.
    seeds = tf.data.Dataset.random(rerandomize_each_iteration=True).batch(2)
    shifted = tf.data.Dataset.zip(batches, seeds).map(
        lambda batch, seed: shift(*batch, seed), num_parallel_calls=tf.data.AUTOTUNE
    )
    return fit(
        model,
        shifted.prefetch(tf.data.AUTOTUNE),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
    )
    # END SOLUTION


# %% [markdown] lang="en"
# ## 4. From probabilities to classes

# %% [markdown] lang="zh-Hant"
# ## 4. 從機率到類別


# %%
def predict_classes(model, images):
    """Return the most probable class of each image.

    傳回每張影像最可能的類別。

    Args:
        model: trained Keras model. 訓練好的 Keras 模型。
        images: prepared images ``(n, 28, 28, 1)``. 整理好的影像。

    Returns:
        integer array ``(n,)``. 整數陣列 ``(n,)``。
    """
    # BEGIN SOLUTION 3b.4
    return np.argmax(model.predict(images, verbose=0), axis=1)
    # END SOLUTION


# %% [markdown] lang="en"
# ## 5. The same task as lab 2
#
# Compare the curves with lab 2's: the lines stay together. Then look at the few images that it gets
# wrong, the surest mistakes first. Would you have known?

# %% [markdown] lang="zh-Hant"
# ## 5. 和實作 2 同樣的任務
#
# 和實作 2 的學習曲線比一比：兩條線走在一起。再看看它答錯的少數影像，最有把握卻答錯的排在最前面。
# 換成你，答得對嗎？

# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    keras.utils.set_random_seed(lab.seed)
    model = build_cnn(dataset.image_shape, dataset.num_classes)
    x_valid = prepare_images(dataset.validation.images)
    history = train_model(
        model,
        prepare_images(dataset.train.images),
        dataset.train.labels,
        x_valid,
        dataset.validation.labels,
        EPOCHS[dataset.name],
    )
    predicted = predict_classes(model, x_valid)
    print(f"parameters: {model.count_params():,}")
    print(f"validation accuracy: {100 * np.mean(predicted == dataset.validation.labels):.1f} %")
    print(diagnose(history_frame(history)).message)
    lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
    matrix = confusion_matrix(dataset.validation.labels, predicted, dataset.num_classes)
    lab.save(plot_confusion_matrix(matrix, dataset.class_names), "confusion_matrix")
    mistakes = worst_mistakes(dataset.validation.labels, model.predict(x_valid, verbose=0), count=8)
    lab.save(plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes")
    model.save(lab.output / "cnn.keras")

# %% [markdown] lang="en"
# ## 6. See what it sees
#
# Each kernel of the first layer answers to something: an edge, a corner, a stroke. The later a
# layer, the larger the part of the image that one number stands for. Grad-CAM asks the other way
# round: which places spoke for the answer?
#
# `fundamentals explore output/lab03b_cnn/cnn.keras --dataset digits` opens this very network in your
# browser: draw a digit and watch every layer.

# %% [markdown] lang="zh-Hant"
# ## 6. 看見網路看到的
#
# 第一層的每個卷積核各對某種東西有反應：邊緣、轉角、筆畫。越後面的層，一個數字代表的影像範圍越大。
# Grad-CAM 則反過來問：哪些位置支持這個答案？
#
# `fundamentals explore output/lab03b_cnn/cnn.keras --dataset digits`
# 會在瀏覽器裡打開這個網路：寫一個數字，看每一層的反應。

# %%
if __name__ == "__main__":
    for layer, maps in feature_maps(model, x_valid[:1]).items():
        lab.save(plot_feature_maps(maps[0]), f"feature_maps_{layer}")
    lab.save(plot_heat(x_valid[0], grad_cam(model, x_valid[:1])[0]), "grad_cam")
