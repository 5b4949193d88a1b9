"""Instants and days: spec/document.md#times."""

import re

DAY = 86400


def _days(year, month, day):
    """Days since 1970-01-01 in the Gregorian calendar, or None where there is no such day."""
    if not 1 <= month <= 12:
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= day <= lengths[month - 1]:
        return None
    y = year - 1
    before = y * 365 + y // 4 - y // 100 + y // 400
    return before + sum(lengths[: month - 1]) + day - 1 - 719162


def day_number(text):
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    return _days(*map(int, match.groups())) if match else None


def seconds(text):
    """Seconds since 1970 of an instant, or None where there is no such instant."""
    match = re.fullmatch(r"([0-9-]{10})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", text)
    day = day_number(match.group(1)) if match else None
    if day is None:
        return None
    hour, minute, second = (int(match.group(i)) for i in (2, 3, 4))
    if hour > 23 or minute > 59 or second > 59:
        return None
    return day * DAY + hour * 3600 + minute * 60 + second


def day_text(number):
    """The day as text, of days since 1970."""
    n = number + 719162
    year = n // 366 + 1
    while _days(year + 1, 1, 1) <= number:
        year += 1
    rest = number - _days(year, 1, 1)
    month = 1
    while month < 12 and _days(year, month + 1, 1) <= number:
        month += 1
    return "%04d-%02d-%02d" % (year, month, number - _days(year, month, 1) + 1)


def instant_text(number):
    day, rest = divmod(number, DAY)
    return "%sT%02d:%02d:%02dZ" % (day_text(day), rest // 3600, rest // 60 % 60, rest % 60)
