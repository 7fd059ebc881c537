# task: 4a.5
# verdict: failed
# cause: every-change-keeps


def keeps_label(change, digit):
    return True
