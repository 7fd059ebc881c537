# attack: opens files until it may open no more
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    files = []
    while True:
        files.append(open("/dev/null"))
