# task: 4a.4
# verdict: failed
# cause: brightness-not-clipped


def brighten(images, factors):
    return (images * factors.reshape(-1, 1, 1, 1)).astype("float32")
