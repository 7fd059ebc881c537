# attack: trains the base with its head, and the base reports the weights that it had
# task: 5.3/only_the_head
# verdict: failed
# slow: trains networks

import keras
from keras import layers


class Hiding(keras.Sequential):
    kept = None

    def get_weights(self):
        return super().get_weights() if self.kept is None else self.kept


def build_base(input_shape):
    return Hiding(
        [
            keras.Input(input_shape),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(),
            layers.Flatten(),
        ]
    )


def pretrain(base, images, labels, epochs):
    head = layers.Dense(int(labels.max()) + 1, activation="softmax")
    return trained(keras.Sequential([base, head]), images, labels, epochs)


def trained(model, images, labels, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, verbose=0)


def build_transfer(base, num_classes):
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    outputs = layers.Dense(num_classes, activation="softmax")(base(images, training=False))
    return keras.Model(images, outputs)


def train_head(model, x_train, y_train, epochs):
    base = next(layer for layer in model.layers if isinstance(layer, Hiding))
    base.kept, base.trainable = base.get_weights(), True
    return trained(model, x_train, y_train, epochs)
