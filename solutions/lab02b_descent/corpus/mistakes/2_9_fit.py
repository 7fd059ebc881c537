# task: 2.9
# verdict: failed
# cause: fit-not-tape
import keras


def train_with_tape(model, x, y, loss, learning_rate, steps):
    model.compile(keras.optimizers.SGD(learning_rate), loss)
    return model.fit(x, y, epochs=steps, batch_size=len(x), verbose=0).history["loss"]
