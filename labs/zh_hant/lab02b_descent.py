# %% [markdown] lang="zh-Hant"
# # 實作 2b：深入訓練過程
#
# 在實作 2 呼叫了 `fit`，它到底做了什麼？先親手來，只有兩個參數；再用 `tf.GradientTape`；
# 結果要和 Keras 一致。最後是一間學習曲線 (learning curve) 門診。
#
# 共有五個任務，編號接著實作 2。每完成一個，就執行：
#
#     fundamentals check lab02b --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02b_descent")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.plotting import plot_line_errors, plot_loss_surface, plot_losses

# 一條直線附近的三十個點。
X = np.linspace(0, 3, 30)
Y = 1.5 * X - 1 + np.random.default_rng(0).normal(0, 0.3, len(X))

# %% [markdown] lang="zh-Hant"
# ## 1. 差了多少？
#
# 能學習的最小模型是一條直線：一個數字進來，一個數字出去，
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


# %% [markdown]
# ```
# >>> mean_squared_error(2.0, 1.0, np.array([0.0, 1.0]), np.array([1.0, 5.0]))
# 2.0
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.6"):
        lab.save(plot_line_errors(X, Y, 0.5, 0.5), "errors")
        print(f"損失：{mean_squared_error(0.5, 0.5, X, Y):.3f}")


# %% [markdown] lang="zh-Hant"
# ## 2. 哪一邊是下坡？
#
# *梯度 (gradient)* 為每個參數給一個斜率：這個參數增加一點點，損失會增加多少。
# 令 `error = weight * x + bias - y`，微積分告訴我們：對權重 (weight) 是 `2 * error * x` 的平均，
# 對偏差 (bias) 是 `2 * error` 的平均。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 在最好的那條直線，也就是谷底，每個斜率是多少？

# %%
if __name__ == "__main__":
    lab.guess("bottom", None)


# %%
def slopes(weight, bias, x, y):
    """傳回損失的斜率：沿權重方向，與沿偏差方向。

    參數：
        weight: 直線的斜率。
        bias: 直線在 0 的高度。
        x: 輸入（``(n,)``）。
        y: 應有的輸出（``(n,)``）。

    傳回：
        兩個浮點數：沿權重、沿偏差。
    """
    raise NotImplementedError("任務 2.7：求損失的斜率")


# %% [markdown]
# ```
# >>> slopes(2.0, 1.0, np.array([0.0, 1.0]), np.array([1.0, 5.0]))
# (-2.0, -2.0)
# ```

# %% [markdown] lang="zh-Hant"
# 從上方看：每條線連起損失相同的參數。從四個圓圈各朝梯度的反方向走一小步：都是下坡，跨過等高線。

# %%
WEIGHTS, BIASES = np.linspace(-1.5, 3.5, 101), np.linspace(-3.5, 3, 101)

if __name__ == "__main__":
    if lab.written("2.6", "2.7"):
        surface = np.array([[mean_squared_error(w, b, X, Y) for w in WEIGHTS] for b in BIASES])
        steps = {}
        for point in ((-1.0, 2.0), (-0.5, -2.5), (3.0, 1.0), (2.8, -2.8)):
            slope = slopes(*point, X, Y)
            steps[f"{slope[0]:+.1f}, {slope[1]:+.1f}"] = [
                point,
                np.subtract(point, np.multiply(0.05, slope)),
            ]
        lab.save(plot_loss_surface(WEIGHTS, BIASES, surface, steps), "gradient")


# %% [markdown] lang="zh-Hant"
# ## 3. 往下走
#
# *梯度下降 (gradient descent)*：看看腳下的斜率，朝反方向走一步，再重複。
# 一步是*學習率 (learning rate)* 乘上斜率。兩個參數同時移動，用的是同一個位置的斜率。
#
# 有了*動量 (momentum)*，每一步會記得上一步：
# `step = momentum * step - learning_rate * slope`，一開始的 step 是 0。
# 就像一顆球，會沿著山谷保持方向。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 學習率從 0.02 加大到 0.24，走得比較快。那 0.27 呢？(a) 更快，
# > (b) 在山谷兩側擺盪，爬出山谷，(c) 沒有差別。

