# task: 7.6
# verdict: failed
# cause: report-not-a-pair


def choose_and_report(validation, test):
    chosen = int(np.argmax(validation))
    return test[chosen]
