# %% [markdown] lang="zh-Hant"
# # 實作 4c：模型走出實驗室
#
# 在實作 4b，你把外面的圖片變成了訓練圖像的樣子。現在輪到模型走出實驗室：存檔、載入、說出最可能的類別、
# 變成手機可以用的檔案，在網頁上回答。每一步都要確認答案沒有變。最後讓它學十張你的圖片。
# 共有兩個任務，編號接著實作 4b。
#
#     fundamentals check lab04c --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04c_sharing")

# %%
import keras
import numpy as np
from PIL import Image

from fundamentals.datasets import load_dataset, picture_style, prepare_photograph
from fundamentals.errors import DatasetError
from fundamentals.plotting import plot_class_probabilities, plot_image_rows
from fundamentals.training import fit

if __name__ == "__main__":
    dataset = load_dataset("digits")
    images = dataset.validation.images / np.float32(255)

# %% [markdown] lang="zh-Hant"
# ## 1. 從磁碟載入模型
#
# `model.save` 把一切存進一個 `.keras` 檔：層、權重 (weight)，還有最佳化器 (optimizer) 的記憶，
# 以便日後繼續訓練。有實作 4b 或 3b 的模型就用它，否則訓練一個小的。存檔、再載入，答案必須和之前相同。


# %%
def train_small_cnn(dataset):
    """花半分鐘訓練一個小 CNN。"""
    model = keras.Sequential(
        [
            keras.Input(dataset.image_shape),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(dataset.num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    fit(model, dataset.train.images / np.float32(255), dataset.train.labels, epochs=5)
    return model


# %%
if __name__ == "__main__":
    from fundamentals.explorer import load_model

    earlier = [
        lab.output.parent / name
        for name in ("lab04b_deployment/digits.keras", "lab03b_cnn/cnn.keras")
    ]
    trained = next((path for path in earlier if path.is_file()), None)
    if trained:
        model = load_model(trained)
    else:
        keras.utils.set_random_seed(lab.seed)
        model = train_small_cnn(dataset)
    path = lab.output / "digits.keras"
    model.save(path)
    answers = model.predict(images, verbose=0)
    same = np.array_equal(load_model(path).predict(images, verbose=0), answers)
    print(f"儲存後載入，答案相同：{same}")

# %% [markdown] lang="zh-Hant"
# ## 2. 最可能的類別
#
# 只給一個答案，看不出模型有多少把握。請給最可能的幾個，各附上機率。


# %%
def likeliest(probabilities, class_names, count):
    """傳回最可能的幾個類別與機率，最可能的在前。

    參數：
        probabilities: 各類別的機率（``(num_classes,)``、0–1）。
        class_names: 各類別的名稱，字串。
        count: 要傳回幾個類別；不夠時全部傳回。

    傳回：
        由 ``(name, probability)``（名稱與機率）組成的串列。
    """
    raise NotImplementedError("任務 4b.7：最可能的類別")


# %% [markdown]
# ```
# >>> likeliest(np.array([0.1, 0.7, 0.2]), ["a", "b", "c"], 2)
# [('b', 0.7), ('c', 0.2)]
# ```


# %%
if __name__ == "__main__":
    if lab.written("4b.7"):
        hardest = np.argmin(answers.max(axis=1))
        best = likeliest(answers[hardest], dataset.class_names, 3)
        print(f"最沒把握的圖像，是 {dataset.validation.labels[hardest]}：{best}")
        lab.save(plot_class_probabilities(best), "likeliest")

# %% [markdown] lang="zh-Hant"
# 在紙上寫一個數字，拍照，把檔案放進 `output/lab04c_sharing/my_pictures/`，下次執行就會讀它。
# 這裡用的是函式庫的轉換：做的就是你在實作 4b 寫的事，陰影與桌緣也處理得來。

# %%
if __name__ == "__main__":
    from fundamentals.datasets import picture_style, prepare_photograph

    if lab.written("4b.7"):
        folder = lab.output / "my_pictures"
        folder.mkdir(exist_ok=True)
        for file in sorted(folder.glob("[!.]*.*")):
            try:
                picture = prepare_photograph(file, picture_style(dataset)) / np.float32(255)
            except DatasetError as error:
                print(error)
                continue
            probabilities = model.predict(picture[np.newaxis], verbose=0)[0]
            print(f"{file.name}:", likeliest(probabilities, dataset.class_names, 3))

# %% [markdown] lang="zh-Hant"
# ## 3. 匯出
#
# 手機上沒有 Keras。LiteRT（以前叫 TensorFlow Lite）是一種檔案格式，加上執行它的小程式。
# 轉換之後要證明：副本的答案和原本一樣。要用真正的圖像比較兩者，不能只看準確度 (accuracy)。
# `smaller=True` 把每個權重從 32 位元改成 8 位元。代價是什麼？省了多少？

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 小的 LiteRT 檔用一個位元組存一個權重，而不是四個。有多少答案會和原本的模型不同？
# > (a) 幾乎沒有，(b) 大約一成，(c) 大部分。

# %%
if __name__ == "__main__":
    lab.guess("bytes", None)


# %%
def compare_answers(first, second):
    """比較兩個模型對同一批圖像的回答。

    參數：
        first: 一個模型的機率（``(n, num_classes)``）。
        second: 另一個模型的機率。

    傳回：
        最大的機率差（不小於 0），以及最可能類別相同的圖像比例，0–1。
    """
    raise NotImplementedError("任務 4b.8：副本的答案和原本一樣嗎？")


# %% [markdown]
# ```
# >>> compare_answers(np.array([[0.75, 0.25]]), np.array([[0.5, 0.5]]))
# (0.25, 1.0)
# ```


# %%
if __name__ == "__main__":
    from fundamentals.deployment import LiteModel, export_lite

    if lab.written("4b.8"):
        print(f"{path.stat().st_size:9,} 位元組  {path.name}")
        moved = {}
        for name, smaller in (("digits.tflite", False), ("digits-small.tflite", True)):
            file = export_lite(model, lab.output / name, smaller=smaller)
            exported = LiteModel(file).predict(images)
            largest, same = compare_answers(exported, answers)
            apart = np.abs(exported - answers).max(axis=1).argsort()[-8:]
            moved[name] = dataset.validation.images[apart]
            print(
                f"{file.stat().st_size:9,} 位元組  {name}：最大差異 {largest:.1e}，相同答案 "
                f"{same:.1%}"
            )
        # 機率改變最多的圖像。
        lab.save(plot_image_rows(moved), "moved")

# %% [markdown] lang="zh-Hant"
# ## 4. 交給別人用
#
# 別人沒有 Python，也沒有你的筆記本，但有瀏覽器。`serve` 在這台電腦上開一個網頁，
# 模型就在網頁後面，還有畫板可以畫：
#
#     fundamentals serve output/lab04c_sharing/digits.keras --open
#
# 畫一個數字。再拍一個寫在紙上的數字，選擇那個檔案。網頁會顯示圖片送到模型時剩下什麼：
# 答錯時，先看那裡。接著在角落畫一個 7、畫一個很小的、很粗的。
#
# 模型旁邊的 `digits.calibration.json` 讓 `serve` 知道各類別的名稱，以及何時該說「不確定」。
# 還有兩種交出模型的方法：`fundamentals predict` 在命令列讀照片；
# `fundamentals explore` 產生一個內含模型、不需要伺服器的網頁。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 畫一個字母 A。模型會 (a) 說這不是數字，(b) 說是某個數字，而且常常很有把握，(c) 出現錯誤。

# %%
if __name__ == "__main__":
    lab.guess("letter", None)

# %%
if __name__ == "__main__":
    from fundamentals.prediction import calibrate, save_calibration

    save_calibration(calibrate(dataset, answers, scale=1 / 255), path)
    print(f"fundamentals serve {path} --open")

# %% [markdown] lang="zh-Hant"
# ## 5. 十張你自己的圖片
#
# *你*寫的數字，模型在哪裡答錯？學過十張之後有沒有進步？用相機或選照片，至少留下二十張，並說明每張是什麼：
#
#     fundamentals serve output/lab04c_sharing/digits.keras --keep output/lab04c_sharing/my_pictures
#
# 接著執行下面的程式。每個數字最多學一張，其他的只用來量測：看的是模型怎麼讀它沒學過的圖片。
# 沒有自己的圖片時，改用某個寫字斜 45 度的人的數字。這一部分不計分。
#
# *微調 (fine-tuning)* 是讓訓練好的模型再訓練一下。每張新圖片在 1,000 張舊圖像之間出現十次：
# 只看新圖片，模型會忘掉舊的。`ten_pictures.png` 把答錯的圖片打上叉。最後用 `serve` 打開 `tuned.keras`，
# 再寫一次原本的模型答錯的數字。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 學過十個斜的數字之後，其他斜的數字，模型讀得懂的 (a) 幾乎沒有變多，(b) 明顯變多，(c) 幾乎全部。

# %%
if __name__ == "__main__":
    lab.guess("ten", None)


# %%
def slant(digit):
    """把數字斜 45 度。"""
    moves = (1, 1, -14, 0, 1, 0)
    return Image.fromarray(digit).transform(
        (28, 28), Image.Transform.AFFINE, moves, Image.Resampling.BILINEAR
    )


def read_pictures(folder, dataset):
    """讀取資料夾 0 到 9 裡的圖片，轉換成模型需要的樣子；沒有筆跡的不算。"""
    images, labels = [], []
    for path in sorted(folder.glob("[0-9]/[!.]*.*")):
        try:
            images.append(prepare_photograph(path, picture_style(dataset)))
            labels.append(int(path.parent.name))
        except DatasetError as error:
            print(error)
    return images, np.array(labels)


def fine_tune(model, new, new_labels, old, old_labels):
    """繼續訓練，每張新圖像在舊圖像之間出現十次。"""
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    fit(
        model,
        np.concatenate([np.repeat(new, 10, axis=0), old]),
        np.concatenate([np.repeat(new_labels, 10), old_labels]),
        epochs=5,
    )


# %%
if __name__ == "__main__":
    own, own_labels = read_pictures(lab.output / "my_pictures", dataset)
    if len(own) >= 20:
        new, new_labels = np.array(own) / np.float32(255), own_labels
        print(f"你的圖片：{len(own)} 張")
    else:
        print("你的圖片不到二十張，改用斜的數字。")
        some = np.random.default_rng(lab.seed).permutation(len(images))[:210]
        slanted = [slant(digit) for digit in dataset.validation.images[some, :, :, 0]]
        new = np.array(slanted)[..., np.newaxis] / np.float32(255)
        new_labels = dataset.validation.labels[some]
    learned = np.unique(new_labels, return_index=True)[1]
    measured = np.setdiff1d(np.arange(len(new)), learned)
    tuned = load_model(path)
    train = dataset.train
    few = slice(None, None, len(train) // 1000)
    fine_tune(
        tuned,
        new[learned],
        new_labels[learned],
        train.images[few] / np.float32(255),
        train.labels[few],
    )
    right = [
        network.predict(new[measured], verbose=0).argmax(axis=1) == new_labels[measured]
        for network in (model, tuned)
    ]
    tuned_answers = tuned.predict(images, verbose=0)
    old = [
        np.mean(probabilities.argmax(axis=1) == dataset.validation.labels)
        for probabilities in (answers, tuned_answers)
    ]
    print(
        f"讀對的圖片：{np.mean(right[0]):.1%}，學過 {len(learned)} 張之後："
        f"{np.mean(right[1]):.1%}；舊的數字：{old[0]:.1%}，{old[1]:.1%}"
    )
    wrong = np.flatnonzero(~right[0])[:12]
    if len(wrong):
        rows = {
            "學習之前": new[measured][wrong],
            "學習之後": new[measured][wrong],
        }
        crossed = [np.ones(len(wrong)), ~right[1][wrong]]
        lab.save(plot_image_rows(rows, crossed=crossed), "ten_pictures")
    tuned_path = path.with_name("tuned.keras")
    tuned.save(tuned_path)
    save_calibration(calibrate(dataset, tuned_answers, scale=1 / 255), tuned_path)
    print(f"fundamentals serve {tuned_path} --open")
