# task: 4b.6
# verdict: failed
# cause: rescaled


def prepare_picture(picture):
    ink = crop_ink(find_ink(to_grey(picture)))
    sides = [max(1, round(20 * side / max(ink.shape))) for side in ink.shape]
    laid = centre(scale_by_area(ink, *sides))
    return (laid / laid.max())[np.newaxis, :, :, np.newaxis]
