# attack: raises two exceptions that cause each other
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    one.__context__, other.__context__ = other, one
    raise one
