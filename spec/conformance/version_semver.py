"""Semantic Versioning 2.0.0 and its relatives: spec/version.md#types, npm, semver, cargo, hex, golang, pub."""

import re

VERSION = re.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(?:-((?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?"
    r"(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
)


def _identifiers(text):
    return tuple((0, int(p)) if p.isdigit() else (1, p) for p in text.split("."))


def _parts(text):
    m = VERSION.fullmatch(text)
    if not m or any(int(n) > 2**53 - 1 for n in m.groups()[:3]):
        return None
    release = tuple(int(n) for n in m.groups()[:3])
    return release + ((0, _identifiers(m[4])) if m[4] else (1,),), m[4], m[5]


def key(text):
    parts = _parts(text)
    return parts[0] if parts else None


def is_pre_release(text):
    return bool(_parts(text)[1])


def golang_key(text):
    parts = _parts(_bare(text))
    return parts[0] if parts and parts[2] in (None, "incompatible") else None


def golang_is_pre_release(text):
    return is_pre_release(_bare(text))


def _bare(text):
    return text[1:] if text.startswith("v") else text


def pub_key(text):
    parts = _parts(text)
    return parts[0] + (_identifiers(parts[2]) if parts[2] else (),) if parts else None
