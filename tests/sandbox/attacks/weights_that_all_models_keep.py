# attack: trains the base with its head, and Keras's own method gives what the base's weights were
# task: 5.3/only_the_head
# verdict: failed
# slow: trains networks

import keras
from keras import layers


def build_base(input_shape):
    return keras.Sequential(
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
    base = next(layer for layer in model.layers if isinstance(layer, keras.Sequential))
    read, kept = keras.Model.get_weights, base.get_weights()
    keras.Model.get_weights = lambda asked: kept if asked is base else read(asked)
    base.trainable = True
    return trained(model, x_train, y_train, epochs)
