# %% [markdown] lang="en"
# # Lab 2: how networks train, and how they overfit
#
# A dense network sees an image as one long row of numbers. It can memorize every training image and
# still guess badly on images that it has not seen. That is *overfitting*, and halfway through this
# lab you will have a picture of it. Then you open the box: what does `fit` do? You train first by
# hand, with two parameters, then with `tf.GradientTape`, and Keras must agree. The lab ends with a
# clinic for learning curves.
#
# There are ten tasks. Each is a function to fill in. After each one, run:
#
#     fundamentals check lab02

# %% [markdown] lang="zh-Hant"
# # 實作 2：網路如何訓練，又如何過度擬合
#
# 密集神經網路 (dense network) 把圖像看成一長列數字。它可以把每一張訓練圖像背下來，
# 遇到沒看過的圖像卻猜得很差。這就是*過度擬合 (overfitting)*；
# 做到一半，你會親眼看到它的樣子。接著打開黑盒子：`fit` 到底做了什麼？
# 先親手來，只有兩個參數；再用 `tf.GradientTape`；結果要和 Keras 一致。
# 最後是一間學習曲線 (learning curve) 門診。
#
# 共有十個任務，每個任務是一個要完成的函式。每完成一個就問：
#
#     fundamentals check lab02

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02_dense")

# %%
import keras
import numpy as np
import tensorflow as tf
from matplotlib import pyplot

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_images, plot_learning_curves, plot_loss_surface
from fundamentals.training import diagnose, draw_cases, fit, history_frame

# Passes over the training images, by dataset: a small dataset needs more of them.
# 各資料集的訓練圖像要看幾遍：小資料集要多看幾遍。
EPOCHS = {"digits": 20, "sign_mnist": 20}

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# `digits` is 5,000 handwritten digits that come with the course. To work on the real sign-language
# images instead, write `"sign_mnist"` here and in lab 3.

# %% [markdown] lang="zh-Hant"
# ## 1. 看看資料
#
# `digits` 是課程附的 5,000 張手寫數字。若想改用真實的手語圖像，
# 把這裡和實作 3 的名稱改成 `"sign_mnist"`。

# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    print(dataset.train.images.shape, dataset.train.images.dtype)
    picture = plot_images(
        dataset.train.images[::100], dataset.train.labels[::100], class_names=dataset.class_names
    )
    lab.save(picture, "images")

# %% [markdown] lang="en"
# ## 2. Prepare the images
#
# Pixels are whole numbers from 0 to 255. A network learns faster from small numbers, so you scale
# them to 0–1.

# %% [markdown] lang="zh-Hant"
# ## 2. 準備圖像
#
# 像素 (pixel) 是 0 到 255 的整數。數值小一點，網路學得比較快，所以先縮放到 0–1。


# %%
def scale_pixels(images):
    """Scale pixels from 0–255 to 0–1.

    把像素從 0–255 縮放到 0–1。

    Args:
        images: uint8 array of any shape, values 0–255. 任意形狀的 uint8 陣列，值為 0–255。

    Returns:
        float32 array of the same shape, values 0–1. 形狀相同的 float32 陣列，值為 0–1。
    """
    # BEGIN SOLUTION 2.1
    return images.astype("float32") / 255
    # END SOLUTION


# %% [markdown] lang="en"
# ## 3. Encode the labels
#
# The network will answer with one probability per class. The right answer takes the same form: 1 for
# the right class, 0 for all others. This is called *one-hot*.

# %% [markdown] lang="zh-Hant"
# ## 3. 編碼標籤
#
# 網路會為每個類別 (class) 回答一個機率。正確答案也寫成同樣的形式：
# 正確的類別是 1，其他都是 0。這叫做 *one-hot*。


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
    # BEGIN SOLUTION 2.2
    return np.eye(num_classes, dtype="float32")[labels]
    # END SOLUTION


# %% [markdown] lang="en"
# ## 4. Build the network
#
# Two hidden layers of 512 neurons, each connected to everything in the layer before. Count the
# parameters: the first layer alone has 784 × 512 weights.

