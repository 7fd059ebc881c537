# task: 7.6
# verdict: failed
# cause: chosen-worst


def choose_and_report(validation, test):
    chosen = int(np.argsort(validation)[0])
    return chosen, test[chosen]
