# task: 4b.6
# verdict: failed
# cause: side-vanished


def prepare_picture(picture):
    ink = crop_ink(find_ink(to_grey(picture)))
    sides = [round(20 * side / max(ink.shape)) for side in ink.shape]
    return centre(scale_by_area(ink, *sides))[np.newaxis, :, :, np.newaxis]
