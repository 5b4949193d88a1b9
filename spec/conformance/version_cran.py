"""R's numeric_version, padded with zeros: spec/version.md#types, cran and bioconductor."""

import re


def key(text):
    if not re.fullmatch(r"[0-9]+(?:[.-][0-9]+)*", text):
        return None
    numbers = [int(n) for n in re.split("[.-]", text)]
    if max(numbers) > 2**31 - 1:
        return None
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_pre_release(text):
    return False
