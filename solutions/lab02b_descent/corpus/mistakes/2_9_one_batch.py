# task: 2.9
# verdict: failed
# cause: step-of-one-batch
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    losses = []
    for step in range(steps):
        first = 4 * step % len(x)
        batch = slice(first, first + 4)
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(loss_function(y[batch], model(x[batch])))
        gradients = tape.gradient(value, model.trainable_variables)
        for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
            variable.assign_sub(learning_rate * gradient)
        losses.append(float(value))
    return losses
