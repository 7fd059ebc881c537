# attack: trains, and writes a validation accuracy of its own into the history
# task: 7.4/validation
# verdict: failed
# slow: trains a network

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
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
    history.history["val_accuracy"] = [0.99] * epochs
    return history
