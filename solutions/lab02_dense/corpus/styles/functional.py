# lab: lab02
import keras
import numpy as np


def scale_pixels(images):
    return np.divide(images, 255.0, dtype=np.float32)


def encode_labels(labels, num_classes):
    return keras.utils.to_categorical(labels, num_classes)


def build_dense(input_shape, num_classes):
    inputs = keras.layers.Input(shape=input_shape)
    x = keras.layers.Flatten()(inputs)
    for units in (256, 128):
        x = keras.layers.Dense(units)(x)
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.Activation("relu")(x)
    logits = keras.layers.Dense(num_classes)(x)
    outputs = keras.layers.Softmax()(logits)
    return keras.Model(inputs=inputs, outputs=outputs)


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
    )
    return model.fit(
        x_train, y_train, batch_size=32, epochs=epochs, validation_data=(x_valid, y_valid)
    )


def generalization_gap(history):
    *_, train = history.history["accuracy"]
    *_, valid = history.history["val_accuracy"]
    return train - valid
