# %% [markdown] lang="en"
# # Lab 4a: data augmentation
#
# The network in lab 2 memorized its training images. More images would help, but they are expensive.
# *Data augmentation* makes new images from the ones you have: a digit two pixels further left is
# another image, and still the same digit. The benefit shows best when images are few, so here the
# network gets only 1,000.
#
#     fundamentals check lab04a

# %% [markdown] lang="zh-Hant"
# # 實作 4a：資料增強
#
# 實作 2 的網路把訓練圖像背了下來。圖像多一點會有幫助，但收集圖像很花錢。
# *資料增強 (data augmentation)* 用現有的圖像做出新的圖像：
# 往左移兩個像素的數字是另一張圖像，卻還是同一個數字。圖像越少，效果越明顯：這裡只給網路 1,000 張。
#
#     fundamentals check lab04a

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04a_augmentation")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
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

# %% [markdown] lang="en"
# ## 1. Shift
#
# Put a black border around each image, then cut the image out again at another position. Each image
# of the batch has its own numbers: `down[i]` and `right[i]` belong to `images[i]`.

# %% [markdown] lang="zh-Hant"
# ## 1. 平移
#
# 先在每張圖像外圍補上黑邊，再從另一個位置把圖像切出來。
# 批次 (batch) 裡的每張圖像有自己的數字：`down[i]` 與 `right[i]` 屬於 `images[i]`。


# %%
def shift(images, down, right):
    """Shift each image of a batch by whole pixels and fill the gaps with black.

    把批次裡的每張圖像移動整數個像素；移進來的部分是黑色。

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1. 圖像，值為 0–1。
        down: integers ``(n,)``: pixels to move down by; negative moves up.
            往下移的像素數；負數往上。
        right: integers ``(n,)``: pixels to move right by; negative moves left.
            往右移的像素數；負數往左。

    Returns:
        float32 array of the same shape. 形狀相同的 float32 陣列。
    """
    # BEGIN SOLUTION 4a.1
    height, width = images.shape[1:3]
    most = int(max(np.abs(down).max(), np.abs(right).max()))
    padded = np.pad(images, ((0, 0), (most, most), (most, most), (0, 0)))
    rows, columns = most - down, most - right
    return np.stack(
        [
            image[row : row + height, column : column + width]
            for image, row, column in zip(padded, rows, columns, strict=True)
        ]
    )
    # END SOLUTION


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
            Text("original", "原始圖像"): one_each,
            Text("shift", "平移"): shift(one_each, 4 * everywhere, -4 * everywhere),
        }
        lab.save(plot_image_rows(rows), "shift")


