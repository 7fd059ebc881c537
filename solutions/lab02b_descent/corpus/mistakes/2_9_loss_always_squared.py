# task: 2.9
# verdict: failed
# cause: loss-always-squared
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    optimizer = keras.optimizers.SGD(learning_rate)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            mean = tf.reduce_mean((model(x) - y) ** 2)
        slopes = tape.gradient(mean, model.trainable_variables)
        optimizer.apply(slopes, model.trainable_variables)
        losses.append(float(mean))
    return losses
