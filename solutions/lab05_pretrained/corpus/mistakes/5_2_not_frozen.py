# task: 5.2
# verdict: failed
# cause: base-not-frozen
import keras


def build_transfer(base, num_classes):
    images = keras.Input(base.input_shape[1:])
    features = base(images, training=False)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(features))
