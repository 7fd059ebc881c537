# task: 2.9
# verdict: failed
# cause: step-of-one-row


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    losses = []
    for row in range(steps):
        with tf.GradientTape() as tape:
            mean_loss = tf.reduce_mean(loss_function(y[row : row + 1], model(x[row : row + 1])))
        variables = model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(mean_loss, variables), strict=True):
            variable.assign(variable - learning_rate * gradient)
        losses.append(float(mean_loss))
    return losses
