# %% [markdown] lang="en"
# # Lab 5: pre-trained models
#
# Ten images per class are too few to learn from: a network that starts from scratch cannot even learn
# what an edge is. A network that has learned *another* task already knows edges, strokes and loops.
# Reuse it without its last layer, and teach it only what is new. This is *transfer learning*.
#
# Here the other task is the digits 0 to 4, and the new task the digits 5 to 9. That needs no download
# and takes a minute. At the end, the same functions work with a network trained on a million
# photographs.
#
#     fundamentals check lab05

# %% [markdown] lang="zh-Hant"
# # 實作 5：預訓練模型
#
# 每個類別只有十張圖像，太少了：從零開始的網路連邊緣是什麼都學不會。
# 學過*另一個*任務的網路，已經認得邊緣、筆畫與圓圈。
# 把它拿來用，去掉最後一層，只教它新的部分。這就是*遷移學習 (transfer learning)*。
#
# 這裡的另一個任務是數字 0 到 4，新任務是 5 到 9：不必下載，一分鐘就好。
# 最後，同樣的函式會用在一個看過一百萬張照片的網路上。
#
#     fundamentals check lab05

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab05_pretrained")

# %%
import keras
import numpy as np
import pandas as pd

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_data_efficiency, plot_images, plot_model
from fundamentals.training import augment, fit, training_batches

PRETRAINING_EPOCHS = 8
# Images per class: passes over them in fine-tuning. The head gets twice as many passes, and training
# from scratch as many as both together. More images need fewer passes.
# 每個類別的張數：微調時要看幾遍。訓練輸出層要看兩倍的遍數，從零開始的網路則看兩者的總和。
# 圖像越多，需要的遍數越少。
EPOCHS = {10: 20, 30: 10, 100: 4}
# Draws for each number of images.
# 每種張數抽幾次。
DRAWS = 2

# %% [markdown] lang="en"
# ## 1. The base
#
# The base is the network from lab 3b without its last layer: it turns images into *features*. It is
# pre-trained on the digits 0 to 4 with a last layer that is then thrown away.
#
# Five classes demand little from a base: it only learns features in which they differ. So `four_ways`
# turns them into twenty classes at no cost: each digit also on its side, mirrored, and both. A mirrored
# 0 is still a 0, so the base cannot get all of them right. That does not matter: the last layer is
# thrown away.
#
# The base uses batch normalization. Keep this in mind: it stores *statistics*, the mean and variance
# of the images that it was trained on, and during training it uses those of the current batch instead.

# %% [markdown] lang="zh-Hant"
# ## 1. 基底
#
# 實作 3b 去掉最後一層的網路：輸入圖像，輸出*特徵 (feature)*。這叫做*基底 (base)*。
# 先接上一個之後會丟掉的最後一層，用數字 0 到 4 預先訓練 (pre-train)。
#
# 只有五個類別，對基底的要求太少：類別之間沒有差別的地方，它就不必看。
# 所以 `four_ways` 不花任何代價就變出二十個類別：每個數字再加上橫躺的、鏡中的，以及兩者兼有的。
# 鏡中的 0 還是 0，所以它不可能全部答對。沒關係，反正最後一層會丟掉。
#
# 基底裡有批次正規化 (batch normalization)。請記住：它存著*統計量 (statistics)*，
# 也就是訓練圖像的平均與變異數；訓練時，它會改用目前這一批圖像的統計量來更新。


# %%
def build_base(input_shape):
    """Build a network from images to features. 建立從圖像到特徵的網路。"""
    base = keras.Sequential([keras.Input(input_shape)], name="base")
    for filters, pooled in ((16, True), (24, False), (24, True), (40, False), (40, True)):
        base.add(keras.layers.Conv2D(filters, 3, padding="same", use_bias=False))
        if pooled:
            base.add(keras.layers.MaxPooling2D())
        base.add(keras.layers.BatchNormalization(momentum=0.9))
        base.add(keras.layers.ReLU())
    base.add(keras.layers.Flatten())
    return base


def with_new_head(base, num_classes, learning_rate=0.001):
    """Put a last layer on a base and train all of it. 在基底上接最後一層，全部都訓練。"""
    head = keras.layers.Dense(num_classes, activation="softmax")
    model = keras.Sequential([base, keras.layers.Dropout(0.5), head])
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def four_ways(images, labels):
    """Return images unchanged, on their side, mirrored and both, each as separate classes.

    傳回原樣、橫躺、左右翻轉、兩者兼有的圖像，每一種都自成類別。
    """
    upright = (images, images[:, :, ::-1])
    ways = [*upright, *(np.rot90(image, axes=(1, 2)) for image in upright)]
    num_classes = labels.max() + 1
    return np.concatenate(ways), np.concatenate([labels + way * num_classes for way in range(4)])


