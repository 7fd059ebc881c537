# %% [markdown] lang="en"
# # Lab 7b: one honest figure
#
# You have tried several networks, and somebody asks how good the best one is. The obvious answer is too
# high. Here you see by how much, write the rule that prevents it, and apply it to three networks and to
# your own from lab 7, if you have it. There is one task; its number continues lab 7.
#
#     fundamentals check lab07b

# %% [markdown] lang="zh-Hant"
# # 實作 7b：誠實的準確度
#
# 你試了好幾個網路，有人問：最好的那個有多好？直覺的答案會太高。這裡先看高了多少，再寫出避免的規則，
# 最後用在三個網路上；有實作 7 的網路就一起比。只有一個任務，編號接著實作 7。
#
#     fundamentals check lab07b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab07b_report")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_confusion_matrix, plot_luck
from fundamentals.training import confusion_matrix, fit

# %% [markdown] lang="en"
# ## 1. Thirty tries, one lucky
#
# If you try thirty networks and hand in the one that did best on the test images, you report luck along
# with skill: among thirty throws, one is lucky. So choose with the validation images, and use the test
# images only once, for the chosen network.

# %% [markdown] lang="zh-Hant"
# ## 1. 試三十次，總有一次走運
#
# 試了三十個網路，交出測試圖像上最好的那一個，報告的就不只是實力，還有運氣：三十次裡總有一次手氣好。
# 所以由驗證 (validation) 圖像挑選，測試圖像只讀一次，而且只讀選中的網路。

# %% [markdown] lang="en"
# > **Guess first.** Thirty networks are equally good: each gets 85 % of all leaves right. You report the
# > best of their thirty *test* accuracies. Is that (a) about 85 %, (b) clearly more, (c) clearly less?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 三十個網路一樣好，每個都能答對 85 % 的葉子。你報告三十個*測試*準確度 (accuracy) 裡最好的那一個。
# > 那會是 (a) 大約 85 %，(b) 明顯更高，還是 (c) 明顯更低？

# %%
if __name__ == "__main__":
    lab.guess("lucky", None)


# %%
def choose_and_report(validation, test):
    """Choose one of several networks, and report its accuracy.

    從幾個網路中選一個，並說出它有多好。

    Args:
        validation: accuracy of each network on the validation images, ``(n,)``, 0–1.
            每個網路的驗證準確度。
        test: accuracy of each on the test images. 每個網路的測試準確度。

    Returns:
        The index of the chosen network, and the accuracy to report.
        選哪一個（索引），以及該報告的準確度。
    """
    # BEGIN SOLUTION 7.6
    chosen = int(np.argmax(validation))
    return chosen, test[chosen]
    # END SOLUTION


# %% [markdown]
# ```
# >>> choose_and_report([0.7, 0.9, 0.8], [0.9, 0.8, 0.7])
# (1, 0.8)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.6"):
        rng = np.random.default_rng(lab.seed)
        validations = rng.binomial(300, 0.85, size=(1000, 30)) / 300
        tests = rng.binomial(600, 0.85, size=(1000, 30)) / 600
        reports = [choose_and_report(*row)[1] for row in zip(validations, tests, strict=True)]
        lab.say(
            "thirty networks of 85 %: choosing by test reports {lucky:.1f} %, "
            "choosing by validation {honest:.1f} %",
            "三十個 85 % 的網路：用測試挑選，會報告 {lucky:.1f} %；用驗證挑選，會報告 {honest:.1f} %",
            lucky=100 * tests.max(axis=1).mean(),
            honest=100 * np.mean(reports),
        )
        lab.save(plot_luck(tests.max(axis=1), reports, 0.85), "luck")

# %% [markdown] lang="en"
# That was a simulation: thirty networks that each get exactly 85 % right in the long run are measured on
# 300 validation and 600 test images, a thousand times.
#
# ## 2. Choose among real networks
#
# Three networks learn to name leaves, each twice as wide as the one before. Your network from lab 7 takes
# part if its file is there. Their validation accuracies are all that your function may choose by: nobody
# has read the test images yet, so each test accuracy is `nan`, *not a number*.

