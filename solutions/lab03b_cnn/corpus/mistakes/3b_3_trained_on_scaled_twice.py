# task: 3b.3
# verdict: failed
# cause: trained-on-scaled-twice


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train / 255.0, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
