# attack: raises a syntax error whose line and text are no number and no text
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    error = SyntaxError("m", ("/etc/passwd", 10**30, -5, "\x1b[31m" * 1000, 10**30, 3))
    error.lineno, error.text, error.offset = object(), 17, float("nan")
    raise error
