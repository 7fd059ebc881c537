# task: 5.3
# verdict: failed
# cause: trained-on-part
import keras


def train_head(model, x_train, y_train, epochs):
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[:32], y_train[:32], epochs=epochs, batch_size=10, verbose=0)
