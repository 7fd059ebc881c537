# attack: asks the web for the answer
# task: 3a.4
# verdict: raised an error
# tried: network

import urllib.request


def output_size(size, kernel_size, stride, padding):
    return int(urllib.request.urlopen("http://example.org", timeout=1).read())