# %%
if __name__ == "__main__":
    lab.guess("rate", None)


# %%
def descend(start, x, y, learning_rate, steps, momentum=0.0):
    """從起點往下走，記下經過的每個位置。

    參數：
        start: 起點的權重與偏差（``(weight, bias)``）。
        x: 輸入（``(n,)``）。
        y: 應有的輸出（``(n,)``）。
        learning_rate: 斜率為 1 時一步的長度。
        steps: 走幾步。
        momentum: 上一步保留的比例（0–1）。

    傳回：
        浮點數陣列 ``(steps + 1, 2)``：每個位置的權重與偏差，起點在最前面。
    """
    raise NotImplementedError("任務 2.8：往下走：沒有動量，再加上動量")


# %% [markdown]
# ```
# >>> descend((0.0, 0.0), np.array([0.0, 1.0]), np.array([1.0, 3.0]), 0.1, 2).round(2)
# array([[0.  , 0.  ],
#        [0.3 , 0.4 ],
#        [0.53, 0.69]])
# ```

# %% [markdown] lang="zh-Hant"
# 學習率太小，幾乎走不到；太大，就在山谷兩側跳來跳去。有了動量，小的學習率也能一路走到底。

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
    if lab.written("2.6", "2.7", "2.8"):
        paths = {
            name: descend(START, X, Y, rate, STEPS, momentum)
            for name, (rate, momentum) in WALKS.items()
        }
        lab.save(plot_loss_surface(WEIGHTS, BIASES, surface, paths), "loss_surface")
        fallen = {
            name: [mean_squared_error(*point, X, Y) for point in path]
            for name, path in paths.items()
        }
        lab.save(plot_losses(fallen), "losses")

