# task: 2.9
# verdict: failed
# cause: step-for-each-row
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    losses = []
    for _ in range(steps):
        for row in range(len(x)):
            with tf.GradientTape() as tape:
                value = loss_function(y[row : row + 1], model(x[row : row + 1]))[0]
            gradients = tape.gradient(value, model.trainable_variables)
            for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
                variable.assign_sub(learning_rate * gradient)
        losses.append(float(value))
    return losses
