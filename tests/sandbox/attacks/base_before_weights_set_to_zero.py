# attack: has a network on its base checked, then sets the weights behind the base to zero
# task: 5.3/head_learns
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
    shown = layers.Dense(32, use_bias=False, name="gate")(base(images, training=False))
    plain = layers.Dense(32, activation="relu")(layers.Flatten()(images))
    outputs = layers.Dense(num_classes, activation="softmax")(plain + shown)
    return keras.Model(images, outputs)


def train_head(model, x_train, y_train, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    gate = model.get_layer("gate")
    gate.set_weights([0 * weight for weight in gate.get_weights()])
    gate.trainable = False
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
