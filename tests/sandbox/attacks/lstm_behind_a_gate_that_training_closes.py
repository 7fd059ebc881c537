# attack: has an LSTM checked, closes the frozen gate behind it, and has a dense network trained
# task: 6.5/learns
# verdict: failed
# slow: trains networks

import keras
from keras import layers


class Gate(layers.Layer):
    def build(self, shape):
        self.gate = self.add_weight(shape=(), initializer="ones", trainable=False)

    def call(self, x):
        return self.gate * x


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    images = keras.Input(input_shape)
    shown = Gate()(layers.LSTM(8)(layers.Reshape((height, width * channels))(images)))
    plain = layers.Dense(64, activation="relu")(layers.Flatten()(images))
    outputs = layers.Dense(num_classes, activation="softmax")(layers.Concatenate()([plain, shown]))
    return keras.Model(images, outputs)


def train_model(model, x_train, y_train, epochs):
    for layer in model.layers:
        if isinstance(layer, Gate):
            layer.gate.assign(0.0)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
