# lab: lab03b
import keras
from keras import layers


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(75, 3, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPool2D(2, strides=2, padding="same"),
            layers.Conv2D(50, 3, padding="same", activation="relu"),
            layers.Dropout(0.2),
            layers.BatchNormalization(),
            layers.MaxPool2D(2, strides=2, padding="same"),
            layers.Conv2D(25, 3, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPool2D(2, strides=2, padding="same"),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(
        optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model.fit(x_train, y_train, epochs=epochs, validation_data=(x_valid, y_valid))
