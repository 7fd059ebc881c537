# task: 4a.2
# verdict: failed
# cause: argument-without-effect
import keras


def rotate(images, degrees):
    return np.asarray(keras.layers.RandomRotation(10 / 360, seed=0)(images, training=True))
