# task: 7.6
# verdict: failed
# cause: chosen-last


def choose_and_report(validation, test):
    return len(validation) - 1, test[-1]
