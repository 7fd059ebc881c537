# %% [markdown] lang="en"
# # Lab 3b: a convolutional neural network
#
# Lab 2 ended with a gap: the network was nearly perfect on the training images and clearly worse on
# new ones. A convolutional neural network (CNN) has fewer parameters and hardly any gap, because the
# same small kernels look at every part of the image. In lab 3a you wrote the kernels by hand; here
# the network finds its own.
#
#     fundamentals check lab03b

# %% [markdown] lang="zh-Hant"
# # 實作 3b：卷積神經網路
#
# 實作 2 留下一道差距：訓練圖像幾乎全對，新圖像明顯較差。
# 卷積神經網路 (convolutional neural network, CNN) 的參數更少，差距卻小到幾乎看不見，
# 因為同一組小小的核心會看過圖像的每個位置。
# 在實作 3a，核心是你親手寫的；在這裡，網路會自己找到它們。
#
#     fundamentals check lab03b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03b_cnn")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.datasets import load_dataset, photograph_groups
from fundamentals.language import Text
from fundamentals.perception import feature_maps, grad_cam
from fundamentals.plotting import (
    plot_confusion_matrix,
    plot_feature_maps,
    plot_heat,
    plot_learning_curves,
    plot_mistakes,
)
from fundamentals.training import (
    augment,
    confusion_matrix,
    diagnose,
    fit,
    history_frame,
    training_batches,
    worst_mistakes,
)

# Passes over the training images, by dataset: a small dataset needs more of them.
EPOCHS = {"digits": 40, "mnist": 12, "sign_mnist": 12}

# %% [markdown] lang="en"
# ## 1. Prepare the images
#
# `Conv2D` expects four axes: image, row, column, channel. A gray image has one channel.

# %% [markdown] lang="zh-Hant"
# ## 1. 準備圖像
#
# `Conv2D` 要四個軸：圖像、列、行、色版 (channel)。灰階圖像只有一個色版。


