# task: 4a.5
# verdict: failed
# cause: keeps-inverted


def keeps_label(change, digit):
    same = {"mirror": (0, 1, 8), "half_turn": (0, 1, 8)}
    return change not in same or digit not in same[change]
