# task: 2.9
# verdict: failed
# cause: steps-by-adam
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    optimizer = keras.optimizers.Adam(learning_rate)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            mean = tf.reduce_mean(loss_function(y, model(x)))
        slopes = tape.gradient(mean, model.trainable_variables)
        optimizer.apply(slopes, model.trainable_variables)
        losses.append(float(mean))
    return losses
