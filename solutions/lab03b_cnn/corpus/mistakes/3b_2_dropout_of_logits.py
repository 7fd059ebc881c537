# task: 3b.2
# verdict: failed
# cause: dropout-not-hidden
import keras


def build_cnn(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    x = keras.layers.MaxPooling2D()(keras.layers.Conv2D(16, 3, activation="relu")(inputs))
    x = keras.layers.Dense(num_classes)(keras.layers.Flatten()(x))
    return keras.Model(inputs, keras.activations.softmax(keras.layers.Dropout(0.3)(x)))
