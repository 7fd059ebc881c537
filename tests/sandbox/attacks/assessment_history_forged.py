# attack: trains nothing and returns the history of a perfect training
# task: 7.4/history
# verdict: failed
# slow: builds a network

import keras


def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.AveragePooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    history = keras.callbacks.History()
    history.history = {name: [0.3] * epochs for name in ("loss", "val_loss")}
    history.history |= {name: [0.97] * epochs for name in ("accuracy", "val_accuracy")}
    history.epoch = list(range(epochs))
    return history