# %% [markdown] lang="zh-Hant"
# ## 4. 建立網路
#
# 兩個隱藏層 (hidden layer)，各有 512 個神經元 (neuron)，每個都連到前一層的全部輸出。
# 數數看有多少參數 (parameter)：光是第一層就有 784 × 512 個權重 (weight)。


# %%
def build_dense(input_shape, num_classes):
    """Build a dense network, not yet compiled.

    建立密集神經網路，尚未編譯。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        input_shape: shape of one image, such as ``(28, 28, 1)``. 一張圖像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model from images ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
        Keras 模型：輸入圖像，輸出各類別的機率 (softmax)。
    """
    # BEGIN SOLUTION 2.3
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ],
        name="dense",
    )
    # END SOLUTION


# %% [markdown] lang="en"
# ## 5. Train it
#
# `fit` from `fundamentals.training` is Keras's `model.fit` with one progress bar for the whole
# training. You may use either. Ctrl-C stops it and keeps what the model has learned.

# %% [markdown] lang="zh-Hant"
# ## 5. 訓練
#
# `fundamentals.training` 的 `fit` 就是 Keras 的 `model.fit`，只是整段訓練共用一條進度列，
# 用哪一個都可以。按 Ctrl-C 會停下來，並保留已經學到的部分。


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確度 (accuracy)。

    The grader trains a network from ``build_dense`` on its own digits, for at most 120 epochs.
    75 % of unseen digits right earn all points; 50 % earn none.
    Weights that come with the file earn nothing.

    評分程式用自己的數字訓練 ``build_dense`` 的網路，最多 120 個週期：沒看過的數字答對 75 % 得滿分，50 % 沒有分數。
    隨檔案帶來的權重不計分。

    Args:
        model: uncompiled Keras model. 尚未編譯的 Keras 模型。
        x_train: float32 images, values 0–1. 訓練圖像。
        y_train: one-hot labels ``(n, num_classes)``. one-hot 訓練標籤。
        x_valid: validation images. 驗證圖像。
        y_valid: one-hot validation labels. one-hot 驗證標籤。
        epochs: number of passes over the training images. 訓練圖像要看幾遍。

    Returns:
        The Keras ``History`` that ``fit`` returns. ``fit`` 傳回的 ``History``。
    """
    # BEGIN SOLUTION 2.4
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        x_train,
        y_train,
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        batch_size=64,
    )
    # END SOLUTION


# %% [markdown] lang="en"
# ## 6. Measure the gap
#
# Generalization means doing well on images that were not trained on. The *generalization gap* is how
# much accuracy is lost on them.

# %% [markdown] lang="zh-Hant"
# ## 6. 量測差距
#
# 泛化 (generalization) 是指在沒訓練過的圖像上也做得好。
# *泛化差距 (generalization gap)* 就是在這些圖像上掉了多少準確度。


# %%
def generalization_gap(history):
    """Return the last training accuracy minus the last validation accuracy.

    傳回最後一個週期的訓練準確度減去驗證準確度。

    Args:
        history: the Keras ``History`` of a training with ``metrics=["accuracy"]``.
            以 ``metrics=["accuracy"]`` 訓練得到的 Keras ``History``。

    Returns:
        float; 0.05 means five percentage points. 浮點數；0.05 表示五個百分點。
    """
    # BEGIN SOLUTION 2.5
    return float(history.history["accuracy"][-1] - history.history["val_accuracy"][-1])
    # END SOLUTION


# %% [markdown] lang="en"
# ## 7. See it overfit
#
# The dashed line (training) goes on to 100 %. The solid line (validation) stops early. The space
# between them is what the network memorized. Lab 3 closes it.

# %% [markdown] lang="zh-Hant"
# ## 7. 親眼看到過度擬合
#
# 虛線（訓練）一路走到 100 %，實線（驗證）很早就停住。
# 兩條線之間，就是網路死背下來的部分。實作 3 會把它補起來。

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
    lab.say("parameters: {count:,}", "參數：{count:,}", count=model.count_params())
    lab.say(
        "generalization gap: {gap:.1f} points",
        "泛化差距：{gap:.1f} 個百分點",
        gap=100 * generalization_gap(history),
    )
    print(diagnose(history_frame(history)).message)
    lab.save(plot_learning_curves(history_frame(history)), "learning_curves")

# %% [markdown] lang="en"
# ## 8. How far off is it?
#
# Now open the box. The smallest model that can learn is a line: one number comes in, one goes out,
# `prediction = weight * x + bias`. Two parameters are few enough to see everything. The *loss* says in
# one number how far off the line is: the mean of the squared errors.

# %% [markdown] lang="zh-Hant"
# ## 8. 差了多少？
#
# 現在打開黑盒子。能學習的最小模型是一條直線：一個數字進來，一個數字出去，
# `prediction = weight * x + bias`。只有兩個參數，什麼都看得見。*損失 (loss)* 用一個數字
# 說明直線差了多少：誤差平方的平均，即均方誤差 (mean squared error)。


# %%
def mean_squared_error(weight, bias, x, y):
    """Return the loss of the line ``weight * x + bias``.

    傳回直線 ``weight * x + bias`` 的損失。

    Args:
        weight: slope of the line. 直線的斜率。
        bias: its height at 0. 直線在 0 的高度。
        x: float array ``(n,)``: the inputs. 輸入。
        y: float array ``(n,)``: the outputs to reach. 應有的輸出。

    Returns:
        float: the mean of (prediction - y) squared. 誤差平方的平均。
    """
    # BEGIN SOLUTION 2.6
    return float(np.mean((weight * x + bias - y) ** 2))
    # END SOLUTION


# %% [markdown] lang="en"
# ## 9. Which way is down?
#
# The *gradient* holds one slope per parameter: how much the loss grows when that parameter grows a
# little. With `error = weight * x + bias - y`, calculus gives the mean of `2 * error * x` for the
# weight and the mean of `2 * error` for the bias.

# %% [markdown] lang="zh-Hant"
# ## 9. 哪一邊是下坡？
#
# *梯度 (gradient)* 為每個參數給一個斜率：這個參數增加一點點，損失會增加多少。
# 令 `error = weight * x + bias - y`，微積分告訴我們：對權重是 `2 * error * x` 的平均，
# 對偏差是 `2 * error` 的平均。


# %%
def slopes(weight, bias, x, y):
    """Return the gradient of the loss: its slope along the weight and along the bias.

    傳回損失的斜率：沿權重方向，與沿偏差方向。

    Args:
        weight: slope of the line. 直線的斜率。
        bias: its height at 0. 直線在 0 的高度。
        x: float array ``(n,)``. 輸入。
        y: float array ``(n,)``. 應有的輸出。

    Returns:
        Two floats: ``(along the weight, along the bias)``. 兩個浮點數：沿權重、沿偏差。
    """
    # BEGIN SOLUTION 2.7
    error = weight * x + bias - y
    return float(np.mean(2 * error * x)), float(np.mean(2 * error))
    # END SOLUTION


# %% [markdown] lang="en"
# ## 10. Walk downhill
#
# *Gradient descent*: compute the gradient where you stand, step against it, repeat. A step is the
# *learning rate* times the slope. Both parameters move at once, by slopes taken at the same point.
#
# With *momentum*, a step remembers the one before: `step = momentum * step - learning_rate * slope`,
# starting with a step of 0. Like a ball, it keeps its direction along a valley.

# %% [markdown] lang="zh-Hant"
# ## 10. 往下走
#
# *梯度下降 (gradient descent)*：看看腳下的斜率，朝反方向走一步，再重複。
# 一步是*學習率 (learning rate)* 乘上斜率。兩個參數同時移動，用的是同一處的斜率。
#
# 有了*動量 (momentum)*，每一步會記得上一步：
# `step = momentum * step - learning_rate * slope`，一開始的 step 是 0。
# 就像一顆球，會沿著山谷保持方向。


# %%
def descend(start, x, y, learning_rate, steps, momentum=0.0):
    """Descend from a starting point and record every point on the way.

    從起點往下走，記下經過的每一處。

    Args:
        start: ``(weight, bias)`` to begin from. 起點的權重與偏差。
        x: float array ``(n,)``. 輸入。
        y: float array ``(n,)``. 應有的輸出。
        learning_rate: step length for a slope of 1. 斜率為 1 時一步的長度。
        steps: number of steps. 走幾步。
        momentum: fraction of the last step to keep, 0–1. 上一步保留的比例。

    Returns:
        float array ``(steps + 1, 2)``: weight and bias, the start first.
        浮點數陣列 ``(steps + 1, 2)``：每一處的權重與偏差，起點在最前面。
    """
    # BEGIN SOLUTION 2.8
    place, step = np.array(start, dtype=float), np.zeros(2)
    path = [place]
    for _ in range(steps):
        step = momentum * step - learning_rate * np.array(slopes(*place, x, y))
        place = place + step
        path.append(place)
    return np.array(path)
    # END SOLUTION


# %% [markdown] lang="en"
# Look at the picture that the next cell saves. With a small learning rate, the path falls short of
# the minimum. With a large one, it jumps from side to side of the valley; try 0.27, and it climbs
# out. Momentum takes the small rate all the way down.

# %% [markdown] lang="zh-Hant"
# 看看下一格存下來的圖。學習率太小，幾乎走不到；太大，就在山谷兩側跳來跳去，
# 試試 0.27，它會爬出山谷。有了動量，小的學習率也能一路走到底。

# %%
START, STEPS = (-1.0, 2.0), 60
# Learning rate and momentum.
# 學習率與動量。
FAST = Text("learning rate 0.24", "學習率 0.24")
WALKS = {
    Text("learning rate 0.02", "學習率 0.02"): (0.02, 0.0),
    FAST: (0.24, 0.0),
    Text("0.02 with momentum 0.9", "0.02 加動量 0.9"): (0.02, 0.9),
}

if __name__ == "__main__":
    random = np.random.default_rng(lab.seed)
    x = np.linspace(0, 3, 30)
    y = 1.5 * x - 1 + random.normal(0, 0.3, len(x))
    paths = {
        name: descend(START, x, y, rate, STEPS, momentum)
        for name, (rate, momentum) in WALKS.items()
    }
    for name, path in paths.items():
        loss = mean_squared_error(*path[-1], x, y)
        lab.say("{name}: loss {loss:.4f}", "{name}：損失 {loss:.4f}", name=name, loss=loss)
    weights, biases = np.linspace(-1.5, 3.5, 101), np.linspace(-3.5, 3, 101)
    losses = np.array([[mean_squared_error(w, b, x, y) for w in weights] for b in biases])
    lab.save(plot_loss_surface(weights, biases, losses, paths), "loss_surface")

# %% [markdown] lang="en"
# ## 11. Let TensorFlow compute the gradient
#
# Nobody works out half a million slopes by hand. `tf.GradientTape` records what happens inside its
# `with` block and returns the gradient of a result: one slope per variable. You write the rest of the
# loop, and it is the same for a line and for a network of any size.
#
# `build_layer` makes the models: a line is one layer with one input and one output.

# %% [markdown] lang="zh-Hant"
# ## 11. 讓 TensorFlow 求斜率
#
# 沒有人會親手算五十萬個斜率。`tf.GradientTape` 會記錄 `with` 區塊裡發生的事，
# 再傳回結果沿每個變數的斜率。迴圈的其餘部分由你來寫，而且直線和任何大小的網路都一樣。
#
# `build_layer` 會建立要用的模型：直線就是一個輸入、一個輸出的一層。


# %%
def build_layer(num_inputs, num_outputs, activation):
    """Build a network of a single Dense layer. You need not write anything here.

    建立只有一個 Dense 層的網路。這裡不用寫。
    """
    layer = keras.layers.Dense(num_outputs, activation=activation)
    return keras.Sequential([keras.Input((num_inputs,)), layer])


# %%
def train_with_tape(model, x, y, loss, learning_rate, steps):
    """Train a model by gradient descent on all of ``x`` at once, without ``fit``.

    不用 ``fit``，以梯度下降訓練模型，每一步都用全部的 ``x``。

    Args:
        model: Keras model, changed in place. Keras 模型，變數會被改變。
        x: float32 array ``(n, num_inputs)``. 輸入。
        y: float32 array ``(n, num_outputs)``: the outputs to reach. 應有的輸出。
        loss: name of a Keras loss, such as ``"mean_squared_error"``; ``keras.losses.get(loss)`` is
            a function of ``(y, predictions)`` that gives one loss per row. Keras 損失函數的名稱。
        learning_rate: step length for a slope of 1. 斜率為 1 時一步的長度。
        steps: number of steps. 走幾步。

    Returns:
        List of floats: the mean loss before each step. 每一步之前的平均損失。
    """
    # BEGIN SOLUTION 2.9
    loss_function = keras.losses.get(loss)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            mean_loss = tf.reduce_mean(loss_function(y, model(x, training=True)))
        variables = model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(mean_loss, variables), strict=True):
            variable.assign(variable - learning_rate * gradient)
        losses.append(float(mean_loss))
    return losses
    # END SOLUTION


# %% [markdown] lang="en"
# Keras does the same: `SGD` is gradient descent, and a batch of all images makes one step per epoch.
# From the same start, your loop and Keras must arrive at the same point.

# %% [markdown] lang="zh-Hant"
# Keras 做的也一樣：`SGD` 就是梯度下降，而一批 (batch) 放進全部圖像，每個週期就走一步。
# 從同一個起點出發，你的迴圈和 Keras 必須走到同一處。


# %%
def train_with_keras(model, x, y, loss, learning_rate, steps):
    """Train a model as ``train_with_tape`` does, but with ``fit``. You need not write anything here.

    和 ``train_with_tape`` 一樣訓練模型，但用 ``fit``。這裡不用寫。
    """
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss)
    history = model.fit(x, y, batch_size=len(x), epochs=steps, shuffle=False, verbose=0)
    return history.history["loss"]


def largest_difference(first, second):
    """Return the largest difference between the parameters of two models.

    傳回兩個模型的參數之間最大的差。
    """
    pairs = zip(first.get_weights(), second.get_weights(), strict=True)
    return max(float(np.max(np.abs(a - b))) for a, b in pairs)


# %%
if __name__ == "__main__":
    rate, _ = WALKS[FAST]
    columns = x[:, np.newaxis].astype("float32"), y[:, np.newaxis].astype("float32")
    by_tape, by_keras = build_layer(1, 1, "linear"), build_layer(1, 1, "linear")
    for line in (by_tape, by_keras):
        line.set_weights([np.array([[START[0]]]), np.array([START[1]])])
    train_with_tape(by_tape, *columns, "mean_squared_error", rate, STEPS)
    train_with_keras(by_keras, *columns, "mean_squared_error", rate, STEPS)
    by_hand = paths[FAST][-1]
    tape = [weight.item() for weight in by_tape.get_weights()]
    lab.say("by hand: {hand} by tape: {tape}", "手算：{hand} tape：{tape}", hand=by_hand, tape=tape)
    hand_and_keras = np.max(np.abs(by_hand - np.concatenate(by_keras.get_weights(), axis=None)))
    lab.say(
        "hand and Keras differ by at most {difference:.1e}",
        "手算與 Keras 最多相差 {difference:.1e}",
        difference=hand_and_keras,
    )
    lab.say(
        "tape and Keras differ by at most {difference:.1e}",
        "tape 與 Keras 最多相差 {difference:.1e}",
        difference=largest_difference(by_tape, by_keras),
    )

    rows = scale_pixels(dataset.train.images).reshape(len(dataset.train), -1)
    one_hot = encode_labels(dataset.train.labels, dataset.num_classes)
    by_tape = build_layer(rows.shape[1], dataset.num_classes, "softmax")
    by_keras = keras.models.clone_model(by_tape)
    by_keras.set_weights(by_tape.get_weights())
    losses = train_with_tape(by_tape, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
    train_with_keras(by_keras, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
    lab.say(
        "digits: loss {before:.3f} before, {after:.3f} after {steps} steps",
        "數字：損失原為 {before:.3f}，{steps} 步後為 {after:.3f}",
        before=losses[0],
        after=losses[-1],
        steps=STEPS,
    )
    lab.say(
        "tape and Keras differ by at most {difference:.1e}",
        "tape 與 Keras 最多相差 {difference:.1e}",
        difference=largest_difference(by_tape, by_keras),
    )

# %% [markdown] lang="en"
# ## 12. The overfitting clinic
#
# Ten training runs come in without a label. Look at their curves first, then write down how you tell
# them apart. The five diagnoses:
#
# | word | what the curves show | what helps |
# |---|---|---|
# | `diverged` | the loss grows, or is not a number (NaN) | a lower learning rate |
# | `overfitting` | training goes on to a high accuracy, validation stays clearly below | more data, dropout, fewer parameters |
# | `improving` | both still rise in the last epochs | more epochs |
# | `underfitting` | both have leveled off at a low accuracy | more units or layers |
# | `healthy` | both have leveled off, high and close together | nothing |
#
# The grader asks about curves that you have not seen.

# %% [markdown] lang="zh-Hant"
# ## 12. 過度擬合門診
#
# 來了十次訓練，沒有標示。先看看曲線，再寫下你怎麼分辨。診斷有五種：
#
# | 名稱 | 曲線的樣子 | 怎麼處理 |
# |---|---|---|
# | `diverged`（發散） | 損失變大，或不再是數字 (NaN) | 降低學習率 |
# | `overfitting`（過度擬合） | 訓練準確度一路升高，驗證明顯落後 | 更多資料、Dropout、減少參數 |
# | `improving`（仍在進步） | 最後幾個週期兩者都還在上升 | 多訓練幾個週期 |
# | `underfitting`（擬合不足） | 兩者都停住了，而且很低 | 增加單元或層數 |
# | `healthy`（良好） | 兩者都停住了，又高又接近 | 不必處理 |
#
# 檢查會用你沒看過的曲線來問。

# %%
if __name__ == "__main__":
    cases = draw_cases(np.random.default_rng(lab.seed))
    figure, panels = pyplot.subplots(2, 5, figsize=(15, 6), layout="constrained", sharey=True)
    for number, (case, panel) in enumerate(zip(cases, panels.flat, strict=True), start=1):
        plot_learning_curves(history_frame(case.history), ax=panel)
        panel.set_title(str(number))
        panel.get_legend().set_visible(number == 1)
    lab.save(figure, "clinic")


# %%
def diagnose_curves(history):
    """Return in one word what the learning curves of a training run show.

    用一個詞說出一次訓練的學習曲線顯示了什麼。

    The grader asks about 25 training runs. 90 % right earn all points; 50 % earn none.

    評分程式會問 25 次訓練：答對 90 %（十次對九次）得滿分，50 % 沒有分數。

    Args:
        history: a Keras ``History``: ``history.history`` holds ``"loss"``, ``"accuracy"``,
            ``"val_loss"`` and ``"val_accuracy"``, one number per epoch, at least 16 epochs.
            Keras 的 ``History``，每個週期一個數字，至少 16 個週期。

    Returns:
        "diverged", "overfitting", "improving", "underfitting" or "healthy". 五個詞之一。
    """
    # BEGIN SOLUTION 2.10
    curves = history.history
    loss, training, validation = curves["loss"], curves["accuracy"], curves["val_accuracy"]
    if not np.isfinite(loss[-1]) or loss[-1] > loss[0]:
        return "diverged"
    if training[-1] - validation[-1] > 0.04:
        return "overfitting"
    if validation[-1] - validation[-4] > 0.015:
        return "improving"
    return "underfitting" if training[-1] < 0.8 else "healthy"
    # END SOLUTION


# %% [markdown] lang="en"
# And your own patient, the dense network from section 7? `diagnose` from the library gives a second
# opinion.

# %% [markdown] lang="zh-Hant"
# 那麼你自己的病人，第 7 節的密集神經網路呢？函式庫的 `diagnose` 提供第二意見。

# %%
if __name__ == "__main__":
    for number, case in enumerate(cases, start=1):
        record = keras.callbacks.History()
        record.history = case.history
        answer = diagnose_curves(record)
        verdict = Text("right", "正確")
        if answer != case.kind:
            verdict = Text("it is {kind}", "其實是 {kind}").format(kind=case.kind)
        lab.say(
            "case {number}: {answer} ({verdict})",
            "病例 {number}：{answer}（{verdict}）",
            number=number,
            answer=answer,
            verdict=verdict,
        )
    lab.say("your own network: {answer}", "你的網路：{answer}", answer=diagnose_curves(history))
    opinion = diagnose(history_frame(history)).kind
    lab.say("second opinion: {opinion}", "第二意見：{opinion}", opinion=opinion)
