# lab: lab07
import keras
import numpy as np


def build_model(input_shape, num_classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for filters in (24, 32, 48):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(keras.layers.BatchNormalization(momentum=0.9))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.SeparableConv2D(64, 3, padding="same", activation="relu"))
    model.add(keras.layers.GlobalAveragePooling2D())
    model.add(keras.layers.Dropout(0.3))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


class Altered(keras.utils.PyDataset):
    """Batches of images in one of the eight ways to turn and mirror a square."""

    def __init__(self, images, labels):
        super().__init__()
        self.images, self.labels = images, labels
        self.rng = np.random.default_rng(0)

    def __len__(self):
        return -(-len(self.images) // 64)

    def __getitem__(self, index):
        rows = self.rng.choice(len(self.images), 64)
        images = self.images[rows].copy()
        for place, (quarters, mirrored) in enumerate(self.rng.integers((4, 2), size=(64, 2))):
            turned = np.rot90(images[place], quarters)
            images[place] = turned[:, ::-1] if mirrored else turned
        return images, self.labels[rows]


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(
        keras.optimizers.RMSprop(0.001), "sparse_categorical_crossentropy", metrics=["acc"]
    )
    return model.fit(
        Altered(x_train, y_train), epochs=epochs, validation_data=(x_valid, y_valid), verbose=0
    )
