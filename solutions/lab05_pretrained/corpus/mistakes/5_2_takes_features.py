# task: 5.2
# verdict: failed
# cause: base-not-used
import keras


def build_transfer(base, num_classes):
    base.trainable = False
    inputs = keras.Input(base.output_shape[1:])
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(inputs))
