"""Debian Policy 5.6.12: spec/version.md#types, deb."""

import functools
import re


def _split(text):
    epoch, colon, rest = text.partition(":")
    if not colon:
        epoch, rest = "0", text
    upstream, hyphen, revision = rest.rpartition("-")
    if not hyphen:
        upstream, revision = rest, "0"
    return epoch, upstream, revision


def key(text):
    epoch, upstream, revision = _split(text)
    if not re.fullmatch("[0-9]+", epoch) or int(epoch) > 2**31 - 1:
        return None
    if not re.fullmatch(r"[0-9][A-Za-z0-9.+~:-]*", upstream) or not re.fullmatch(r"[A-Za-z0-9.+~]+", revision):
        return None
    return (int(epoch), _text(upstream), _text(revision))


def is_pre_release(text):
    return "~" in _split(text)[1]


def _weight(char):
    if char == "~":
        return -1
    return ord(char) if char.isalpha() else ord(char) + 256


def _compare(a, b):
    """Turn by turn: what is no digits, by character, where the end is after ~ and before all else; then digits as a number."""
    for i in range(max(len(a), len(b))):
        words = [x[i][0] if i < len(x) else "" for x in (a, b)]
        weights = [[_weight(c) for c in w] for w in words]
        longest = max(map(len, weights))
        left, right = (w + [0] * (longest - len(w)) for w in weights)
        if left != right:
            return -1 if left < right else 1
        left, right = (x[i][1] if i < len(x) else 0 for x in (a, b))
        if left != right:
            return -1 if left < right else 1
    return 0


_KEY = functools.cmp_to_key(_compare)


def _text(text):
    return _KEY([(w, int(n or 0)) for w, n in re.findall(r"([^0-9]*)([0-9]*)", text)])
