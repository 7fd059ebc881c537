# attack: raises an exception that cannot be printed
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    class Untold(Exception):
        def __str__(self):
            raise Untold

    raise Untold
