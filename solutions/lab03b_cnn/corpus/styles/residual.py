# lab: lab03b
import keras
import numpy as np
from keras import layers


def block(x, filters):
    shortcut = layers.Conv2D(filters, 1)(x)
    x = layers.SeparableConv2D(filters, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(filters, 3, padding="same")(x)
    return layers.MaxPooling2D()(layers.ReLU()(layers.add([x, shortcut])))


def build_cnn(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    x = block(block(inputs, 16), 32)
    x = layers.SpatialDropout2D(0.1)(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(64, activation="gelu")(x)
    return keras.Model(inputs, layers.Dense(num_classes, activation=keras.ops.softmax)(x))


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(
        optimizer=keras.optimizers.Adam(3e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, batch_size=64, verbose=0
    )
