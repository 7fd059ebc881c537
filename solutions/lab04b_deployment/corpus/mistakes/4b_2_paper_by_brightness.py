# task: 4b.2
# verdict: failed
# cause: paper-by-brightness
def find_ink(grey):
    if grey.mean() > 0.5:
        grey = 1 - grey
    grey = grey - grey.min()
    return grey / max(grey.max(), 1e-9)
