# %% [markdown] lang="zh-Hant"
# # 實作 4a：資料增強
#
# 實作 2 的網路把訓練圖像背了下來。圖像多一點會有幫助，但收集圖像很花錢。
# *資料增強 (data augmentation)* 用現有的圖像做出新的圖像：
# 往左移兩個像素的數字是另一張圖像，卻還是同一個數字。圖像越少，效果越明顯：這裡只給網路 1,000 張。
#
#     fundamentals check lab04a --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04a_augmentation")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_image_rows, plot_images, plot_learning_curves
from fundamentals.training import fit, history_frame

TRAINING_IMAGES = 1000
EPOCHS = 30

if __name__ == "__main__":
    dataset = load_dataset("digits")
    rng = np.random.default_rng(lab.seed)
    everything = dataset.train_and_validation
    images, labels = everything.images.astype("float32") / 255, everything.labels
    one_each = images[[np.flatnonzero(labels == digit)[0] for digit in range(10)]]
    everywhere = np.ones(10, int)

# %% [markdown] lang="zh-Hant"
# ## 1. 平移
#
# 先在每張圖像外圍補上黑邊，再從另一個位置把圖像切出來。
# 批次 (batch) 裡的每張圖像有自己的數字：`down[i]` 與 `right[i]` 屬於 `images[i]`。


# %%
def shift(images, down, right):
    """把批次裡的每張圖像移動整數個像素；移進來的部分是黑色。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``），值為 0–1。
        down: 往下移的像素數（``(n,)``）；負數往上。
        right: 往右移的像素數（``(n,)``）；負數往左。

    傳回：
        形狀相同的 float32 陣列。
    """
    raise NotImplementedError("任務 4a.1：平移圖像")


# %% [markdown]
# ```
# >>> shift(np.array([[[[1.0], [2.0]], [[3.0], [4.0]]]]), np.array([1]), np.array([0]))[0, :, :, 0]
# array([[0., 0.],
#        [1., 2.]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.1"):
        rows = {
            "原始圖像": one_each,
            "平移": shift(one_each, 4 * everywhere, -4 * everywhere),
        }
        lab.save(plot_image_rows(rows), "shift")


# %% [markdown] lang="zh-Hant"
# ## 2. 旋轉
#
# 要旋轉圖像，就問*結果*的每個像素：它來自舊圖像的哪裡？
# 答案是每張圖像一個小矩陣 (matrix)，其餘交給 `move_pixels`：
# 從中心算起、x 向右、y 向下，位於 `(x, y)` 的像素取自 `matrix @ (x, y)`。
#
# 逆時針轉角度 a 的矩陣是
#
#     cos a   -sin a
#     sin a    cos a


# %%
def move_pixels(images, matrices):
    """結果的像素 ``(x, y)`` 取自 ``matrix @ (x, y)``，座標從圖像中心算起。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``）。
        matrices: 每張圖像一個矩陣（``(n, 2, 2)``）。

    傳回：
        形狀相同的 float32 陣列；超出圖像的地方是黑色。
    """
    count, height, width = images.shape[:3]
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    transforms = np.zeros((count, 8), "float32")
    transforms[:, [0, 1, 3, 4]] = matrices.reshape(count, 4)
    transforms[:, [2, 5]] = middle - matrices @ middle
    moved = keras.ops.image.affine_transform(
        images,
        transforms,
        interpolation="bilinear",
        fill_mode="constant",
        data_format="channels_last",
    )
    return keras.ops.convert_to_numpy(moved)


def rotate(images, degrees):
    """把批次裡的每張圖像繞著中心旋轉。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``），值為 0–1。
        degrees: 角度（度）（``(n,)``），逆時針為正。

    傳回：
        形狀相同的 float32 陣列。像素可以差 0.05：雙線性內插夠準確，直接取最近的像素則不夠。
    """
    raise NotImplementedError("任務 4a.2：旋轉圖像")


