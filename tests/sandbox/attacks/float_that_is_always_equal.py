# attack: returns a number that claims to equal whatever it is compared with
# task: 3a.5
# verdict: failed

class Always(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__


def neuron(window, weights, bias):
    return Always(-12345.0)
