# task: 2.3
# verdict: failed
# cause: hidden-linear
import keras


def build_dense(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    x = keras.layers.Dense(64)(2 * keras.layers.Flatten()(inputs) - 1)
    x = keras.layers.Activation("linear")(x)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