# %% [markdown] lang="en"
# ## 2. Rotate
#
# To rotate an image, find out for each pixel of the *result* where in the old image it comes from.
# That takes one small matrix per image, and `move_pixels` does the rest: it takes the pixel at
# `(x, y)` from `matrix @ (x, y)`, counted from the center, with x to the right and y down.
#
# For a counterclockwise rotation by the angle a, the matrix is
#
#     cos a   -sin a
#     sin a    cos a

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
    """Take pixel ``(x, y)`` of each result from ``matrix @ (x, y)``, counted from the center.

    結果的像素 ``(x, y)`` 取自 ``matrix @ (x, y)``，座標從圖像中心算起。

    Args:
        images: float32 ``(n, height, width, channels)``. 圖像。
        matrices: ``(n, 2, 2)``. 每張圖像一個矩陣。

    Returns:
        float32 array of the same shape; pixels from outside the image are black.
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
    """Rotate each image of a batch about its center.

    把批次裡的每張圖像繞著中心旋轉。

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1. 圖像，值為 0–1。
        degrees: ``(n,)``: counterclockwise angles; negative angles rotate clockwise.
            角度（度），逆時針為正。

    Returns:
        float32 array of the same shape. Pixels may be off by 0.05: bilinear
            interpolation is accurate enough, the nearest pixel is not.
        形狀相同的 float32 陣列。像素可以差 0.05：雙線性內插夠準確，
            直接取最近的像素則不夠。
    """
    # BEGIN SOLUTION 4a.2
    angles = np.radians(degrees)
    cosine, sine = np.cos(angles), np.sin(angles)
    matrices = np.stack([cosine, -sine, sine, cosine], axis=-1).reshape(-1, 2, 2)
    return move_pixels(images, matrices)
    # END SOLUTION


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
            Text("original", "原始圖像"): one_each,
            Text("rotate", "旋轉"): rotate(one_each, 20.0 * everywhere),
        }
        lab.save(plot_image_rows(rows), "rotate")


# %% [markdown] lang="en"
# ## 3. Zoom
#
# Use the same helper with another matrix. Mind the direction: to show the image twice as large, take
# each pixel from half as far away from the center.

# %% [markdown] lang="zh-Hant"
# ## 3. 縮放
#
# 同一個輔助函式，換一個矩陣。注意方向：要看起來兩倍大，像素就取自離中心一半遠的地方。


# %%
def zoom(images, factors):
    """Zoom each image of a batch about its center.

    以中心為準，放大批次裡的每張圖像。

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1. 圖像，值為 0–1。
        factors: ``(n,)``: 2 shows everything twice as large, 0.5 half as large.
            倍率：2 是兩倍大，0.5 是一半大。

    Returns:
        float32 array of the same shape. Pixels may be off by 0.05: bilinear
            interpolation is accurate enough, the nearest pixel is not.
        形狀相同的 float32 陣列。像素可以差 0.05：雙線性內插夠準確，
            直接取最近的像素則不夠。
    """
    # BEGIN SOLUTION 4a.3
    return move_pixels(images, np.eye(2) / factors[:, np.newaxis, np.newaxis])
    # END SOLUTION


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
            Text("original", "原始圖像"): one_each,
            Text("zoom", "縮放"): zoom(one_each, np.linspace(0.6, 1.4, 10)),
        }
        lab.save(plot_image_rows(rows), "zoom")


# %% [markdown] lang="en"
# ## 4. Brightness
#
# Multiply, and limit the result to white.

# %% [markdown] lang="zh-Hant"
# ## 4. 亮度
#
# 乘上倍率，但不能比白色更亮。


# %%
def brighten(images, factors):
    """Make each image of a batch brighter or darker.

    讓批次裡的每張圖像調亮或調暗。

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1. 圖像，值為 0–1。
        factors: ``(n,)``: 1.5 makes an image 50 % brighter; below 1 makes it darker.
            倍率：1.5 是亮一半；小於 1 調暗。

    Returns:
        float32 array of the same shape, values 0–1: values above 1 become 1.
        形狀相同的 float32 陣列，值為 0–1：超過 1 的變成 1。
    """
    # BEGIN SOLUTION 4a.4
    brightened = images * factors[:, np.newaxis, np.newaxis, np.newaxis]
    return np.clip(brightened, 0, 1).astype("float32")
    # END SOLUTION


# %% [markdown]
# ```
# >>> brighten(np.array([[[[0.5], [0.9]]]]), np.array([1.2]))[0, :, :, 0]
# array([[0.6, 1. ]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.4"):
        rows = {
            Text("original", "原始圖像"): one_each,
            Text("brighten", "亮度"): brighten(one_each, np.linspace(0.2, 1.4, 10)),
        }
        lab.save(plot_image_rows(rows), "brighten")


# %% [markdown] lang="en"
# ## 5. Which changes keep the label?
#
# The network is told that the changed image still has the old label. That must be true. Run the lab
# once and look at `changes.png`: which rows still show the digits in the top row?
#
# The answer depends on the task. For hand signs, a rotation matters: the letter U on its side is the
# letter H. The mirror image of a cat is a cat; a cat upside down is rare, but still a cat.
#
# > **Guess first.** How many of the ten digits are still the same digit after half a turn? (A 6
# > becomes a 9.)

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
# As strong as `augment` makes them.
# 幅度和 `augment` 一樣。
SMALL_CHANGES = ("shift", "rotate", "zoom", "brighten")
CHANGES = (*SMALL_CHANGES, "mirror", "half_turn")


def mirror(images):
    """Mirror left and right. 左右翻轉。"""
    return images[:, :, ::-1]


def half_turn(images):
    """Rotate by 180 degrees. 旋轉 180 度。"""
    return images[:, ::-1, ::-1]


def keeps_label(change, digit):
    """Return whether a handwritten digit still reads as the same digit after a change.

    傳回手寫數字經過這種改變之後，讀起來是否還是同一個數字。

    Args:
        change: one of ``CHANGES``; the first four are as small as in task 4a.6.
            ``CHANGES`` 之一；前四種的幅度和任務 4a.6 一樣小。
        digit: 0 to 9. A mirrored 1, and a 2 or 5 after half a turn, depend on the handwriting and
            are not graded. 0 到 9。鏡中的 1、轉半圈的 2 與 5 因人而異，不列入評分。

    Returns:
        True or False. True 或 False。
    """
    # BEGIN SOLUTION 4a.5
    same_digits = {"mirror": {0, 1, 8}, "half_turn": {0, 1, 8}}
    return change not in same_digits or digit in same_digits[change]
    # END SOLUTION


# %% [markdown]
# ```
# >>> keeps_label("shift", 7), keeps_label("mirror", 7)
# (True, False)
# ```

# %% [markdown] lang="en"
# All changes, as strong as `augment` makes them. Your function crosses out those that change the label.

# %% [markdown] lang="zh-Hant"
# 所有的改變，幅度和 `augment` 一樣。你的函式認為會改變標籤的，打上叉。

# %%
if __name__ == "__main__":
    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.5"):
        rows = {
            Text("original", "原始圖像"): one_each,
            Text("shift", "平移"): shift(one_each, 2 * everywhere, -2 * everywhere),
            Text("rotate", "旋轉"): rotate(one_each, 10 * everywhere),
            Text("zoom", "縮放"): zoom(one_each, 1.1 * everywhere),
            Text("brighten", "亮度"): brighten(one_each, 0.8 * everywhere),
            Text("mirror", "左右翻轉"): mirror(one_each),
            Text("half turn", "轉半圈"): half_turn(one_each),
        }
        kept = [[True] * 10, *([keeps_label(change, d) for d in range(10)] for change in CHANGES)]
        lab.save(plot_image_rows(rows, crossed=~np.array(kept)), "changes")


# %% [markdown] lang="en"
# ## 6. Augment
#
# Draw the numbers separately for each image, and use the functions above. Use only changes that keep
# the label of *every* digit.

# %% [markdown] lang="zh-Hant"
# ## 6. 增強
#
# 為每張圖像各抽一次數字，再使用上面的函式。只有能保留*每個*數字標籤的改變才可以用在這裡。


# %%
def augment(images, rng):
    """Change each image of a batch slightly and at random.

    把批次裡的每張圖像隨機改變一點點。

    The grader measures 100 images. Each change must span at least half of its range, and may exceed
    the range by 1 pixel, 3 degrees, a zoom of 0.05 or a brightness of 0.05.

    評分程式會量測 100 張圖像：每種改變至少要用到範圍的一半；最多可以超出範圍 1 個像素、3 度、
    0.05 倍縮放或 0.05 倍亮度。

    Use your functions above: ``fundamentals.training.augment`` cannot be imported here.

    請使用上面自己寫的函式；這裡不能匯入 ``fundamentals.training.augment``。

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1. 圖像，值為 0–1。
        rng: ``numpy.random.Generator`` that draws uniformly for each image, each number on its own:
            a rotation of -10 to 10 degrees, a zoom of 0.9 to 1.1, a shift of -2 to 2 pixels along
            each axis, a brightness of 0.8 to 1.2. 亂數產生器，為每張圖像均勻地抽，每個數字各抽各的：
            旋轉 -10 到 10 度、縮放 0.9 到 1.1 倍、兩個方向各平移 -2 到 2 個像素、亮度 0.8 到 1.2 倍。

    Returns:
        float32 array of the same shape, values 0–1. 形狀相同的 float32 陣列，值為 0–1。
    """
    # BEGIN SOLUTION 4a.6
    count = len(images)
    images = rotate(images, rng.uniform(-10, 10, count))
    images = zoom(images, rng.uniform(0.9, 1.1, count))
    images = shift(images, rng.integers(-2, 3, count), rng.integers(-2, 3, count))
    return brighten(images, rng.uniform(0.8, 1.2, count))
    # END SOLUTION


# %% [markdown]
# ```
# >>> augment(np.zeros((2, 28, 28, 1), dtype="float32"), np.random.default_rng(0)).shape
# (2, 28, 28, 1)
# ```

# %% [markdown] lang="en"
# One six, forty times: what the network will see instead of the same image again and again.

# %% [markdown] lang="zh-Hant"
# 同一個 6，四十次：網路看到的不再是重複的圖像。

# %%
if __name__ == "__main__":
    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.6"):
        forty = augment(np.repeat(one_each[6:7], 40, axis=0), rng)
        lab.save(plot_images(forty), "one_digit_40_times")


# %% [markdown] lang="en"
# ## 7. Train on images that always change
#
# If you changed the images only once, the network would memorize the 1,000 changed images instead.
# `ChangingImages` changes them again before every epoch. Pass it to `fit` in place of the training
# images: it also holds the labels. The validation images stay unchanged, because they stand for the
# images that the network will meet.

# %% [markdown] lang="zh-Hant"
# ## 7. 用不會重複的圖像訓練
#
# 只改變一次，等於換了另外 1,000 張圖像，網路還是背得下來。
# `ChangingImages` 在每個週期 (epoch) 之前重新改變所有圖像。
# 把它交給 `fit`，取代訓練圖像；標籤也在裡面。驗證圖像則維持原樣，因為它們代表網路將來會遇到的圖像。


# %%
class ChangingImages(keras.utils.PyDataset):
    """Batches for ``fit``, shuffled and changed again in each epoch.

    給 ``fit`` 的批次，每個週期重新洗牌、重新改變。

    Args:
        images: float32 ``(n, height, width, channels)``. 圖像。
        labels: ``(n,)``. 標籤。
        change: function of ``(images, rng)``, such as ``augment``. 改變圖像的函式。
        batch_size: images per batch. 每批的圖像數。
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
    """Return the images unchanged. 傳回原樣的圖像。"""
    return images


