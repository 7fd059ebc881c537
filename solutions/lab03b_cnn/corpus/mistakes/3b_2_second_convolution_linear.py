# task: 3b.2
# verdict: failed
# cause: convolution-linear
import keras


def build_cnn(input_shape, num_classes):
    x = inputs = keras.Input(input_shape)
    x = keras.activations.relu(keras.layers.Conv2D(16, 3)(x))
    x = keras.layers.MaxPooling2D()(keras.layers.Conv2D(32, 3, activation="linear")(x))
    x = keras.layers.Dropout(0.3)(keras.layers.Flatten()(x))
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
