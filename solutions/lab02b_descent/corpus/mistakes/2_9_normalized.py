# task: 2.9
# verdict: failed
# cause: gradient-normalized


def train_with_tape(model, x, y, loss, learning_rate, steps):
    loss_function = keras.losses.get(loss)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            mean_loss = tf.reduce_mean(loss_function(y, model(x)))
        variables = model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(mean_loss, variables), strict=True):
            variable.assign(variable - learning_rate * gradient / tf.norm(gradient))
        losses.append(float(mean_loss))
    return losses