# %%
def prepare_images(images):
    """Give gray images the shape and the values that the network expects.

    把灰階圖像整理成網路要的形狀與數值。

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
# Convolution finds features and pooling shrinks the maps: three times in a row, from edges to parts
# to objects. Then the maps become one row (*flatten*), *dropout* keeps the network from relying on
# single values, and a dense layer decides.

# %% [markdown] lang="zh-Hant"
# ## 2. 建立網路
#
# 卷積負責尋找，池化負責縮小：重複三次，從邊緣到部位，再到整個物體。
# 接著把特徵圖 (feature map) 攤平 (*flatten*) 成一列，用 *Dropout* 避免依賴少數幾個值，
# 最後由密集層做決定。


# %%
def build_cnn(input_shape, num_classes):
    """Build a convolutional neural network, not yet compiled.

    建立卷積神經網路，尚未編譯。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        input_shape: shape of one image, ``(28, 28, 1)``. 一張圖像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model with Conv2D, MaxPooling2D and Dropout layers, from images
        ``(n, *input_shape)`` to probabilities ``(n, num_classes)``. It has at most 700,000
        parameters. An activation such as ReLU follows each Conv2D larger than 1×1, and Dropout
        stands between two layers with weights, where it drops hidden units.
        含 Conv2D、MaxPooling2D、Dropout 的 Keras 模型，輸出各類別的機率 (softmax)，最多
        700,000 個參數。大於 1×1 的 Conv2D 後面都有 ReLU 之類的啟動函數；Dropout 放在兩個
        有權重的層之間，作用在隱藏單元上。
    """
    # BEGIN SOLUTION 3b.2
    model = keras.Sequential([keras.Input(input_shape)], name="cnn")
    # Smaller maps get more kernels. Two 3×3 layers see as far as one 5×5 layer, with fewer weights.
    for block in ((16,), (24, 24), (40, 40)):
        for filters in block:
            # Batch normalization has a bias of its own; it lets a high learning rate work.
            model.add(keras.layers.Conv2D(filters, 3, padding="same", use_bias=False))
            model.add(keras.layers.BatchNormalization(momentum=0.9))
            model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dropout(0.3))
    # Probabilities need 32 bits, even where a GPU computes the rest in 16.
    model.add(keras.layers.Dense(num_classes, activation="softmax", dtype="float32"))
    return model
    # END SOLUTION


# %% [markdown] lang="en"
# ## 3. Train it
#
# `model.compile` and `model.fit` from lab 2 are enough. The labels stay integers this time, and the
# loss must match them. The reference solution adds three things that a full score does not need: it
# augments each batch (`augment` shifts, rotates and stretches every image a little and changes its
# brightness), so that the network never sees the same image twice; it lets the learning rate rise,
# then fall; and it hands Keras eight batches at a time, which only saves time.

# %% [markdown] lang="zh-Hant"
# ## 3. 訓練
#
# 像實作 2 那樣用 `model.compile` 與 `model.fit` 就可以。這次標籤維持整數，損失函數 (loss) 要跟著選。
# 參考解答多做了三件拿滿分不需要的事：每批圖像都稍作變化
# （`augment` 讓每張圖像略為移動、旋轉、伸縮，並改變明暗），讓同一張圖像不會以同樣的樣子出現兩次；
# 讓學習率 (learning rate) 先升後降；並且一次交給 Keras 八個批次，這只是為了省時間。


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確度 (accuracy)。

    The grader trains a network from ``build_cnn`` on its own digits. 80 % of unseen digits right
    earn all points; 50 % earn none.

    評分程式用自己的數字訓練 ``build_cnn`` 的網路：沒看過的數字答對 80 % 得滿分，50 % 沒有分數。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: prepared images ``(n, 28, 28, 1)``. 整理好的訓練圖像。
        y_train: integer labels ``(n,)``. 整數訓練標籤。
        x_valid: prepared validation images. 整理好的驗證圖像。
        y_valid: integer validation labels. 整數驗證標籤。
        epochs: number of passes over the training images. 訓練圖像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    # BEGIN SOLUTION 3b.3
    batch_size = 32
    steps = epochs * -(-len(x_train) // batch_size)
    # One cycle: rise to a high learning rate, which finds a wide valley, then fall to settle in it.
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0002, steps - steps // 4, warmup_target=0.004, warmup_steps=steps // 4
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        # Eight batches per call: the same result, but faster, since Python runs less often.
        steps_per_execution=8,
    )

    def vary(images, seed):
        # A hand or a digit keeps its label when it is slightly rotated, larger or darker.
        return augment(images, seed, brightness=0.1, contrast=0.2)

    return fit(
        model,
        training_batches(x_train, y_train, batch_size=batch_size, augment=vary),
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

    傳回每張圖像最可能的類別。

    Args:
        model: trained Keras model. 訓練好的 Keras 模型。
        images: prepared images ``(n, 28, 28, 1)``. 整理好的圖像。

    Returns:
        integer array ``(n,)``. 整數陣列 ``(n,)``。
    """
    # BEGIN SOLUTION 3b.4
    return np.argmax(model.predict(images, verbose=0), axis=1)
    # END SOLUTION


# %% [markdown] lang="en"
# ## 5. The same task as lab 2
#
# Compare the curves with those of lab 2: the lines stay together. Then look at the few images that
# the network gets wrong, the most confident errors first. Would you have known?

# %% [markdown] lang="zh-Hant"
# ## 5. 和實作 2 同樣的任務
#
# 和實作 2 的學習曲線比一比：兩條線走在一起。再看看它答錯的少數圖像，最有把握卻答錯的排在最前面。
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
    lab.say("parameters: {count:,}", "參數：{count:,}", count=model.count_params())
    lab.say(
        "validation accuracy: {accuracy:.1f} %",
        "驗證準確度：{accuracy:.1f} %",
        accuracy=100 * np.mean(predicted == dataset.validation.labels),
    )
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
# Each kernel of the first layer responds to something: an edge, a corner, a stroke. In later layers,
# one number stands for a larger part of the image. Grad-CAM asks the reverse question: which parts of
# the image spoke for the answer?
#
# `fundamentals explore output/lab03b_cnn/cnn.keras --dataset digits` opens this network in your
# browser: draw a digit and watch every layer.

