# task: 4a.7
# verdict: failed
# cause: trained-unchanged


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0)