# %%
def build_dense(input_shape, num_classes):
    """Build the dense network from lab 2, a little smaller. 建立實作 2 的密集神經網路 (dense network)，略小一些。"""
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
    """Compile and train a model on changing images.

    編譯模型，並用不斷改變的圖像訓練。

    The grader trains a network from ``build_dense`` on its own digits, for at most 120 epochs, and
    tests it on unseen digits, changed as ``augment`` should change them. An accuracy of
    75 % earns all points; 50 % earns none.
    Weights that come with the file earn nothing.

    評分程式用自己的數字訓練 ``build_dense`` 的網路，最多 120 個週期。
    沒看過、並照 ``augment`` 的規定改變過的數字，答對 75 % 以上得滿分，50 % 以下沒有分數。
    隨檔案帶來的權重 (weight) 不計分。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: float32 images ``(n, 28, 28, 1)``, values 0–1. 訓練圖像。
        y_train: integer labels ``(n,)``. 整數訓練標籤。
        x_valid: validation images, never changed. 驗證圖像，永遠不改變。
        y_valid: integer validation labels. 整數驗證標籤。
        epochs: number of passes over the training images. 訓練圖像要看幾遍。
        change: function of ``(images, rng)`` that changes them. 改變訓練圖像的函式。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    # BEGIN SOLUTION 4a.7
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        ChangingImages(x_train, y_train, change),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
    )
    # END SOLUTION


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

# %% [markdown] lang="en"
# ## 8. What augmentation is worth
#
# Train the same network three times: on the original images, on changing images, and on images that
# are also mirrored and turned upside down. All three are measured on unchanged images. The first
# network memorizes its 1,000 images. The second cannot, and reads new images better. The third is
# taught that a 6 is a 9: look for this error in the confusion matrix.
#
# In the learning curves, the training accuracy is measured on *changed* images, which are harder, so
# the dashed line can lie below the solid one.
#
# Then try the CNN from lab 3b in place of `build_dense`. A convolution finds a digit anywhere in the
# image, so there is less to gain. Is there anything?
#
# > **Guess first.** With augmentation, will the *training* accuracy (a) rise or (b) fall?

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
    """Augment, then flip half of the images along each axis. 增強之外，再把一半的圖像左右翻轉、一半上下顛倒。"""
    images = augment(images, rng)
    for flip in (mirror, half_turn):
        chosen = rng.random(len(images)) < 0.5
        images[chosen] = flip(images[chosen])
    return images


def accuracy(model, images, labels):
    """Return the fraction of unchanged images that the model gets right. 傳回答對的比例。"""
    return np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)


# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_confusion_matrix
    from fundamentals.training import confusion_matrix

    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.6", "4a.7"):
        curves = {}
        for name, change in (
            (Text("original", "原本的圖像"), unchanged),
            (Text("augmented", "增強"), augment),
            (Text("also flipped", "再加翻轉"), augment_and_flip),
        ):
            keras.utils.set_random_seed(lab.seed)
            model = build_dense(dataset.image_shape, dataset.num_classes)
            history = train_model(
                model, images[few], labels[few], images[rest], labels[rest], EPOCHS, change
            )
            curves[str(name)] = history_frame(history)
            training = accuracy(model, images[few], labels[few])
            new = accuracy(model, images[rest], labels[rest])
            lab.say(
                "training {training:6.1%}  new {new:6.1%}  gap {gap:5.1f} points  {name}",
                "訓練 {training:6.1%}  新圖像 {new:6.1%}  差距 {gap:5.1f} 個百分點  {name}",
                training=training,
                new=new,
                gap=100 * (training - new),
                name=name,
            )
        lab.save(plot_learning_curves(curves), "learning_curves")
        predicted = model.predict(images[rest], verbose=0).argmax(axis=1)
        matrix = confusion_matrix(labels[rest], predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "confusion_when_flipped")