def pretrain(base, images, labels, epochs):
    """Train a base on another task, with strong augmentation. 用另一個任務訓練基底，並大幅增強。"""
    images, labels = four_ways(images, labels)

    def vary(images, seed):
        return augment(images, seed, rotation=15.0, zoom=0.2, shear=0.3)

    batches = training_batches(images, labels, batch_size=64, augment=vary)
    falling = keras.optimizers.schedules.CosineDecay(0.003, epochs * len(batches))
    return fit(with_new_head(base, int(labels.max()) + 1, falling), batches, epochs=epochs)


def halves(split):
    """Return digits 0 to 4 and digits 5 to 9, labels from 0. 傳回數字 0–4 與 5–9，標籤從 0 起。"""
    images, old = split.images.astype("float32") / 255, split.labels < 5
    return (images[old], split.labels[old]), (images[~old], split.labels[~old] - 5)


def accuracy(model, images, labels):
    """Return the fraction of images that the model gets right. 傳回答對的比例。"""
    return float(np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels))


# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    (x_old, y_old), (x_new, y_new) = halves(dataset.train)
    _, (x_valid, y_valid) = halves(dataset.validation)
    base = build_base(dataset.image_shape)

# %% [markdown] lang="en"
# ## 2. Choose a few images
#
# For a fair comparison, each class gets the same number of images, drawn at random.

# %% [markdown] lang="zh-Hant"
# ## 2. 挑出少數圖像
#
# 要公平地比較，每個類別就要有同樣多的圖像，並隨機抽出。


# %%
def choose_few(labels, per_class, rng):
    """Return which images to train on: the same number per class.

    傳回要用哪些圖像訓練：每個類別各幾張。

    Args:
        labels: integers ``(n,)``, 0 to the number of classes - 1. 整數標籤，0 到類別數減 1。
        per_class: number of images to draw per class. 每個類別要抽的張數。
        rng: ``numpy.random.Generator`` that draws. 用來抽籤的亂數產生器。

    Returns:
        integer array ``(per_class * classes,)``: indices into ``labels``, in any order, without
        repeats. 整數陣列：在 ``labels`` 裡的索引，不重複，順序不拘。
    """
    # BEGIN SOLUTION 5.1
    return np.concatenate(
        [
            rng.choice(np.flatnonzero(labels == label), per_class, replace=False)
            for label in np.unique(labels)
        ]
    )
    # END SOLUTION


# %% [markdown]
# ```
# >>> chosen = choose_few(np.array([0, 1, 0, 1, 0]), 2, np.random.default_rng(0))
# >>> len(chosen), len(set(chosen.tolist()))
# (4, 4)
# ```

# %%
if __name__ == "__main__":
    if lab.written("5.1"):
        few = choose_few(y_new, 10, np.random.default_rng(lab.seed))
        lab.save(plot_images(x_new[few], y_new[few] + 5), "few")


# %% [markdown] lang="en"
# ## 3. A frozen base, a new head
#
# The new last layer, the *head*, starts with random weights. Its first errors are large; they would
# flow back through the base and ruin it. So the base is *frozen*: `base.trainable = False`.
#
# `training=False` is something else. It asks batch normalization to use its stored statistics instead
# of replacing them. Write it, but do not rely on it: in Keras 3, `fit` calls the whole model with
# `training=True`, and this reaches the base anyway (keras issue 20285). What does work is
# `trainable = False` on the batch normalization itself. Task 5.4 comes back to this.

# %% [markdown] lang="zh-Hant"
# ## 3. 凍結的基底，新的輸出層
#
# 接上去的新*輸出層 (head)*，權重 (weight) 從亂數開始。它一開始的誤差很大，反向傳播到基底，會把基底弄壞。
# 所以要把基底*凍結 (freeze)*：`base.trainable = False`。
#
# `training=False` 是另一回事：它要批次正規化使用已知的統計量，不要更新。
# 請寫上，但不能只靠它：在 Keras 3，`fit` 會以 `training=True` 呼叫整個模型，
# 一路傳到基底（keras issue 20285）。真正有效的是批次正規化層自己的 `trainable = False`。
# 任務 5.4 會再談到。

# %% [markdown] lang="en"
# > **Guess first.** The frozen base returns 360 numbers per image. How many parameters does a new head
# > for 5 classes train?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 凍結的基底為每張圖像傳回 360 個數字。給 5 個類別的新的輸出層，要訓練幾個參數？

