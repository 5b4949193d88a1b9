"""rpmvercmp, epoch and release: spec/version.md#types, rpm."""

import functools
import re

PART = re.compile(r"[A-Za-z0-9._+~^]+")


def _split(text):
    epoch, colon, rest = text.partition(":")
    if not colon:
        epoch, rest = "0", text
    number, hyphen, release = rest.partition("-")
    return epoch, number, release if hyphen else None


def key(text):
    epoch, number, release = _split(text)
    if not re.fullmatch("[0-9]+", epoch) or int(epoch) > 2**32 - 1 or not PART.fullmatch(number):
        return None
    if release is None:
        return (int(epoch), _KEY(_tokens(number)), (0,))
    if not PART.fullmatch(release):
        return None
    return (int(epoch), _KEY(_tokens(number)), (1, _KEY(_tokens(release))))


def is_pre_release(text):
    return "~" in _split(text)[1]


def _tokens(text):
    return re.findall(r"~|\^|[0-9]+|[A-Za-z]+", text)


def _compare(a, b):
    """~ is before the end, the end before ^, and ^ before anything else; a number is after letters."""
    for i in range(max(len(a), len(b))):
        left, right = (_order(x[i]) if i < len(x) else (1,) for x in (a, b))
        if left != right:
            return -1 if left < right else 1
    return 0


def _order(token):
    if token == "~":
        return (0,)
    if token == "^":
        return (2,)
    return (4, int(token)) if token.isdigit() else (3, token)


_KEY = functools.cmp_to_key(_compare)
