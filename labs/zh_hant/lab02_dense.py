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
#     fundamentals check lab02 --language zh-Hant

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
from fundamentals.plotting import plot_images, plot_learning_curves, plot_loss_surface
from fundamentals.training import diagnose, draw_cases, fit, history_frame

# 各資料集的訓練圖像要看幾遍：小資料集要多看幾遍。
EPOCHS = {"digits": 20, "sign_mnist": 20}

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

# %% [markdown] lang="zh-Hant"
# ## 2. 準備圖像
#
# 像素 (pixel) 是 0 到 255 的整數。數值小一點，網路學得比較快，所以先縮放到 0–1。


# %%
def scale_pixels(images):
    """把像素從 0–255 縮放到 0–1。

    參數：
        images: 任意形狀的 uint8 陣列，值為 0–255。

    傳回：
        形狀相同的 float32 陣列，值為 0–1。
    """
    raise NotImplementedError("任務 2.1：把像素縮放到 0–1")


# %% [markdown] lang="zh-Hant"
# ## 3. 編碼標籤
#
# 網路會為每個類別 (class) 回答一個機率。正確答案也寫成同樣的形式：
# 正確的類別是 1，其他都是 0。這叫做 *one-hot*。


# %%
def encode_labels(labels, num_classes):
    """把整數標籤編碼成 one-hot。

    參數：
        labels: 整數陣列 ``(n,)``，值為 0 到 ``num_classes - 1``。
        num_classes: 類別數。

    傳回：
        每一列只有一個 1（float32、``(n, num_classes)``）。
    """
    raise NotImplementedError("任務 2.2：把標籤轉成 one-hot")


# %% [markdown] lang="zh-Hant"
# ## 4. 建立網路
#
# 兩個隱藏層 (hidden layer)，各有 512 個神經元 (neuron)，每個都連到前一層的全部輸出。
# 數數看有多少參數 (parameter)：光是第一層就有 784 × 512 個權重 (weight)。


# %%
def build_dense(input_shape, num_classes):
    """建立密集神經網路，尚未編譯。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀（``(28, 28, 1)``）。
        num_classes: 類別數。

    傳回：
        Keras 模型（``(n, *input_shape)``、``(n, num_classes)``）：輸入圖像，輸出各類別的機率
        (softmax)。
    """
    raise NotImplementedError("任務 2.3：建立密集神經網路")