# %%
if __name__ == "__main__":
    lab.guess("head", None)


# %%
def build_transfer(base, num_classes):
    """Build a network for a new task on top of a frozen base, not yet compiled.

    在凍結的基底上，為新任務建立網路，尚未編譯。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        base: Keras model from images ``(n, *base.input_shape[1:])`` to features ``(n, d)``. This
            function freezes it. 從圖像到特徵的 Keras 模型，在這裡凍結。
        num_classes: number of classes of the new task. 新任務的類別數。

    Returns:
        Keras model that calls ``base`` with ``training=False``, and ends in a new Dense layer:
        probabilities ``(n, num_classes)``.
        以 ``training=False`` 呼叫 ``base`` 的 Keras 模型，最後是新的 Dense 層，輸出各類別的機率。
    """
    # BEGIN SOLUTION 5.2
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    features = base(images, training=False)
    probabilities = keras.layers.Dense(num_classes, activation="softmax")(features)
    return keras.Model(images, probabilities)
    # END SOLUTION


# %% [markdown]
# ```
# >>> transfer_model = build_transfer(build_base((28, 28, 1)), 5)
# >>> transfer_model.output_shape, len(transfer_model.trainable_weights)
# ((None, 5), 2)
# ```

# %%
if __name__ == "__main__":
    if lab.written("5.2"):
        model = build_transfer(base, 5)
        lab.save(plot_model(model), "transfer")
        trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
        lab.say("trained: {count:,} parameters", "要訓練的參數：{count:,} 個", count=trainable)


# %% [markdown] lang="en"
# ## 4. First, train the head
#
# Compile with an ordinary learning rate and train: only the head learns.

# %% [markdown] lang="zh-Hant"
# ## 4. 先訓練輸出層
#
# 用一般的學習率 (learning rate) 編譯並訓練：只有輸出層在學。

# %% [markdown] lang="en"
# > **Guess first.** Ten images per class of five new digits, and only the head is trained. How many
# > validation images will be right: (a) a fifth, as by guessing, (b) about half, (c) nine in ten?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 五個新數字，每類只有十張圖像，而且只訓練輸出層。驗證圖像會答對多少？
# > (a) 五分之一，和亂猜一樣，(b) 大約一半，(c) 九成。

# %%
if __name__ == "__main__":
    lab.guess("ten-images", None)


# %%
def train_head(model, x_train, y_train, epochs):
    """Compile the network from ``build_transfer`` and train its head; the base does not change.

    編譯 ``build_transfer`` 的網路並訓練它的輸出層；基底保持原樣。

    The grader pre-trains a base on five digits and teaches it five others, with ten images of each.
    An accuracy of 60 % on unseen images earns all points; 40 % earns none. Training may take 120
    seconds.

    評分程式先用五個數字預先訓練基底，再用另外五個數字各十張圖像來教它。
    沒看過的圖像答對 60 % 以上得滿分，40 % 以下沒有分數。訓練最多 120 秒。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: float32 images ``(n, height, width, channels)``. 訓練圖像。
        y_train: integer labels ``(n,)``. 整數訓練標籤。
        epochs: number of passes over the images. 圖像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns, with the accuracy.
        ``fit`` 傳回的 ``History``，含準確度 (accuracy)。
    """
    # BEGIN SOLUTION 5.3
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return fit(model, x_train, y_train, epochs=epochs, batch_size=10, verbose=False)
    # END SOLUTION


# %% [markdown]
# ```
# >>> x, y = np.zeros((10, 28, 28, 1), dtype="float32"), np.arange(10) % 5
# >>> len(train_head(transfer_model, x, y, 2).history["accuracy"])
# 2
# ```

# %% [markdown] lang="en"
# The base first learns the digits 0 to 4 and their turned copies; that takes a few seconds. Then the
# head learns 5 to 9 from ten images each.

# %% [markdown] lang="zh-Hant"
# 基底先學 0 到 4 與轉過的版本，只要幾秒鐘；接著輸出層用每類十張圖像學 5 到 9。

# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3"):
        from fundamentals.plotting import plot_mistakes
        from fundamentals.training import worst_mistakes

        keras.utils.set_random_seed(lab.seed)
        base = build_base(dataset.image_shape)
        pretrain(base, x_old, y_old, PRETRAINING_EPOCHS)
        learned = base.get_weights()
        model = build_transfer(base, 5)
        train_head(model, x_new[few], y_new[few], 2 * EPOCHS[10])
        right = accuracy(model, x_valid, y_valid)
        lab.say("head alone: {right:.1%} right", "只訓練輸出層：答對 {right:.1%}", right=right)
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(x_valid, mistakes, dataset.class_names[5:]), "mistakes_of_head")