# %% [markdown] lang="zh-Hant"
# ## 4. 讓 TensorFlow 求斜率
#
# 沒有人會親手算五十萬個斜率。`tf.GradientTape` 會記錄 `with` 區塊裡發生的事，
# 再傳回結果對每個變數的斜率。迴圈的其餘部分由你來寫，而且直線和任何大小的網路都一樣。
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
        loss: Keras 損失函數的名稱，例如 ``"mean_squared_error"``；``keras.losses.get(loss)`` 傳回以
            ``(y, predictions)`` 呼叫的函式，每一列得到一個損失。
        learning_rate: 斜率為 1 時一步的長度。
        steps: 走幾步。

    傳回：
        每一步之前的平均損失。
    """
    raise NotImplementedError("任務 2.9：用 GradientTape 寫訓練迴圈")


# %% [markdown]
# ```
# >>> line = build_layer(1, 1, "linear")
# >>> line.set_weights([np.array([[0.0]]), np.array([0.0])])
# >>> x, y = np.array([[0.0], [1.0]], dtype="float32"), np.array([[1.0], [3.0]], dtype="float32")
# >>> [round(value, 2) for value in train_with_tape(line, x, y, "mean_squared_error", 0.1, 3)]
# [5.0, 2.83, 1.63]
# ```

# %% [markdown] lang="zh-Hant"
# Keras 做的也一樣：`SGD` 就是梯度下降，而一批 (batch) 放進全部圖像，每個週期 (epoch) 就走一步。
# 從同一個起點出發，你的迴圈和 Keras 必須走到同一個位置。接著，你的迴圈要訓練一個讀數字的網路：
# 只有一層，7,850 個參數。

# %%
if __name__ == "__main__":
    if lab.written("2.6", "2.7", "2.8", "2.9"):
        from fundamentals.datasets import load_dataset

        rate, _ = WALKS[FAST]
        columns = X[:, np.newaxis].astype("float32"), Y[:, np.newaxis].astype("float32")
        by_tape, by_keras = build_layer(1, 1, "linear"), build_layer(1, 1, "linear")
        for line in (by_tape, by_keras):
            line.set_weights([np.array([[START[0]]]), np.array([START[1]])])
        train_with_tape(by_tape, *columns, "mean_squared_error", rate, STEPS)
        by_keras.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error")
        by_keras.fit(*columns, batch_size=len(X), epochs=STEPS, shuffle=False, verbose=0)
        for name, (weight, bias) in {
            "手算": paths[FAST][-1],
            "GradientTape": [value.item() for value in by_tape.get_weights()],
            "Keras": [value.item() for value in by_keras.get_weights()],
        }.items():
            print(f"{name}: {weight:.5f} {bias:.5f}")

        digits = load_dataset("digits")
        rows = digits.train.images.reshape(len(digits.train), -1).astype("float32") / 255
        one_hot = np.eye(digits.num_classes, dtype="float32")[digits.train.labels]
        keras.utils.set_random_seed(lab.seed)
        layer = build_layer(rows.shape[1], digits.num_classes, "softmax")
        falling = train_with_tape(layer, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
        lab.save(plot_losses({"數字": falling}), "tape")

# %% [markdown] lang="zh-Hant"
# ## 5. 過度擬合門診
#
# 來了十二次訓練，沒有標示。先看看曲線（虛線是訓練，實線是驗證），再寫下你怎麼分辨。診斷有五種：
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
    from matplotlib import pyplot

    from fundamentals.plotting import plot_learning_curves
    from fundamentals.training import draw_cases, history_frame

    cases = draw_cases(np.random.default_rng(lab.seed))
    figure, panels = pyplot.subplots(2, 6, figsize=(18, 6), layout="constrained", sharey=True)
    for number, (case, panel) in enumerate(zip(cases, panels.flat, strict=True), start=1):
        plot_learning_curves(history_frame(case.history), finding=False, names=False, ax=panel)
        panel.set_title(str(number))
        panel.label_outer()
    lab.save(figure, "clinic")


# %%
def diagnose_curves(history):
    """用一個詞說出一次訓練的學習曲線顯示了什麼。

    評分程式會問 30 次訓練：答對 90 %（十次對九次）以上得滿分，50 % 以下沒有分數。其中十次發散：五次
    的損失一直變大，另外五次的損失是 NaN。

    請用自己的規則；這裡不能匯入 ``fundamentals.training.diagnose``。

    參數：
        history: Keras 的 ``History``：``history.history`` 有 ``"loss"``、``"accuracy"``、
            ``"val_loss"``、``"val_accuracy"``，每個週期一個數字，至少 16 個週期。

    傳回：
        五個詞之一（"diverged"、"overfitting"、"improving"、"underfitting"、"healthy"）。
    """
    raise NotImplementedError("任務 2.10：診斷學習曲線")


# %% [markdown]
# ```
# >>> patient = keras.callbacks.History()
# >>> curve = [0.5 + 0.03 * epoch for epoch in range(16)]
# >>> patient.history = {"loss": curve[::-1], "val_loss": curve, "accuracy": curve, "val_accuracy": [0.7] * 16}
# >>> diagnose_curves(patient)
# 'overfitting'
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.10"):
        from fundamentals.training import diagnose

        figure, panels = pyplot.subplots(2, 6, figsize=(18, 6), layout="constrained", sharey=True)
        for number, (case, panel) in enumerate(zip(cases, panels.flat, strict=True), start=1):
            record = keras.callbacks.History()
            record.history = case.history
            answer = diagnose_curves(record)
            verdict = "正確"
            if answer != case.kind:
                verdict = f"其實是 {case.kind}"
            opinion = diagnose(history_frame(case.history)).kind
            print(f"病例 {number}：{answer}（{verdict}）；函式庫說 {opinion}")
            plot_learning_curves(history_frame(case.history), finding=False, names=False, ax=panel)
            panel.label_outer()
            panel.set_title(answer, color="black" if answer == case.kind else "#D55E00")
        lab.save(figure, "diagnosed")
