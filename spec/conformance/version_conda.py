"""conda's VersionOrder: spec/version.md#types, conda."""

import functools
import re


def key(text):
    text = text.lower()
    if not re.fullmatch("[.+!_0-9a-z]+", text):
        if "_" in text:
            return None
        text = text.replace("-", "_")
        if not re.fullmatch("[.+!_0-9a-z]+", text):
            return None
    epoch, mark, rest = text.rpartition("!")
    if mark and not re.fullmatch("[0-9]+", epoch):
        return None
    number, plus, local = rest.partition("+")
    if "+" in local or not number or plus and not local:
        return None
    parts = _components(number, trailing=True)
    locals_ = _components(local, trailing=False) if plus else []
    if parts is None or locals_ is None:
        return None
    return _KEY(([[int(epoch or 0)]] + parts, locals_))


def is_pre_release(text):
    return any(w != "post" for w in re.findall("[a-z]+", text.lower().partition("+")[0]))


def _components(text, trailing):
    ends = trailing and text.endswith("_")
    parts = (text[:-1] if ends else text).replace("_", ".").split(".")
    if ends:
        parts[-1] += "_"
    out = []
    for part in parts:
        if not part:
            return None
        words = [_word(w) for w in re.findall("[0-9]+|[^0-9]+", part)]
        out.append(words if part[0].isdigit() else [0] + words)
    return out


def _word(word):
    """post is after every number; dev before every other word, which is before every number."""
    if word.isdigit():
        return int(word)
    return float("inf") if word == "post" else "DEV" if word == "dev" else word


def _compare(a, b):
    for left, right in zip(a, b):
        for i in range(max(len(left), len(right))):
            one, two = (x[i] if i < len(x) else [] for x in (left, right))
            for j in range(max(len(one), len(two))):
                p, q = (x[j] if j < len(x) else 0 for x in (one, two))
                if p != q:
                    p, q = ((0, x) if isinstance(x, str) else (1, x) for x in (p, q))
                    return -1 if p < q else 1
    return 0


_KEY = functools.cmp_to_key(_compare)
