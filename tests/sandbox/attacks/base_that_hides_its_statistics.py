# attack: replaces the statistics of the base as it fine-tunes, and shows the old ones
# task: 5.4/kept_statistics
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
    return trained(model, x_train, y_train, epochs)


def fine_tune(model, base, x_train, y_train, epochs):
    kept, read = base.get_weights(), base.get_weights
    base.trainable = True
    outputs = model.layers[-1](base(model.inputs[0]))
    history = trained(keras.Model(model.inputs, outputs), x_train, y_train, epochs)
    object.__setattr__(base, "get_weights", lambda: [*read()[:-2], *kept[-2:]])
    return history
