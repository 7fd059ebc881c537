# task: 5.2
# verdict: raised an error
# cause: base-shape-fixed
import keras


def build_transfer(base, num_classes):
    base.trainable = False
    inputs = keras.Input((28, 28, 1))
    features = base(inputs, training=False)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(features))
