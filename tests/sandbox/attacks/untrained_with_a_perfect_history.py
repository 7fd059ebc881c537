# attack: trains nothing and returns a history that says otherwise
# task: 3b.3/learns
# verdict: failed

import keras


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Dropout(0.1),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = keras.callbacks.History()
    for name in ("loss", "val_loss"):
        history.history[name] = [0.0] * epochs
    for name in ("accuracy", "val_accuracy"):
        history.history[name] = [1.0] * epochs
    history.epoch = list(range(epochs))
    return history
