# task: 4a.6
# verdict: failed
# cause: nothing-changed
def augment(images, rng):
    return images
