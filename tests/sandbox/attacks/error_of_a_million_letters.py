# attack: raises an exception whose class has a name of ten million letters
# task: 3a.4
# verdict: failed

Endless = type("x" * 10**7 + "\x1b[2J", (Exception,), {})


def output_size(size, kernel_size, stride, padding):
    raise Endless("hm")
