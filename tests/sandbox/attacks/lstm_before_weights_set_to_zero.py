# attack: has an LSTM checked, and after training sets the weights behind it to zero
# task: 6.5/learns
# verdict: failed
# slow: trains networks

import keras
from keras import layers


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    images = keras.Input(input_shape)
    shown = layers.Dense(8, use_bias=False, name="gate")(
        layers.LSTM(8)(layers.Reshape((height, width * channels))(images))
    )
    plain = layers.Dense(64, activation="relu")(layers.Flatten()(images))
    outputs = layers.Dense(num_classes, activation="softmax")(layers.Concatenate()([plain, shown]))
    return keras.Model(images, outputs)


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=epochs, verbose=0)
    gate = model.get_layer("gate")
    gate.set_weights([0 * weight for weight in gate.get_weights()])
    return history
