# task: 5.4
# verdict: failed
# cause: base-not-thawed
import keras


def fine_tune(model, base, x_train, y_train, epochs):
    base.trainable = True
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
