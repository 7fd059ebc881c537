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
#     fundamentals check lab05 --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab05_pretrained")

# %%
import keras
import numpy as np
import pandas as pd

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_data_efficiency, plot_images, plot_model
from fundamentals.training import augment, fit, training_batches

PRETRAINING_EPOCHS = 8
# 每個類別的張數：微調時要看幾遍。訓練輸出層要看兩倍的遍數，從零開始的網路則看兩者的總和。
# 圖像越多，需要的遍數越少。
EPOCHS = {10: 20, 30: 10, 100: 4}
# 每種張數抽幾次。
DRAWS = 2

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
    """建立從圖像到特徵的網路。"""
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
    """在基底上接最後一層，全部都訓練。"""
    head = keras.layers.Dense(num_classes, activation="softmax")
    model = keras.Sequential([base, keras.layers.Dropout(0.5), head])
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def four_ways(images, labels):
    """傳回原樣、橫躺、左右翻轉、兩者兼有的圖像，每一種都自成類別。"""
    upright = (images, images[:, :, ::-1])
    ways = [*upright, *(np.rot90(image, axes=(1, 2)) for image in upright)]
    num_classes = labels.max() + 1
    return np.concatenate(ways), np.concatenate([labels + way * num_classes for way in range(4)])


def pretrain(base, images, labels, epochs):
    """用另一個任務訓練基底，並大幅增強。"""
    images, labels = four_ways(images, labels)

    def vary(images, seed):
        return augment(images, seed, rotation=15.0, zoom=0.2, shear=0.3)

    batches = training_batches(images, labels, batch_size=64, augment=vary)
    falling = keras.optimizers.schedules.CosineDecay(0.003, epochs * len(batches))
    return fit(with_new_head(base, int(labels.max()) + 1, falling), batches, epochs=epochs)


def halves(split):
    """傳回數字 0–4 與 5–9，標籤從 0 起。"""
    images, old = split.images.astype("float32") / 255, split.labels < 5
    return (images[old], split.labels[old]), (images[~old], split.labels[~old] - 5)


def accuracy(model, images, labels):
    """傳回答對的比例。"""
    return float(np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels))


# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    (x_old, y_old), (x_new, y_new) = halves(dataset.train)
    _, (x_valid, y_valid) = halves(dataset.validation)
    base = build_base(dataset.image_shape)

# %% [markdown] lang="zh-Hant"
# ## 2. 挑出少數圖像
#
# 要公平地比較，每個類別就要有同樣多的圖像，並隨機抽出。


# %%
def choose_few(labels, per_class, rng):
    """傳回要用哪些圖像訓練：每個類別各幾張。

    參數：
        labels: 整數標籤（``(n,)``），0 到類別數減 1。
        per_class: 每個類別要抽的張數。
        rng: 用來抽籤的亂數產生器（``numpy.random.Generator``）。

    傳回：
        整數陣列（``(per_class * classes,)``）：在 ``labels`` 裡的索引，不重複，順序不拘。
    """
    raise NotImplementedError("任務 5.1：每個類別挑出少數圖像")


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

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 凍結的基底為每張圖像傳回 360 個數字。給 5 個類別的新的輸出層，要訓練幾個參數？

# %%
if __name__ == "__main__":
    lab.guess("head", None)


# %%
def build_transfer(base, num_classes):
    """在凍結的基底上，為新任務建立網路，尚未編譯。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        base: 從圖像到特徵的 Keras 模型（``(n, *base.input_shape[1:])``、``(n, d)``），在這裡凍結。
        num_classes: 新任務的類別數。

    傳回：
        以 ``training=False`` 呼叫 ``base`` 的 Keras 模型（``(n, num_classes)``），最後是新的 Dense
        層，輸出各類別的機率。
    """
    raise NotImplementedError("任務 5.2：在凍結的基底上接新的輸出層")


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
        print(f"要訓練的參數：{trainable:,} 個")


# %% [markdown] lang="zh-Hant"
# ## 4. 先訓練輸出層
#
# 用一般的學習率 (learning rate) 編譯並訓練：只有輸出層在學。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 五個新數字，每類只有十張圖像，而且只訓練輸出層。驗證圖像會答對多少？
# > (a) 五分之一，和亂猜一樣，(b) 大約一半，(c) 九成。

# %%
if __name__ == "__main__":
    lab.guess("ten-images", None)


