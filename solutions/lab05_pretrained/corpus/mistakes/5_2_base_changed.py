# task: 5.2
# verdict: failed
# cause: base-changed
import keras


def build_base(input_shape):
    keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
