# attack: shows a network that cannot learn, then returns none, to have the grader's own trained
# task: 6.4/learns
# verdict: failed
# slow: trains a network

import keras
from keras import layers

calls = []

def build_separable(input_shape, num_classes):
    calls.append(input_shape)
    if len(calls) > 1:
        return None
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.SeparableConv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(13),
            layers.Flatten(),
            layers.Dropout(0.98),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
