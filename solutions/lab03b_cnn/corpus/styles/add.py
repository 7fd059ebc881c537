# lab: lab03b
import keras
import numpy as np
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D


def build_cnn(input_shape, num_classes):
    model = keras.models.Sequential()
    model.add(Input(input_shape))
    model.add(Conv2D(16, kernel_size=5, padding="same"))
    model.add(Activation("relu"))
    model.add(MaxPool2D())
    model.add(Conv2D(32, kernel_size=3))
    model.add(Activation("relu"))
    model.add(MaxPool2D(pool_size=2))
    model.add(Dropout(0.3))
    model.add(Flatten())
    model.add(Dense(64, activation=keras.activations.relu))
    model.add(Dense(num_classes))
    model.add(Activation("softmax"))
    return model


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    num_classes = model.output_shape[-1]
    model.compile(
        optimizer="rmsprop",
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(
        x_train,
        keras.utils.to_categorical(y_train, num_classes),
        validation_data=(x_valid, keras.utils.to_categorical(y_valid, num_classes)),
        epochs=epochs,
        batch_size=32,
    )


def predict_classes(model, images):
    classes = np.zeros(len(images), dtype=int)
    for start in range(0, len(images), 50):
        batch = images[start : start + 50]
        classes[start : start + 50] = model.predict_on_batch(batch).argmax(axis=1)
    return classes
