# task: 7.6
# verdict: failed
# cause: reported-validation


def choose_and_report(validation, test):
    chosen = int(np.argmax(validation))
    return chosen, validation[chosen]
