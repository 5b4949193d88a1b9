"""Gem::Version: spec/version.md#types, gem."""

import functools
import re

VERSION = re.compile(r"[0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?")


def key(text):
    if not VERSION.fullmatch(text):
        return None
    segments = [int(s) if s.isdigit() else s for s in re.findall("[0-9]+|[A-Za-z]+", text.replace("-", ".pre."))]
    first = next((i for i, s in enumerate(segments) if isinstance(s, str)), len(segments))
    return _KEY(_less_zeros(segments[:first]) + _less_zeros(segments[first:]))


def is_pre_release(text):
    return re.search("[A-Za-z]", text.replace("-", ".pre.")) is not None


def _less_zeros(segments):
    while segments and segments[-1] == 0:
        segments.pop()
    return segments


def _compare(a, b):
    """Missing segments are 0; a word is before a number."""
    for i in range(max(len(a), len(b))):
        left, right = (x[i] if i < len(x) else 0 for x in (a, b))
        if left != right:
            left, right = ((0, x) if isinstance(x, str) else (1, x) for x in (left, right))
            return -1 if left < right else 1
    return 0


_KEY = functools.cmp_to_key(_compare)
