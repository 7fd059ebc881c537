# task: 3a.6
# verdict: failed
# cause: pool-size-fixed


def max_pool(image, size):
    rows, columns = image.shape[0] // 2, image.shape[1] // 2
    blocks = image[: rows * 2, : columns * 2].reshape(rows, 2, columns, 2)
    return blocks.max(axis=(1, 3))
