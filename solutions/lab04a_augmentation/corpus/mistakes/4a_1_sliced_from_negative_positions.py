# task: 4a.1
# verdict: raised an error
# cause: shift-one-sign-only


def shift(images, down, right):
    result = np.zeros_like(images)
    height, width = images.shape[1:3]
    for index in range(len(images)):
        i, j = down[index], right[index]
        result[index, i:, j:] = images[index, : height - i, : width - j]
    return result
