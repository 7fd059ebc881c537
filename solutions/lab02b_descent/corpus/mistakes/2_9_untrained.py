# task: 2.9
# verdict: failed
# cause: variables-not-changed
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            mean_loss = tf.reduce_mean(loss_function(y, model(x)))
        slopes_found = tape.gradient(mean_loss, model.trainable_variables)
        for variable, slope in zip(model.trainable_variables, slopes_found):
            variable = variable - learning_rate * slope
        losses.append(float(mean_loss))
    return losses
