"""Mistakes in training a model and in reading its history."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "DIVERGED",
    "EPOCHS_IGNORED",
    "GAP_ABSOLUTE",
    "GAP_EVERY_EPOCH",
    "GAP_IN_POINTS",
    "GAP_OF_BEST",
    "GAP_OF_FIRST_EPOCH",
    "GAP_OF_LOSSES",
    "GAP_OF_MEANS",
    "GAP_REVERSED",
    "LABELS_DO_NOT_FIT_LOSS",
    "LEARNED_BY_HEART",
    "LOGITS_OF_PROBABILITIES",
    "LOSS_NOT_FINITE",
    "LOSS_ZERO",
    "LOW_ACCURACY",
    "NOT_A_HISTORY",
    "NO_ACCURACY",
    "NO_VALIDATION",
    "PREDICTIONS_CONSTANT",
    "PREDICTIONS_NOT_FINITE",
    "TRAINED_ON_SCALED_TWICE",
    "TRAINED_ON_VALIDATION",
    "TRAINING_SLOW",
    "UNTRAINED",
    "VALIDATION_IS_TRAINING",
    "VALIDATION_ON_OTHER_IMAGES",
]

UNTRAINED = Cause(
    "untrained",
    Text(
        "The model's weights are the same before and after: this model was not trained.",
        "模型的權重前後相同：這個模型沒有被訓練。",
    ),
    Text(
        "Call fit on the model that was handed in, not on a copy.",
        "請對傳進來的 model 呼叫 fit，不要用複本。",
    ),
)
PREDICTIONS_CONSTANT = Cause(
    "predictions-constant",
    Text("The model answers the same class for every image.", "模型對每張影像都回答同一類。"),
    Text(
        "It has learned nothing from the images. Look at the scaling of the pixels, the loss, and "
        "the learning rate.",
        "它沒有從影像學到東西。檢查像素的縮放、損失函數 (loss) 與學習率 (learning rate)。",
    ),
)
PREDICTIONS_NOT_FINITE = Cause(
    "predictions-not-finite",
    Text("The model's answers are NaN: the training diverged.", "模型的輸出是 NaN：訓練發散了。"),
    Text(
        "Lower the learning rate, and look for a division by zero.",
        "降低學習率，並檢查是否除以零。",
    ),
)
DIVERGED = Cause(
    "diverged",
    Text("The loss grew: the training diverged.", "損失 (loss) 愈來愈大：訓練發散了。"),
    Text("Lower the learning rate.", "降低學習率 (learning rate)。"),
)
LOSS_NOT_FINITE = Cause(
    "loss-not-finite",
    Text(
        "The loss became NaN or infinite: the training diverged.",
        "損失 (loss) 變成 NaN 或無限大：訓練發散了。",
    ),
    Text("Lower the learning rate.", "降低學習率 (learning rate)。"),
)
LOSS_ZERO = Cause(
    "loss-zero",
    Text(
        "The loss is exactly 0. No network is that sure: loss, labels and output do not fit "
        "together.",
        "損失 (loss) 恰好是 0。網路不可能這麼有把握：損失函數、標籤與輸出不搭配。",
    ),
    Text(
        "Integer labels: sparse_categorical_crossentropy. One-hot rows: categorical_crossentropy. "
        "Either way an output of num_classes units.",
        "整數標籤用 sparse_categorical_crossentropy，one-hot 用 categorical_crossentropy；"
        "輸出都要有 num_classes 個單元。",
    ),
)
LOGITS_OF_PROBABILITIES = Cause(
    "logits-of-probabilities",
    Text(
        "The loss was told from_logits=True, but the model ends in softmax: softmax is applied "
        "twice.",
        "損失函數設了 from_logits=True，但模型最後已有 softmax：等於 softmax 用了兩次。",
    ),
    Text("Leave out from_logits=True.", "拿掉 from_logits=True。"),
)
LABELS_DO_NOT_FIT_LOSS = Cause(
    "labels-do-not-fit-loss",
    Text("The labels are not encoded as the loss expects.", "標籤的編碼與損失函數 (loss) 不符。"),
    Text(
        'Integer labels go with loss="sparse_categorical_crossentropy", one-hot rows with '
        'loss="categorical_crossentropy".',
        '整數標籤搭配 loss="sparse_categorical_crossentropy"，'
        'one-hot 搭配 loss="categorical_crossentropy"。',
    ),
)
TRAINED_ON_SCALED_TWICE = Cause(
    "trained-on-scaled-twice",
    Text(
        "The images were 0–1 already and were divided by 255 again before training: the network "
        "saw nearly black images.",
        "影像已經是 0–1，訓練前又除以 255：網路看到的幾乎全黑。",
    ),
    Text("Train on the images as they are handed in.", "請直接用傳進來的影像訓練。"),
)
NOT_A_HISTORY = Cause(
    "not-a-history",
    Text("The function did not return a Keras History.", "函式沒有傳回 Keras 的 History。"),
    Text(
        "Return what model.fit returns: return model.fit(…).",
        "請傳回 model.fit 的傳回值：return model.fit(…)。",
    ),
)
NO_ACCURACY = Cause(
    "no-accuracy",
    Text("The history holds no accuracy.", "history 裡沒有準確率 (accuracy)。"),
    Text('Compile with metrics=["accuracy"].', '編譯時加上 metrics=["accuracy"]。'),
)
NO_VALIDATION = Cause(
    "no-validation",
    Text(
        "The history holds nothing about the validation images.", "history 裡沒有驗證影像的數字。"
    ),
    Text(
        "Pass validation_data=(x_valid, y_valid) to fit.",
        "呼叫 fit 時加上 validation_data=(x_valid, y_valid)。",
    ),
)
VALIDATION_IS_TRAINING = Cause(
    "validation-is-training",
    Text(
        "The validation accuracy was measured on the training images: it can no longer show "
        "overfitting.",
        "驗證準確率是在訓練影像上量的：這樣看不出過度擬合。",
    ),
    Text("Pass validation_data=(x_valid, y_valid).", "請用 validation_data=(x_valid, y_valid)。"),
)
VALIDATION_ON_OTHER_IMAGES = Cause(
    "validation-on-other-images",
    Text(
        "The validation accuracy was not measured on x_valid and y_valid.",
        "驗證準確率不是在 x_valid 與 y_valid 上量的。",
    ),
    Text(
        "Pass validation_data=(x_valid, y_valid), and no validation_split.",
        "請用 validation_data=(x_valid, y_valid)，不要用 validation_split。",
    ),
)
TRAINED_ON_VALIDATION = Cause(
    "trained-on-validation",
    Text(
        "The validation images were trained on: they can no longer show overfitting.",
        "驗證影像也拿去訓練了：這樣看不出過度擬合。",
    ),
    Text("Fit on x_train and y_train only.", "只用 x_train 與 y_train 訓練。"),
)
TRAINING_SLOW = Cause(
    "training-slow",
    Text("The training was too slow.", "訓練太慢。"),
    Text(
        "Pool after the first convolution, use fewer filters or units, or a larger batch_size; "
        "train with fit instead of a loop over single images. If it should be fast, look for a "
        "loop that never ends.",
        "在第一層卷積之後就做池化、減少濾波器或單元，或加大 batch_size；"
        "用 fit 訓練，不要用迴圈一張一張處理。如果本來應該很快，請檢查是否有不會結束的迴圈。",
    ),
)
EPOCHS_IGNORED = Cause(
    "epochs-ignored",
    Text(
        "The number of epochs is not the one that was asked for.", "週期 (epoch) 數不是所要求的。"
    ),
    Text("Pass epochs=epochs to fit.", "呼叫 fit 時加上 epochs=epochs。"),
)
LEARNED_BY_HEART = Cause(
    "learned-by-heart",
    Text(
        "The network knows its training images by heart, and new ones far less well.",
        "網路把訓練影像背了起來，新影像差得多。",
    ),
    Text(
        "Alter the images while it trains, in ways that keep the label; or use dropout and fewer "
        "parameters.",
        "訓練時用不改變標籤的方式變化影像；或減少參數、加上丟棄法 (dropout)。",
    ),
)
LOW_ACCURACY = Cause(
    "low-accuracy",
    Text("The network learned too little.", "網路學得不夠。"),
    Text(
        "Look at the learning curve: does the training loss fall at all? Try Adam with its default "
        "learning rate, and more filters or units.",
        "看看學習曲線：訓練損失有下降嗎？試試預設學習率的 Adam，以及更多濾波器或單元。",
    ),
)
GAP_REVERSED = Cause(
    "gap-reversed",
    Text("The gap has the wrong sign.", "差距的正負號相反。"),
    Text("Training minus validation.", "是訓練減驗證。"),
)
GAP_OF_FIRST_EPOCH = Cause(
    "gap-of-first-epoch",
    Text("This is the gap after the first epoch.", "這是第一個週期 (epoch) 的差距。"),
    Text("The last epoch is at index -1.", "最後一個週期的索引是 -1。"),
)
GAP_OF_LOSSES = Cause(
    "gap-of-losses",
    Text("This is the difference of the losses.", "這是損失 (loss) 的差。"),
    Text('Take "accuracy" and "val_accuracy".', '請取 "accuracy" 與 "val_accuracy"。'),
)
GAP_OF_BEST = Cause(
    "gap-of-best",
    Text("The best epochs were compared, not the last.", "比的是最好的週期，不是最後一個。"),
    Text("The last epoch is at index -1; no max.", "最後一個週期的索引是 -1；不要取 max。"),
)
GAP_OF_MEANS = Cause(
    "gap-of-means",
    Text("The means over all epochs were compared.", "比的是所有週期的平均。"),
    Text("Take the last epoch only: index -1.", "只取最後一個週期：索引 -1。"),
)
GAP_IN_POINTS = Cause(
    "gap-in-points",
    Text("The gap is 100 times too large.", "差距大了 100 倍。"),
    Text("0.05 means five points: leave out the 100.", "0.05 就是五個百分點：不要乘以 100。"),
)
GAP_EVERY_EPOCH = Cause(
    "gap-every-epoch",
    Text("One number an epoch came back.", "每個週期各傳回了一個數字。"),
    Text("Return the last one only.", "只傳回最後一個。"),
)
GAP_ABSOLUTE = Cause(
    "gap-absolute",
    Text("The gap lost its sign.", "差距失去了正負號。"),
    Text(
        "Leave out abs: validation may be better than training.", "不要用 abs：驗證有可能比訓練好。"
    ),
)
