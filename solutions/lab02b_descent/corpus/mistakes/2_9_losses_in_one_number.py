# task: 2.9
# verdict: failed
# cause: losses-in-one-number
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    total = 0
    for _ in range(steps):
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(loss_function(y, model(x)))
        gradients = tape.gradient(value, model.trainable_variables)
        for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
            variable.assign_sub(learning_rate * gradient)
        total += float(value)
    return total / steps
