# task: 2.9
# verdict: failed
# cause: step-assigned
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            mean = tf.reduce_mean(keras.losses.get(loss)(y, model(x)))
        slopes = tape.gradient(mean, model.trainable_variables)
        for variable, slope in zip(model.trainable_variables, slopes):
            variable.assign(-learning_rate * slope)
        losses.append(float(mean))
    return losses
