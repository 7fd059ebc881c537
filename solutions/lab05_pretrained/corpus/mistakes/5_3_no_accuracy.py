# task: 5.3
# verdict: failed
# cause: no-accuracy
import keras


def train_head(model, x_train, y_train, epochs):
    model.compile("adam", "sparse_categorical_crossentropy")
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