# %% [markdown] lang="zh-Hant"
# ## 5. 訓練
#
# `fundamentals.training` 的 `fit` 就是 Keras 的 `model.fit`，只是整段訓練共用一條進度列，
# 用哪一個都可以。按 Ctrl-C 會停下來，並保留已經學到的部分。


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確度 (accuracy)。

    評分程式用自己的數字訓練 ``build_dense`` 的網路，最多 120 個週期：沒看過的數字答對 75 % 得滿分，
    50 % 沒有分數。隨檔案帶來的權重不計分。

    參數：
        model: 尚未編譯的 Keras 模型。
        x_train: 訓練圖像（float32、0–1）。
        y_train: one-hot 訓練標籤（``(n, num_classes)``）。
        x_valid: 驗證圖像。
        y_valid: one-hot 驗證標籤。
        epochs: 訓練圖像要看幾遍。

    傳回：
        ``fit`` 傳回的 ``History``。
    """
    raise NotImplementedError("任務 2.4：編譯並訓練")


# %% [markdown] lang="zh-Hant"
# ## 6. 量測差距
#
# 泛化 (generalization) 是指在沒訓練過的圖像上也做得好。
# *泛化差距 (generalization gap)* 就是在這些圖像上掉了多少準確度。


# %%
def generalization_gap(history):
    """傳回最後一個週期的訓練準確度減去驗證準確度。

    參數：
        history: 以 ``metrics=["accuracy"]`` 訓練得到的 Keras ``History``。

    傳回：
        浮點數；0.05 表示五個百分點。
    """
    raise NotImplementedError("任務 2.5：計算泛化差距")


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
    print(f"參數：{model.count_params():,}")
    print(f"泛化差距：{100 * generalization_gap(history):.1f} 個百分點")
    print(diagnose(history_frame(history)).message)
    lab.save(plot_learning_curves(history_frame(history)), "learning_curves")

# %% [markdown] lang="zh-Hant"
# ## 8. 差了多少？
#
# 現在打開黑盒子。能學習的最小模型是一條直線：一個數字進來，一個數字出去，
# `prediction = weight * x + bias`。只有兩個參數，什麼都看得見。*損失 (loss)* 用一個數字
# 說明直線差了多少：誤差平方的平均，即均方誤差 (mean squared error)。


# %%
def mean_squared_error(weight, bias, x, y):
    """傳回直線 ``weight * x + bias`` 的損失。

    參數：
        weight: 直線的斜率。
        bias: 直線在 0 的高度。
        x: 輸入（``(n,)``）。
        y: 應有的輸出（``(n,)``）。

    傳回：
        誤差平方的平均。
    """
    raise NotImplementedError("任務 2.6：計算直線的損失")


# %% [markdown] lang="zh-Hant"
# ## 9. 哪一邊是下坡？
#
# *梯度 (gradient)* 為每個參數給一個斜率：這個參數增加一點點，損失會增加多少。
# 令 `error = weight * x + bias - y`，微積分告訴我們：對權重是 `2 * error * x` 的平均，
# 對偏差是 `2 * error` 的平均。


# %%
def slopes(weight, bias, x, y):
    """傳回損失的斜率：沿權重方向，與沿偏差方向。

    參數：
        weight: 直線的斜率。
        bias: 直線在 0 的高度。
        x: 輸入（``(n,)``）。
        y: 應有的輸出（``(n,)``）。

    傳回：
        兩個浮點數（``(along the weight, along the bias)``）：沿權重、沿偏差。
    """
    raise NotImplementedError("任務 2.7：求損失的斜率")


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
    """從起點往下走，記下經過的每一處。

    參數：
        start: 起點的權重與偏差（``(weight, bias)``）。
        x: 輸入（``(n,)``）。
        y: 應有的輸出（``(n,)``）。
        learning_rate: 斜率為 1 時一步的長度。
        steps: 走幾步。
        momentum: 上一步保留的比例（0–1）。

    傳回：
        浮點數陣列 ``(steps + 1, 2)``：每一處的權重與偏差，起點在最前面。
    """
    raise NotImplementedError("任務 2.8：往下走，有動量與沒有動量")


# %% [markdown] lang="zh-Hant"
# 看看下一格存下來的圖。學習率太小，幾乎走不到；太大，就在山谷兩側跳來跳去，
# 試試 0.27，它會爬出山谷。有了動量，小的學習率也能一路走到底。

# %%
START, STEPS = (-1.0, 2.0), 60
# 學習率與動量。
FAST = "學習率 0.24"
WALKS = {
    "學習率 0.02": (0.02, 0.0),
    FAST: (0.24, 0.0),
    "0.02 加動量 0.9": (0.02, 0.9),
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
        print(f"{name}：損失 {loss:.4f}")
    weights, biases = np.linspace(-1.5, 3.5, 101), np.linspace(-3.5, 3, 101)
    losses = np.array([[mean_squared_error(w, b, x, y) for w in weights] for b in biases])
    lab.save(plot_loss_surface(weights, biases, losses, paths), "loss_surface")

# %% [markdown] lang="zh-Hant"
# ## 11. 讓 TensorFlow 求斜率
#
# 沒有人會親手算五十萬個斜率。`tf.GradientTape` 會記錄 `with` 區塊裡發生的事，
# 再傳回結果沿每個變數的斜率。迴圈的其餘部分由你來寫，而且直線和任何大小的網路都一樣。
#
# `build_layer` 會建立要用的模型：直線就是一個輸入、一個輸出的一層。


# %%
def build_layer(num_inputs, num_outputs, activation):
    """建立只有一個 Dense 層的網路。這裡不用寫。"""
    layer = keras.layers.Dense(num_outputs, activation=activation)
    return keras.Sequential([keras.Input((num_inputs,)), layer])


# %%
def train_with_tape(model, x, y, loss, learning_rate, steps):
    """不用 ``fit``，以梯度下降訓練模型，每一步都用全部的 ``x``。

    參數：
        model: Keras 模型，變數會被改變。
        x: 輸入（float32、``(n, num_inputs)``）。
        y: 應有的輸出（float32、``(n, num_outputs)``）。
        loss: Keras 損失函數的名稱（``"mean_squared_error"``、``keras.losses.get(loss)``、``(y,
            predictions)``）。
        learning_rate: 斜率為 1 時一步的長度。
        steps: 走幾步。

    傳回：
        每一步之前的平均損失。
    """
    raise NotImplementedError("任務 2.9：用 GradientTape 寫訓練迴圈")


# %% [markdown] lang="zh-Hant"
# Keras 做的也一樣：`SGD` 就是梯度下降，而一批 (batch) 放進全部圖像，每個週期就走一步。
# 從同一個起點出發，你的迴圈和 Keras 必須走到同一處。


# %%
def train_with_keras(model, x, y, loss, learning_rate, steps):
    """和 ``train_with_tape`` 一樣訓練模型，但用 ``fit``。這裡不用寫。"""
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss)
    history = model.fit(x, y, batch_size=len(x), epochs=steps, shuffle=False, verbose=0)
    return history.history["loss"]


def largest_difference(first, second):
    """傳回兩個模型的參數之間最大的差。"""
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
    print(f"手算：{by_hand} tape：{tape}")
    hand_and_keras = np.max(np.abs(by_hand - np.concatenate(by_keras.get_weights(), axis=None)))
    print(f"手算與 Keras 最多相差 {hand_and_keras:.1e}")
    print(f"tape 與 Keras 最多相差 {largest_difference(by_tape, by_keras):.1e}")

    rows = scale_pixels(dataset.train.images).reshape(len(dataset.train), -1)
    one_hot = encode_labels(dataset.train.labels, dataset.num_classes)
    by_tape = build_layer(rows.shape[1], dataset.num_classes, "softmax")
    by_keras = keras.models.clone_model(by_tape)
    by_keras.set_weights(by_tape.get_weights())
    losses = train_with_tape(by_tape, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
    train_with_keras(by_keras, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
    print(f"數字：損失原為 {losses[0]:.3f}，{STEPS} 步後為 {losses[-1]:.3f}")
    print(f"tape 與 Keras 最多相差 {largest_difference(by_tape, by_keras):.1e}")

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
    """用一個詞說出一次訓練的學習曲線顯示了什麼。

    評分程式會問 25 次訓練：答對 90 %（十次對九次）得滿分，50 % 沒有分數。

    參數：
        history: Keras 的 ``History``（``history.history``、``"loss"``、``"accuracy"``、
            ``"val_loss"``、``"val_accuracy"``），每個週期一個數字，至少 16 個週期。

    傳回：
        五個詞之一（"diverged"、"overfitting"、"improving"、"underfitting"、"healthy"）。
    """
    raise NotImplementedError("任務 2.10：診斷學習曲線")


# %% [markdown] lang="zh-Hant"
# 那麼你自己的病人，第 7 節的密集神經網路呢？函式庫的 `diagnose` 提供第二意見。

# %%
if __name__ == "__main__":
    for number, case in enumerate(cases, start=1):
        record = keras.callbacks.History()
        record.history = case.history
        answer = diagnose_curves(record)
        verdict = "正確"
        if answer != case.kind:
            verdict = f"其實是 {case.kind}"
        print(f"病例 {number}：{answer}（{verdict}）")
    print(f"你的網路：{diagnose_curves(history)}")
    opinion = diagnose(history_frame(history)).kind
    print(f"第二意見：{opinion}")
