# task: 4b.3
# verdict: failed
# cause: crop-empty-dropped


def crop_ink(ink):
    strong = ink > FAINTEST
    if not strong.any():
        return ink
    return ink[strong.any(axis=1)][:, strong.any(axis=0)]
