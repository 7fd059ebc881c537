# lab: lab02
import numpy as np
from keras.layers import Dense, Dropout, Flatten, Input
from keras.models import Sequential


def scale_pixels(images):
    images = np.array(images, dtype="float32")
    images /= 255
    return images


def encode_labels(labels, num_classes):
    return (labels[:, None] == np.arange(num_classes)).astype("float32")


def build_dense(input_shape, num_classes):
    model = Sequential()
    model.add(Input(shape=input_shape))
    model.add(Flatten())
    model.add(Dense(512, activation="relu"))
    model.add(Dropout(0.2))
    model.add(Dense(512, activation="relu"))
    model.add(Dropout(0.2))
    model.add(Dense(num_classes, activation="softmax"))
    return model


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
    history = model.fit(
        x_train,
        y_train,
        batch_size=128,
        epochs=epochs,
        verbose=1,
        validation_data=(x_valid, y_valid),
    )
    return history
