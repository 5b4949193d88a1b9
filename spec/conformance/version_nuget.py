"""NuGet.Versioning: spec/version.md#types, nuget."""

import re

VERSION = re.compile(
    r"([0-9]+(?:\.[0-9]+){0,3})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


def key(text):
    m = VERSION.fullmatch(text)
    if not m:
        return None
    numbers = [int(n) for n in m[1].split(".")]
    if max(numbers) > 2**31 - 1:
        return None
    numbers += [0] * (4 - len(numbers))
    if m[2] is None:
        return (*numbers, (1,))
    return (*numbers, (0, tuple(_label(p) for p in m[2].split("."))))


def _label(text):
    return (0, int(text)) if text.isdigit() and int(text) <= 2**31 - 1 else (1, text.upper())


def is_pre_release(text):
    return VERSION.fullmatch(text)[2] is not None
