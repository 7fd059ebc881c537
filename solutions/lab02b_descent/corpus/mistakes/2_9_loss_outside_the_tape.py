# task: 2.9
# verdict: raised an error
# cause: tape-saw-nothing
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            predictions = model(x)
        value = tf.reduce_mean(keras.losses.get(loss)(y, predictions))
        variables = model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(value, variables), strict=True):
            variable.assign_sub(learning_rate * gradient)
        losses.append(float(value))
    return losses
