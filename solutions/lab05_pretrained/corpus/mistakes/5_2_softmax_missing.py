# task: 5.2
# verdict: failed
# cause: softmax-missing
import keras


def build_transfer(base, num_classes):
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    return keras.Model(images, keras.layers.Dense(num_classes)(base(images, training=False)))
