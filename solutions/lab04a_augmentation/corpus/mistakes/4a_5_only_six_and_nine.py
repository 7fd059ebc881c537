# task: 4a.5
# verdict: failed
# cause: only-six-and-nine


def keeps_label(change, digit):
    if change == "mirror":
        return digit in (0, 1, 8)
    return change != "half_turn" or digit not in (6, 9)