# %% [markdown] lang="zh-Hant"
# 以上是模擬：三十個網路，長期來看每一個都剛好答對 85 %，各用 300 張驗證圖像與 600 張測試圖像量測，重複一千次。
#
# ## 2. 從真的網路中選一個
#
# 三個網路學認葉子，一個比一個寬一倍。有實作 7 的網路檔，就一起參加。你的函式只能依驗證準確度挑選：
# 還沒有人看過測試圖像，所以每個測試準確度都先給 `nan`（不是數字，not a number）。


# %%
def train_candidate(dataset, width):
    """Train a small CNN for a few seconds. 花幾秒鐘訓練一個小 CNN。"""
    layers = [keras.Input(dataset.image_shape)]
    for filters in (width, 2 * width, 4 * width):
        layers += [
            keras.layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Activation("relu"),
            keras.layers.MaxPooling2D(),
        ]
    layers.append(keras.layers.GlobalAveragePooling2D())
    layers.append(keras.layers.Dense(dataset.num_classes, activation="softmax"))
    model = keras.Sequential(layers)
    model.compile(
        keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    fit(model, dataset.train.images / np.float32(255), dataset.train.labels, epochs=12)
    return model


def share_right(model, split):
    """Return the fraction of images that a model gets right. 傳回答對的比例。"""
    answers = model.predict(split.images / np.float32(255), verbose=0).argmax(axis=1)
    return float(np.mean(answers == split.labels))


# %%
if __name__ == "__main__":
    from fundamentals.explorer import load_model

    if lab.written("7.6"):
        dataset = load_dataset("leaves")
        keras.utils.set_random_seed(lab.seed)
        candidates = {f"CNN {width}": train_candidate(dataset, width) for width in (4, 8, 16)}
        own = lab.output.parent / "lab07_assessment" / "model.keras"
        if own.is_file() and load_model(own).input_shape[1:] == dataset.image_shape:
            candidates["model.keras"] = load_model(own)
        validation = [share_right(model, dataset.validation) for model in candidates.values()]
        for name, accuracy in zip(candidates, validation, strict=True):
            lab.say(
                "validation accuracy {accuracy:6.1%}  {name}",
                "驗證準確度 {accuracy:6.1%}  {name}",
                accuracy=accuracy,
                name=name,
            )
        chosen, _ = choose_and_report(validation, [np.nan] * len(validation))
        best = list(candidates)[chosen]
        lab.say("chosen: {name}", "選出：{name}", name=best)

# %% [markdown] lang="en"
# ## 3. Read the test once
#
# Now come the test images, which nothing has used so far. Report what they show, and how far it may be
# off: with 600 images, an accuracy of 85 % has a standard error of 1.5 percentage points. If you change
# the network because of this figure, you need new test images.

# %% [markdown] lang="zh-Hant"
# ## 3. 測試只讀一次
#
# 現在才輪到測試圖像，到目前為止沒有任何步驟看過它們。報告它們說了什麼，以及可能差多少：
# 用 600 張圖像量到 85 %，標準誤差是 1.5 個百分點。如果因為這個數字而修改網路，就需要新的測試圖像。

# %% [markdown] lang="en"
# > **Guess first.** The accuracy was measured on 600 images. How many images would halve its error?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 準確度是用 600 張圖像量的。要讓誤差減半，需要幾張？

# %%
if __name__ == "__main__":
    lab.guess("halved", None)

# %%
if __name__ == "__main__":
    if lab.written("7.6"):
        test = dataset.test
        answers = candidates[best].predict(test.images / np.float32(255), verbose=0).argmax(axis=1)
        accuracy = np.mean(answers == test.labels)
        error = np.sqrt(accuracy * (1 - accuracy) / len(answers))
        lab.say(
            "test accuracy of {name}: {accuracy:.1f} % ± {error:.1f}",
            "{name} 的測試準確度：{accuracy:.1f} % ± {error:.1f}",
            name=best,
            accuracy=100 * accuracy,
            error=100 * error,
        )
        matrix = confusion_matrix(test.labels, answers, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "test_confusion")
