# attack: calls the reference implementation
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    from fundamentals.convolution import output_size as answer

    return answer(size, kernel_size, stride=stride, padding=padding)