# %% [markdown] lang="zh-Hant"
# ## 6. 看見網路看到的
#
# 第一層的每個核心各對某種東西有反應：邊緣、轉角、筆畫。越後面的層，一個數字代表的圖像範圍越大。
# Grad-CAM 則反過來問：哪些位置支持這個答案？
#
# `fundamentals explore output/lab03b_cnn/cnn.keras --dataset digits`
# 會在瀏覽器裡打開這個網路：寫一個數字，看每一層的反應。

# %%
if __name__ == "__main__":
    for layer, maps in feature_maps(model, x_valid[:1]).items():
        lab.save(plot_feature_maps(maps[0]), f"feature_maps_{layer}")
    lab.save(plot_heat(x_valid[0], grad_cam(model, x_valid[:1])[0]), "grad_cam")

# %% [markdown] lang="en"
# ## 7. Can the validation be trusted?
#
# Sign Language MNIST, the dataset of hands, was made from about 1,700 photographs: each was augmented
# about 21 times. If you split its images at random, nearly every validation image has a twin among
# the training images. The network need only recognize the photograph, and the validation accuracy
# says nothing about hands that it has never seen. This is called a *leak*. If you split by
# photograph, the two splits have no photograph in common.
#
# Watch the official test images, which come from other photographs: which of the two validation
# accuracies predicts their accuracy? Then the lab augments the images during training, with and
# without mirroring half of them. A mirrored hand is another sign, or no sign at all.

# %% [markdown] lang="zh-Hant"
# ## 7. 驗證可以信任嗎？
#
# 手語資料集 Sign Language MNIST 來自大約 1,700 張照片，每張照片各變化出 21 張左右的圖像。
# 如果把圖像隨機分割，幾乎每張驗證圖像在訓練圖像裡都有一張「雙胞胎」：
# 網路只要認得照片就好，驗證準確度完全說明不了它對沒看過的手有多行。這叫做*資料外洩 (leak)*。
# 改成依照片分割，兩邊就沒有共同的照片。
#
# 請看官方測試圖像（它們來自另外的照片）：哪一個驗證準確度能預告它的結果？
# 接著在訓練時變化圖像，一次不翻轉，一次把一半的圖像左右翻轉。翻轉後的手是另一個手語，或什麼都不是。

# %%
if __name__ == "__main__":
    signs = lab.find_dataset("sign_mnist")
    if signs is not None:
        everything = signs.train_and_validation
        images, labels = prepare_images(everything.images), everything.labels
        photographs = photograph_groups(images, labels)
        by_image = np.random.default_rng(lab.seed).random(len(labels)) < 0.15
        by_photograph = np.arange(len(labels)) >= len(signs.train)

        def try_out(title, held_out, change):
            shared = np.isin(photographs[held_out], photographs[~held_out])
            keras.utils.set_random_seed(lab.seed)
            model = build_cnn(signs.image_shape, signs.num_classes)
            model.compile(
                "adam",
                "sparse_categorical_crossentropy",
                metrics=["accuracy"],
                steps_per_execution=8,
            )
            held = (images[held_out], labels[held_out])
            fit(
                model,
                training_batches(
                    images[~held_out], labels[~held_out], batch_size=64, augment=change
                ),
                validation_data=held,
                epochs=4,
            )
            test = (prepare_images(signs.test.images), signs.test.labels)
            validation_accuracy, test_accuracy = (
                model.evaluate(*data, verbose=0)[1] for data in (held, test)
            )
            lab.say(
                "{title}: {shared:.0f} % of the validation images have a twin; "
                "validation {validation:.1f} %, test {test:.1f} %",
                "{title}：{shared:.0f} % 的驗證圖像有雙胞胎；"
                "驗證 {validation:.1f} %，測試 {test:.1f} %",
                title=title,
                shared=100 * shared.mean(),
                validation=100 * validation_accuracy,
                test=100 * test_accuracy,
            )

        def mirror(images, seed):
            return augment(tf.image.stateless_random_flip_left_right(images, seed), seed)

        def unchanged(images, seed):
            return images

        for title, held_out, change in (
            (Text("split by image", "依圖像分割"), by_image, unchanged),
            (Text("split by photograph", "依照片分割"), by_photograph, unchanged),
            (Text("augmented", "加上變化"), by_photograph, augment),
            (Text("augmented and mirrored", "加上變化與翻轉"), by_photograph, mirror),
        ):
            try_out(title, held_out, change)
