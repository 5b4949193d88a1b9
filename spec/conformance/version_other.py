"""The small schemes of spec/version.md#types: intdot, generic, datetime, lexicographic."""

import re

from . import times


def intdot_key(text):
    m = re.match(r"[0-9]+(?:\.[0-9]+)*", text)
    if not m:
        return None
    numbers = tuple(int(n) for n in m.group().split("."))
    if max(numbers) > 2**53 - 1:
        return None
    return (numbers, text[m.end() :].encode("utf-16-be"))


def intdot_is_pre_release(text):
    return intdot_key(text)[1] != b""


def datetime_key(text):
    m = re.fullmatch(r"([0-9-]{10}T[0-9:]{8})(?:\.([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))", text)
    second = times.seconds(m[1] + "Z") if m else None
    if second is None or m[3] and (int(m[4]) > 23 or int(m[5]) > 59):
        return None
    offset = int(m[3] + "1") * (int(m[4]) * 3600 + int(m[5]) * 60) if m[3] else 0
    return (second - offset, (m[2] or "").rstrip("0"))


def lexicographic_key(text):
    return text.encode("utf-8")


def never(text):
    return False