# %% [markdown] lang="en"
# ## 5. Then train everything, gently
#
# Now the head's errors are small, and the base may adapt a little: *fine-tuning*. Unfreeze the base
# and compile again; otherwise Keras keeps using what it compiled before. The learning rate is ten times
# lower, to adjust the base rather than retrain it. Its batch normalization stays frozen, because ten
# images give a poor estimate of the mean and variance.

# %% [markdown] lang="zh-Hant"
# ## 5. 再輕輕地調整全部
#
# 現在輸出層的誤差小了，基底可以跟著小幅調整：這就是*微調 (fine-tuning)*。
# 解凍之後要重新編譯，否則 Keras 會沿用之前編譯的設定。
# 學習率降為十分之一：基底只要微調，不是重新學。
# 批次正規化層則維持凍結：十張圖像算出的平均與變異數很不可靠。


# %%
def fine_tune(model, base, x_train, y_train, epochs):
    """Unfreeze the base except batch normalization, compile again at a low rate, and train.

    解凍基底（批次正規化除外），用低學習率重新編譯並訓練。

    The grader continues with the network from ``train_head``. An accuracy of 60 %
    on unseen images earns all points; 40 % earns none. Training may take 120 seconds.

    評分程式接著用 ``train_head`` 訓練過的網路。
    沒看過的圖像答對 60 % 以上得滿分，40 % 以下沒有分數。訓練最多 120 秒。

    Args:
        model: Keras model with a trained head. 輸出層已經訓練好的 Keras 模型。
        base: its base. 它的基底。
        x_train: float32 images ``(n, height, width, channels)``. 訓練圖像。
        y_train: integer labels ``(n,)``. 整數訓練標籤。
        epochs: number of passes over the images. 圖像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns, with the accuracy. The learning rate is 0.0003
        or lower. ``fit`` 傳回的 ``History``，含準確度；學習率不超過 0.0003。
    """
    # BEGIN SOLUTION 5.4
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(0.0003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return fit(model, x_train, y_train, epochs=epochs, batch_size=10, verbose=False)
    # END SOLUTION


# %% [markdown]
# ```
# >>> base_5 = build_base((28, 28, 1))
# >>> len(fine_tune(build_transfer(base_5, 5), base_5, x, y, 2).history["accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        fine_tune(model, base, x_new[few], y_new[few], EPOCHS[10])
        right = accuracy(model, x_valid, y_valid)
        lab.say("fine-tuned: {right:.1%} right", "微調後：答對 {right:.1%}", right=right)
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(x_valid, mistakes, dataset.class_names[5:]), "mistakes")


# %% [markdown] lang="en"
# ## 6. What a pre-trained base is worth
#
# Now compare training with the base and training from scratch, on ten to a hundred images per class:
# the same network, the same images, the same number of epochs. Where are the curves far apart, and
# where do they meet?
#
# A fair comparison gives both sides their best settings: `SCRATCH_RATE` was the best of several
# learning rates, measured on other images than these.

# %% [markdown] lang="zh-Hant"
# ## 6. 預訓練的基底值多少
#
# 每個類別十張到一百張圖像，一個網路用預訓練的基底，另一個從零開始 (from scratch)：
# 同樣的網路、同樣的圖像、同樣多的週期 (epoch)。兩條曲線在哪裡差最多，又在哪裡會合？
#
# 從零開始的網路也要用最好的設定，比較才公平：`SCRATCH_RATE` 是幾個學習率裡最好的，
# 而且是用這裡沒有量測的圖像選出來的。


# %%
SCRATCH_RATE = 0.003


def transfer(base, images, labels, epochs):
    """Teach a pre-trained base a new task, in the right order. 照正確的順序，教基底新任務。"""
    model = build_transfer(base, int(labels.max()) + 1)
    train_head(model, images, labels, 2 * epochs)
    fine_tune(model, base, images, labels, epochs)
    return model


def train_all(base, images, labels, epochs, learning_rate=SCRATCH_RATE):
    """Train the base and a random head together. 基底與隨機的輸出層一起訓練。"""
    model = with_new_head(base, int(labels.max()) + 1, learning_rate)
    fit(model, images, labels, epochs=3 * epochs, batch_size=10, verbose=False)
    return model


# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        pretrained, scratch = (
            Text("pre-trained base", "預訓練的基底"),
            Text("from scratch", "從零開始"),
        )
        results = {pretrained: [], scratch: []}
        for per_class, epochs in EPOCHS.items():
            for draw in range(DRAWS):
                few = choose_few(y_new, per_class, np.random.default_rng(lab.seed + draw))
                base.set_weights(learned)
                new_base = build_base(dataset.image_shape)
                for name, model in (
                    (pretrained, transfer(base, x_new[few], y_new[few], epochs)),
                    (scratch, train_all(new_base, x_new[few], y_new[few], epochs)),
                ):
                    right = accuracy(model, x_valid, y_valid)
                    results[name].append({"images": per_class, "accuracy": right})
                    lab.say(
                        "{images:4} images per class: {right:6.1%}  {name}",
                        "每類 {images:4} 張圖像：{right:6.1%}  {name}",
                        images=per_class,
                        right=right,
                        name=name,
                    )
        curves = {name: pd.DataFrame(rows) for name, rows in results.items()}
        lab.save(plot_data_efficiency(curves), "images_a_class")

# %% [markdown] lang="en"
# ## 7. Does the order matter? And the statistics?
#
# Train on the same ten images per class in three ways: in the right order; without freezing,
# everything at once at the ordinary rate; and in the right order, but with batch normalization unfrozen
# too. The last way replaces the stored statistics with those of the few images, with or without
# `training=False`.
#
# Ten images per class are few: the choice of images alone changes the accuracy by a point or two. Try
# several draws before you trust a ranking.

# %% [markdown] lang="zh-Hant"
# ## 7. 順序重要嗎？統計量呢？
#
# 同樣每類十張圖像，做三次：照正確的順序；不凍結，一開始就用一般的學習率訓練全部；
# 照正確的順序，但批次正規化也解凍，於是不論有沒有 `training=False`，
# 統計量都換成這少數幾張圖像的。
#
# 每類十張圖像很少，抽到哪十張就差一兩個百分點。多抽幾次，再相信誰比較好。


# %%
def new_statistics(base, images, labels, epochs):
    """Transfer as above, but unfreeze batch normalization too. 同上，但批次正規化也解凍。"""
    model = build_transfer(base, int(labels.max()) + 1)
    train_head(model, images, labels, 2 * epochs)
    base.trainable = True
    model.compile(keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy")
    fit(model, images, labels, epochs=epochs, batch_size=10, verbose=False)
    return model


def all_at_once(base, images, labels, epochs):
    """Train without freezing anything. 什麼都不凍結，一次訓練全部。"""
    base.trainable = True
    return train_all(base, images, labels, epochs)


# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        few = choose_few(y_new, 10, np.random.default_rng(lab.seed))
        for name, teach in (
            (Text("head first, then gently", "先訓練輸出層，再微調"), transfer),
            (Text("all at once", "一次訓練全部"), all_at_once),
            (Text("with new statistics", "統計量更新"), new_statistics),
        ):
            base.set_weights(learned)
            model = teach(base, x_new[few], y_new[few], EPOCHS[10])
            print(f"{accuracy(model, x_valid, y_valid):6.1%}  {name}")

# %% [markdown] lang="en"
# ## 8. A network that has seen a million photographs
#
# `imagenet_base` downloads MobileNetV3, pre-trained on the photographs of ImageNet, once (4 MB). It
# takes color images with values 0 to 255. Set `PICTURES` to a folder of your own, with one subfolder
# of at least ten pictures per class, and run the lab again: your functions above do the rest.

# %% [markdown] lang="zh-Hant"
# ## 8. 看過一百萬張照片的網路
#
# `imagenet_base` 取得用 ImageNet 照片預先訓練的 MobileNetV3：4 MB，要連網路，只需下載一次。
# 它要彩色圖像，值為 0 到 255。把 `PICTURES` 設成你自己的資料夾，每個類別一個子資料夾、至少十張圖片，
# 再執行一次：其餘交給你上面寫的函式。

# %%
# Such as "folder:~/pictures".
# 例如 "folder:~/pictures"。
PICTURES = None

if __name__ == "__main__" and PICTURES:
    from fundamentals.training import imagenet_base

    base = imagenet_base((96, 96, 3))
    pictures = load_dataset(PICTURES, image_size=(96, 96))
    model = build_transfer(base, pictures.num_classes)
    train_head(model, pictures.train.images.astype("float32"), pictures.train.labels, 20)
    held_out = pictures.validation.images.astype("float32")
    right = accuracy(model, held_out, pictures.validation.labels)
    lab.say("head: {right:.1%}", "輸出層：{right:.1%}", right=right)
    fine_tune(model, base, pictures.train.images.astype("float32"), pictures.train.labels, 5)
    right = accuracy(model, held_out, pictures.validation.labels)
    lab.say("fine-tuned: {right:.1%}", "微調後：{right:.1%}", right=right)
