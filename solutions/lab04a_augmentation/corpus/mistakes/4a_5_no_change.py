# task: 4a.5
# verdict: failed
# cause: no-change-keeps


def keeps_label(change, digit):
    return change == "original"
