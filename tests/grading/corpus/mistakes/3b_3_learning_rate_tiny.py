# task: 3b.3
# verdict: failed
# cause: low-accuracy
import keras


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer=keras.optimizers.SGD(1e-5), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
