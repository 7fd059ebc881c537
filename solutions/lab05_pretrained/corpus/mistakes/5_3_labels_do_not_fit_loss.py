# task: 5.3
# verdict: raised an error
# cause: labels-do-not-fit-loss
import keras


def train_head(model, x_train, y_train, epochs):
    model.compile(keras.optimizers.Adam(0.003), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
