# attack: changes the lab's own build_base, so that the grader has nothing to build on
# task: 5.3/head_history
# verdict: failed


def build_base(input_shape):
    return "a base"


def pretrain(base, images, labels, epochs):
    pass


def build_transfer(base, num_classes):
    pass
