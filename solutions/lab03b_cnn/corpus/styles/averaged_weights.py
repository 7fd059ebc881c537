# lab: lab03b
import keras
import numpy as np


def prepare_images(images):
    return images.reshape(-1, 28, 28, 1).astype(np.float32) / 255


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    # The averages replace the weights when the training ends, after the last validation.
    optimizer = keras.optimizers.Adam(0.003, use_ema=True, ema_momentum=0.98)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )


def predict_classes(model, images):
    return model.predict(images, verbose=0).argmax(axis=1)
