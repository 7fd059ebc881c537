# task: 5.2
# verdict: failed
# cause: tensor-of-layer
import keras


def build_transfer(base, num_classes):
    base.trainable = False
    features = base(keras.Input(base.input_shape[1:]), training=False)
    return keras.layers.Dense(num_classes, activation="softmax")(features)
