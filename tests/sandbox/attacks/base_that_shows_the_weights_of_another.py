# attack: builds on an untrained copy, whose weights the base shows as its own
# task: 5.2/frozen_base
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
    other = keras.models.clone_model(base)
    object.__setattr__(base, "get_weights", other.get_weights)
    other.trainable = False
    images = keras.Input(base.input_shape[1:])
    outputs = layers.Dense(num_classes, activation="softmax")(other(images, training=False))
    return keras.Model(images, outputs)
