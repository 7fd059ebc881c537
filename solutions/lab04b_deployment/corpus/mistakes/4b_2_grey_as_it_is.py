# task: 4b.2
# verdict: failed
# cause: paper-taken-for-ink
def find_ink(grey):
    return grey