# %% [markdown]
# ```
# >>> square = np.zeros((1, 3, 3, 1), dtype="float32")
# >>> square[0, 0, 2] = 1
# >>> rotate(square, np.array([90.0]))[0, :, :, 0].round(2) + 0
# array([[1., 0., 0.],
#        [0., 0., 0.],
#        [0., 0., 0.]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.2"):
        rows = {
            "原始圖像": one_each,
            "旋轉": rotate(one_each, 20.0 * everywhere),
        }
        lab.save(plot_image_rows(rows), "rotate")


# %% [markdown] lang="zh-Hant"
# ## 3. 縮放
#
# 同一個輔助函式，換一個矩陣。注意方向：要看起來兩倍大，像素就取自離中心一半遠的地方。


# %%
def zoom(images, factors):
    """以中心為準，放大批次裡的每張圖像。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``），值為 0–1。
        factors: 倍率（``(n,)``）：2 是兩倍大，0.5 是一半大。

    傳回：
        形狀相同的 float32 陣列。像素可以差 0.05：雙線性內插夠準確，直接取最近的像素則不夠。
    """
    raise NotImplementedError("任務 4a.3：縮放圖像")


# %% [markdown]
# ```
# >>> zoom(square, np.array([1.0]))[0, :, :, 0]
# array([[0., 0., 1.],
#        [0., 0., 0.],
#        [0., 0., 0.]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.3"):
        rows = {
            "原始圖像": one_each,
            "縮放": zoom(one_each, np.linspace(0.6, 1.4, 10)),
        }
        lab.save(plot_image_rows(rows), "zoom")


# %% [markdown] lang="zh-Hant"
# ## 4. 亮度
#
# 乘上倍率，但不能比白色更亮。


# %%
def brighten(images, factors):
    """讓批次裡的每張圖像調亮或調暗。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``），值為 0–1。
        factors: 倍率（``(n,)``）：1.5 是亮一半；小於 1 調暗。

    傳回：
        形狀相同的 float32 陣列，值為 0–1：超過 1 的變成 1。
    """
    raise NotImplementedError("任務 4a.4：改變亮度")


# %% [markdown]
# ```
# >>> brighten(np.array([[[[0.5], [0.9]]]]), np.array([1.2]))[0, :, :, 0]
# array([[0.6, 1. ]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.4"):
        rows = {
            "原始圖像": one_each,
            "亮度": brighten(one_each, np.linspace(0.2, 1.4, 10)),
        }
        lab.save(plot_image_rows(rows), "brighten")


# %% [markdown] lang="zh-Hant"
# ## 5. 哪些改變會保留標籤？
#
# 我們告訴網路：改變後的圖像仍是原來的標籤 (label)。這句話必須是真的。
# 先執行一次實作，看看 `changes.png`：哪幾列的數字還和最上面一列相同？
#
# 這取決於任務。手語的方向也有意義：字母 U 橫過來就是字母 H。
# 貓的照片左右翻過來還是貓；上下顛倒的貓很少見，但也是貓。
#
# > **先猜猜看。** 十個數字裡，有幾個轉半圈後還是同一個數字？（6 會變成 9。）

# %%
if __name__ == "__main__":
    lab.guess("half-turn", None)

# %%
# 幅度和 `augment` 一樣。
SMALL_CHANGES = ("shift", "rotate", "zoom", "brighten")
CHANGES = (*SMALL_CHANGES, "mirror", "half_turn")


def mirror(images):
    """左右翻轉。"""
    return images[:, :, ::-1]


def half_turn(images):
    """旋轉 180 度。"""
    return images[:, ::-1, ::-1]


def keeps_label(change, digit):
    """傳回手寫數字經過這種改變之後，讀起來是否還是同一個數字。

    參數：
        change: ``CHANGES`` 之一；前四種的幅度和任務 4a.6 一樣小。
        digit: 0 到 9。鏡中的 1、轉半圈的 2 與 5 因人而異，不列入評分。

    傳回：
        True 或 False。
    """
    raise NotImplementedError("任務 4a.5：哪些改變會保留標籤")


# %% [markdown]
# ```
# >>> keeps_label("shift", 7), keeps_label("mirror", 7)
# (True, False)
# ```

# %% [markdown] lang="zh-Hant"
# 所有的改變，幅度和 `augment` 一樣。你的函式認為會改變標籤的，打上叉。

