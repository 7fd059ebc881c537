# task: 5.2
# verdict: failed
# cause: base-not-used
import keras


def build_transfer(base, num_classes):
    copy = keras.models.clone_model(base)
    copy.trainable = False
    return keras.Sequential([copy, keras.layers.Dense(num_classes, activation="softmax")])
