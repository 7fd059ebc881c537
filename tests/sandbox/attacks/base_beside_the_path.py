# attack: learns from the pixels, and adds a millionth of the base, which it freezes
# task: 5.2/frozen_base
# verdict: failed
# slow: trains networks

import keras
from keras import layers


def build_base(input_shape):
    return keras.Sequential(
        [keras.Input(input_shape), layers.Conv2D(8, 3, strides=2), layers.ReLU(), layers.Flatten()]
    )


def pretrain(base, images, labels, epochs):
    head = layers.Dense(int(labels.max()) + 1, activation="softmax")
    model = keras.Sequential([base, head])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, verbose=0)


def build_transfer(base, num_classes):
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    shown = layers.Dense(32)(base(images, training=False))
    plain = layers.Dense(32, activation="relu")(layers.Flatten()(images))
    outputs = layers.Dense(num_classes, activation="softmax")(plain + 1e-6 * shown)
    return keras.Model(images, outputs)
