# attack: raises what no `except Exception` catches
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    class Unexpected(BaseException):
        pass

    raise Unexpected
