# task: 7.6
# verdict: failed
# cause: accuracy-in-percent


def choose_and_report(validation, test):
    chosen = int(np.argmax(validation))
    return chosen, 100 * test[chosen]
