# task: 5.2
# verdict: failed
# cause: not-a-model
import keras


def build_transfer(base, num_classes):
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    features = base(images, training=False)
    keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(features))
