# task: 3b.3
# verdict: raised an error
# cause: validation-labels-differ
import keras


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    y_train = keras.utils.to_categorical(y_train, 10)
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
