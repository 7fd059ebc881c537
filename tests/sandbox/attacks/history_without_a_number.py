# attack: returns a history whose lists of accuracies are empty
# task: 3b.3/history
# verdict: failed
# slow: builds a network

import keras
from keras import layers


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(4),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.train_on_batch(x_train, y_train)
    history = keras.callbacks.History()
    history.history = {
        "loss": [2.0, 1.0],
        "accuracy": [],
        "val_accuracy": [],
    }
    return history