# %%
if __name__ == "__main__":
    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.5"):
        rows = {
            "原始圖像": one_each,
            "平移": shift(one_each, 2 * everywhere, -2 * everywhere),
            "旋轉": rotate(one_each, 10 * everywhere),
            "縮放": zoom(one_each, 1.1 * everywhere),
            "亮度": brighten(one_each, 0.8 * everywhere),
            "左右翻轉": mirror(one_each),
            "轉半圈": half_turn(one_each),
        }
        kept = [[True] * 10, *([keeps_label(change, d) for d in range(10)] for change in CHANGES)]
        lab.save(plot_image_rows(rows, crossed=~np.array(kept)), "changes")


# %% [markdown] lang="zh-Hant"
# ## 6. 增強
#
# 為每張圖像各抽一次數字，再使用上面的函式。只有能保留*每個*數字標籤的改變才可以用在這裡。


# %%
def augment(images, rng):
    """把批次裡的每張圖像隨機改變一點點。

    評分程式會量測 100 張圖像：每種改變至少要用到範圍的一半；最多可以超出範圍 1 個像素、3 度、0.05
    倍縮放或 0.05 倍亮度。

    請使用上面自己寫的函式；這裡不能匯入 ``fundamentals.training.augment``。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``），值為 0–1。
        rng: 亂數產生器（``numpy.random.Generator``），為每張圖像均勻地抽，每個數字各抽各的：旋轉
            -10 到 10 度、縮放 0.9 到 1.1 倍、兩個方向各平移 -2 到 2 個像素、亮度 0.8 到 1.2 倍。

    傳回：
        形狀相同的 float32 陣列，值為 0–1。
    """
    raise NotImplementedError("任務 4a.6：隨機增強")


# %% [markdown]
# ```
# >>> augment(np.zeros((2, 28, 28, 1), dtype="float32"), np.random.default_rng(0)).shape
# (2, 28, 28, 1)
# ```

# %% [markdown] lang="zh-Hant"
# 同一個 6，四十次：網路看到的不再是重複的圖像。

# %%
if __name__ == "__main__":
    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.6"):
        forty = augment(np.repeat(one_each[6:7], 40, axis=0), rng)
        lab.save(plot_images(forty), "one_digit_40_times")


# %% [markdown] lang="zh-Hant"
# ## 7. 用不會重複的圖像訓練
#
# 只改變一次，等於換了另外 1,000 張圖像，網路還是背得下來。
# `ChangingImages` 在每個週期 (epoch) 之前重新改變所有圖像。
# 把它交給 `fit`，取代訓練圖像；標籤也在裡面。驗證圖像則維持原樣，因為它們代表網路將來會遇到的圖像。


# %%
class ChangingImages(keras.utils.PyDataset):
    """給 ``fit`` 的批次，每個週期重新洗牌、重新改變。

    參數：
        images: 圖像（float32、``(n, height, width, channels)``）。
        labels: 標籤（``(n,)``）。
        change: 改變圖像的函式（``(images, rng)``，例如 ``augment``）。
        batch_size: 每批的圖像數。
    """

    def __init__(self, images, labels, change, batch_size=32):
        super().__init__()
        self.images, self.labels = images, labels
        self.change, self.batch_size = change, batch_size
        self.rng = np.random.default_rng(0)
        self.on_epoch_end()

    def on_epoch_end(self):
        order = self.rng.permutation(len(self.images))
        self.epoch = self.change(self.images[order], self.rng), self.labels[order]

    def __len__(self):
        return -(-len(self.images) // self.batch_size)

    def __getitem__(self, index):
        batch = slice(index * self.batch_size, (index + 1) * self.batch_size)
        images, labels = self.epoch
        return images[batch], labels[batch]


# %%
def unchanged(images, rng):
    """傳回原樣的圖像。"""
    return images


# %%
def build_dense(input_shape, num_classes):
    """建立實作 2 的密集神經網路 (dense network)，略小一些。"""
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ],
        name="dense",
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    """編譯模型，並用不斷改變的圖像訓練。

    評分程式用自己的數字訓練 ``build_dense`` 的網路，最多 120 個週期。沒看過、並照 ``augment`` 的規
    定改變過的數字，答對 75 % 以上得滿分，50 % 以下沒有分數。隨檔案帶來的權重 (weight) 不計分。

    參數：
        model: 尚未編譯的 Keras 模型。
        x_train: 訓練圖像（float32、``(n, 28, 28, 1)``、0–1）。
        y_train: 整數訓練標籤（``(n,)``）。
        x_valid: 驗證圖像，永遠不改變。
        y_valid: 整數驗證標籤。
        epochs: 訓練圖像要看幾遍。
        change: 改變訓練圖像的函式（``(images, rng)``）。

    傳回：
        ``fit`` 傳回的 ``History``。
    """
    raise NotImplementedError("任務 4a.7：用不斷改變的圖像訓練")