# %%
def train_head(model, x_train, y_train, epochs):
    """編譯 ``build_transfer`` 的網路並訓練它的輸出層；基底保持原樣。

    評分程式先用五個數字預先訓練基底，再用另外五個數字各十張圖像來教它。沒看過的圖像答對 60 % 以上得
    滿分，40 % 以下沒有分數。訓練最多 120 秒。

    參數：
        model: 尚未編譯的 Keras 模型。
        x_train: 訓練圖像（float32、``(n, height, width, channels)``）。
        y_train: 整數訓練標籤（``(n,)``）。
        epochs: 圖像要看幾遍。

    傳回：
        ``fit`` 傳回的 ``History``，含準確度 (accuracy)。
    """
    raise NotImplementedError("任務 5.3：訓練輸出層")


# %% [markdown]
# ```
# >>> x, y = np.zeros((10, 28, 28, 1), dtype="float32"), np.arange(10) % 5
# >>> len(train_head(transfer_model, x, y, 2).history["accuracy"])
# 2
# ```

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
        print(f"只訓練輸出層：答對 {right:.1%}")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(x_valid, mistakes, dataset.class_names[5:]), "mistakes_of_head")


# %% [markdown] lang="zh-Hant"
# ## 5. 再輕輕地調整全部
#
# 現在輸出層的誤差小了，基底可以跟著小幅調整：這就是*微調 (fine-tuning)*。
# 解凍之後要重新編譯，否則 Keras 會沿用之前編譯的設定。
# 學習率降為十分之一：基底只要微調，不是重新學。
# 批次正規化層則維持凍結：十張圖像算出的平均與變異數很不可靠。


# %%
def fine_tune(model, base, x_train, y_train, epochs):
    """解凍基底（批次正規化除外），用低學習率重新編譯並訓練。

    評分程式接著用 ``train_head`` 訓練過的網路。沒看過的圖像答對 60 % 以上得滿分，40 % 以下沒有分
    數。訓練最多 120 秒。

    參數：
        model: 輸出層已經訓練好的 Keras 模型。
        base: 它的基底。
        x_train: 訓練圖像（float32、``(n, height, width, channels)``）。
        y_train: 整數訓練標籤（``(n,)``）。
        epochs: 圖像要看幾遍。

    傳回：
        ``fit`` 傳回的 ``History``，含準確度；學習率不超過 0.0003。
    """
    raise NotImplementedError("任務 5.4：以低學習率微調")


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
        print(f"微調後：答對 {right:.1%}")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(x_valid, mistakes, dataset.class_names[5:]), "mistakes")


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
    """照正確的順序，教基底新任務。"""
    model = build_transfer(base, int(labels.max()) + 1)
    train_head(model, images, labels, 2 * epochs)
    fine_tune(model, base, images, labels, epochs)
    return model


def train_all(base, images, labels, epochs, learning_rate=SCRATCH_RATE):
    """基底與隨機的輸出層一起訓練。"""
    model = with_new_head(base, int(labels.max()) + 1, learning_rate)
    fit(model, images, labels, epochs=3 * epochs, batch_size=10, verbose=False)
    return model


# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        pretrained, scratch = (
            "預訓練的基底",
            "從零開始",
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
                    print(f"每類 {per_class:4} 張圖像：{right:6.1%}  {name}")
        curves = {name: pd.DataFrame(rows) for name, rows in results.items()}
        lab.save(plot_data_efficiency(curves), "images_a_class")

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
    """同上，但批次正規化也解凍。"""
    model = build_transfer(base, int(labels.max()) + 1)
    train_head(model, images, labels, 2 * epochs)
    base.trainable = True
    model.compile(keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy")
    fit(model, images, labels, epochs=epochs, batch_size=10, verbose=False)
    return model


def all_at_once(base, images, labels, epochs):
    """什麼都不凍結，一次訓練全部。"""
    base.trainable = True
    return train_all(base, images, labels, epochs)


# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        few = choose_few(y_new, 10, np.random.default_rng(lab.seed))
        for name, teach in (
            ("先訓練輸出層，再微調", transfer),
            ("一次訓練全部", all_at_once),
            ("統計量更新", new_statistics),
        ):
            base.set_weights(learned)
            model = teach(base, x_new[few], y_new[few], EPOCHS[10])
            print(f"{accuracy(model, x_valid, y_valid):6.1%}  {name}")

# %% [markdown] lang="zh-Hant"
# ## 8. 看過一百萬張照片的網路
#
# `imagenet_base` 取得用 ImageNet 照片預先訓練的 MobileNetV3：4 MB，要連網路，只需下載一次。
# 它要彩色圖像，值為 0 到 255。把 `PICTURES` 設成你自己的資料夾，每個類別一個子資料夾、至少十張圖片，
# 再執行一次：其餘交給你上面寫的函式。

# %%
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
    print(f"輸出層：{right:.1%}")
    fine_tune(model, base, pictures.train.images.astype("float32"), pictures.train.labels, 5)
    right = accuracy(model, held_out, pictures.validation.labels)
    print(f"微調後：{right:.1%}")
