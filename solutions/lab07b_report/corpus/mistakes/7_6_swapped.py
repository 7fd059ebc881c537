# task: 7.6
# verdict: failed
# cause: report-swapped


def choose_and_report(validation, test):
    chosen = int(np.argmax(validation))
    return test[chosen], chosen