# %% [markdown]
# ```
# >>> x, y = np.zeros((8, 28, 28, 1), dtype="float32"), np.arange(8)
# >>> tiny = train_model(build_dense((28, 28, 1), 10), x, y, x, y, 2, change=unchanged)
# >>> len(tiny.history["val_accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.7"):
        order = rng.permutation(len(images))
        few, rest = order[:TRAINING_IMAGES], order[TRAINING_IMAGES:]
        keras.utils.set_random_seed(lab.seed)
        model = build_dense(dataset.image_shape, dataset.num_classes)
        history = train_model(
            model, images[few], labels[few], images[rest], labels[rest], EPOCHS, unchanged
        )
        lab.save(plot_learning_curves(history_frame(history)), "without_augmentation")

# %% [markdown] lang="zh-Hant"
# ## 8. 增強有多大效果
#
# 同樣的網路訓練三次：用原本的圖像、用不斷改變的圖像、再加上左右翻轉與上下顛倒。
# 三次都在原樣的圖像上量測。第一個把 1,000 張圖像背了下來；第二個背不了，卻更會讀新圖像；
# 第三個學到的是 6 就是 9：在混淆矩陣 (confusion matrix) 裡找找看。
#
# 學習曲線 (learning curve) 裡的訓練準確度 (accuracy) 是在*改變過*的圖像上量的，那比較難，所以虛線可能在實線之下。
#
# 接著把 `build_dense` 換成實作 3b 的 CNN 試試。卷積 (convolution) 不論數字在哪裡都找得到，所以進步的空間較小；還有沒有呢？
#
# > **先猜猜看。** 加上增強之後，*訓練*準確度會 (a) 升高，還是 (b) 降低？

# %%
if __name__ == "__main__":
    lab.guess("training", None)


# %%
def augment_and_flip(images, rng):
    """增強之外，再把一半的圖像左右翻轉、一半上下顛倒。"""
    images = augment(images, rng)
    for flip in (mirror, half_turn):
        chosen = rng.random(len(images)) < 0.5
        images[chosen] = flip(images[chosen])
    return images


def accuracy(model, images, labels):
    """傳回答對的比例。"""
    return np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)


# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_confusion_matrix
    from fundamentals.training import confusion_matrix

    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.6", "4a.7"):
        curves = {}
        for name, change in (
            ("原本的圖像", unchanged),
            ("增強", augment),
            ("再加翻轉", augment_and_flip),
        ):
            keras.utils.set_random_seed(lab.seed)
            model = build_dense(dataset.image_shape, dataset.num_classes)
            history = train_model(
                model, images[few], labels[few], images[rest], labels[rest], EPOCHS, change
            )
            curves[str(name)] = history_frame(history)
            training = accuracy(model, images[few], labels[few])
            new = accuracy(model, images[rest], labels[rest])
            print(
                f"訓練 {training:6.1%}  新圖像 {new:6.1%}  差距 {100 * (training - new):5.1f} "
                f"個百分點  {name}"
            )
        lab.save(plot_learning_curves(curves), "learning_curves")
        predicted = model.predict(images[rest], verbose=0).argmax(axis=1)
        matrix = confusion_matrix(labels[rest], predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "confusion_when_flipped")
