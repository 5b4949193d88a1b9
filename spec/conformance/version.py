"""Versions and ranges: spec/version.md."""

import re
from dataclasses import dataclass

from . import (
    version_conda,
    version_cran,
    version_deb,
    version_gem,
    version_nuget,
    version_other,
    version_pypi,
    version_rpm,
    version_semver,
)
from .canonical import INVISIBLE, SURROGATE, code_units
from .problems import Refused, Unsupported

_SEMVER = (version_semver.key, version_semver.is_pre_release)
_CRAN = (version_cran.key, version_cran.is_pre_release)
_INTDOT = (version_other.intdot_key, version_other.intdot_is_pre_release)
SCHEMES = {
    "npm": _SEMVER,
    "semver": _SEMVER,
    "cargo": _SEMVER,
    "hex": _SEMVER,
    "golang": (version_semver.golang_key, version_semver.golang_is_pre_release),
    "pub": (version_semver.pub_key, version_semver.is_pre_release),
    "pypi": (version_pypi.key, version_pypi.is_pre_release),
    "cran": _CRAN,
    "bioconductor": _CRAN,
    "conda": (version_conda.key, version_conda.is_pre_release),
    "deb": (version_deb.key, version_deb.is_pre_release),
    "gem": (version_gem.key, version_gem.is_pre_release),
    "nuget": (version_nuget.key, version_nuget.is_pre_release),
    "rpm": (version_rpm.key, version_rpm.is_pre_release),
    "intdot": _INTDOT,
    "generic": _INTDOT,
    "datetime": (version_other.datetime_key, version_other.never),
    "lexicographic": (version_other.lexicographic_key, version_other.never),
}
NOT_HERE = ("maven", "spack")
NO_ORDER = ("github", "gitlab", "bitbucket", "git", "huggingface", "docker", "oci")
MUST_ESCAPE = re.compile(r"[><=!*|%]|[^!-~]")


def known(kind):
    return kind in SCHEMES or kind in NO_ORDER or kind in NOT_HERE


def ordered(kind):
    if kind in NOT_HERE:
        raise Unsupported("the version scheme %s is outside this reading" % kind)
    return kind in SCHEMES


def version_key(kind, text):
    """version#versions: where the version stands in the order of its scheme."""
    if SURROGATE.search(text):
        raise Refused("version/malformed")
    if len(text.encode("utf-16-le")) > 512:
        raise Refused("version/too-long")
    if INVISIBLE.search(text) or "\n" in text:
        raise Refused("version/invisible-character")
    if not text:
        raise Refused("version/malformed")
    if not ordered(kind):
        return code_units(text)
    key = SCHEMES[kind][0](text)
    if key is None:
        raise Refused("version/malformed")
    return key


def is_pre_release(kind, text):
    return ordered(kind) and SCHEMES[kind][1](text)


@dataclass
class Versions:
    """A set of versions: points (key and spelling) in order, whether each is in, and whether each gap around them is."""

    type: str
    points: list
    at: list
    gaps: list

    def holds(self, key):
        for i, (point, _) in enumerate(self.points):
            if point == key:
                return self.at[i]
            if key < point:
                return self.gaps[i]
        return self.gaps[-1]

    def empty(self):
        return not any(self.at) and not any(self.gaps)

    def every(self):
        return all(self.at) and all(self.gaps)


def everything(kind):
    return Versions(kind, [], [], [True])


def nothing(kind):
    return Versions(kind, [], [], [False])


def shortest(a, b):
    """version#canonical-form, "Spelling"."""
    return min(a, b, key=lambda t: (len(code_units(t)), code_units(t)))


def cut_points(sets):
    """The points of several sets, in order, each once with one spelling."""
    out = []
    for key, text in sorted((p for s in sets for p in s.points), key=lambda p: p[0]):
        if out and out[-1][0] == key:
            out[-1] = (key, shortest(out[-1][1], text))
        else:
            out.append((key, text))
    return out


def spread(versions, points):
    """The same set over more points."""
    at, gaps, mine = [], [versions.gaps[0]], 0
    for key, _ in points:
        if mine < len(versions.points) and versions.points[mine][0] == key:
            at.append(versions.at[mine])
            mine += 1
        else:
            at.append(versions.gaps[mine])
        gaps.append(versions.gaps[mine])
    return Versions(versions.type, points, at, gaps)


def combine(operation, a, b):
    take = {"union": lambda x, y: x or y, "intersection": lambda x, y: x and y, "difference": lambda x, y: x and not y}[
        operation
    ]
    points = cut_points([a, b])
    a, b = spread(a, points), spread(b, points)
    return Versions(
        a.type, points, [take(x, y) for x, y in zip(a.at, b.at)], [take(x, y) for x, y in zip(a.gaps, b.gaps)]
    )


def escape(text):
    return MUST_ESCAPE.sub(lambda m: "".join("%%%02X" % b for b in m.group().encode()), text)


def constraints(versions):
    """version#canonical-form, "Writing": comparator and spelling of each."""
    out = []
    for i, (_, text) in enumerate(versions.points):
        before, here, after = versions.gaps[i], versions.at[i], versions.gaps[i + 1]
        if before and after:
            if not here:
                out.append(("!=", text))
        elif after:
            out.append((">=" if here else ">", text))
        elif before:
            out.append(("<=" if here else "<", text))
        elif here:
            out.append(("", text))
    return out


def write(versions):
    """The canonical text of a set, or None of the empty one."""
    if versions.empty():
        return None
    parts = ["%s%s" % (c, escape(t)) for c, t in constraints(versions)]
    return "vers:%s/%s" % (versions.type, "|".join(parts) or "*")


def parse(text):
    """version#form: the set and the warnings."""
    if len(code_units(text)) > 2 * 65536:
        raise Refused("version/range-too-long")
    if not text.startswith("vers:") or "/" not in text:
        raise Refused("version/not-a-range")
    kind, _, rest = text[5:].partition("/")
    if not re.fullmatch("[a-z][a-z0-9.-]*", kind):
        raise Refused("version/malformed-type")
    if kind in ("all", "none", "invalid"):
        raise Refused("version/reserved-type")
    warnings = [] if known(kind) else ["version/unknown-type"]
    parts = rest.split("|")
    if len(parts) > 1000:
        raise Refused("version/too-many-constraints")
    if rest == "*":
        return everything(kind), warnings
    if "*" in parts:
        raise Refused("version/asterisk-not-alone")
    is_ordered = ordered(kind)
    found = [_constraint(part, kind, is_ordered) for part in parts]
    for (_, _, a), (_, _, b) in zip(found, found[1:]):
        if a == b:
            raise Refused("version/duplicate")
        if b < a:
            raise Refused("version/not-sorted")
    versions = _meaning(kind, found)
    if len(constraints(versions)) != len(found):
        warnings.append("version/redundant-constraint")
    return versions, warnings


def _constraint(part, kind, is_ordered):
    comparator = re.match("!=|<=|>=|<|>|", part).group()
    spelt = part[len(comparator) :]
    if not comparator and spelt.startswith("="):
        raise Refused("version/leading-equals")
    if not spelt:
        raise Refused("version/empty-constraint")
    if re.search(r"[><=!*]|[^!-~]", spelt):
        raise Refused("version/bare-character")
    decoded = re.sub(b"%([0-9A-F]{2})", lambda m: bytes([int(m.group(1), 16)]), spelt.encode())
    try:
        version = decoded.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("version/malformed-escape") from None
    if escape(version) != spelt:
        raise Refused("version/malformed-escape")
    if comparator in ("<", "<=", ">", ">=") and not is_ordered:
        raise Refused("version/no-order")
    return comparator, version, version_key(kind, version)


def _meaning(kind, found):
    """version#alternation and #meaning."""
    bounds = [c for c, _, _ in found if c in ("<", "<=", ">", ">=")]
    without = [c for c, _, _ in found if c != "!="]
    for a, b in zip(bounds, bounds[1:]):
        if a[0] == b[0]:
            raise Refused("version/overlap")
    for a, b in zip(without, without[1:]):
        if a == "" and b in ("<", "<="):
            raise Refused("version/overlap")
    inside = bounds[0][0] == "<" if bounds else not without
    at, gaps = [], [inside]
    for comparator, _, _ in found:
        if comparator in ("<", "<="):
            inside = False
        elif comparator in (">", ">="):
            inside = True
        at.append(comparator in ("", "<=", ">="))
        gaps.append(inside)
    return Versions(kind, [(key, text) for _, text, key in found], at, gaps)


def parse_canonical(text):
    """What a signed document may have."""
    versions, warnings = parse(text)
    if write(versions) != text:
        raise Refused("version/not-canonical")
    return versions


LOWEST = {**dict.fromkeys(("npm", "semver", "cargo", "hex", "golang", "pub"), "-0"), "pypi": ".dev0", "deb": "~~"}


def lint(text):
    """version#meaning, "Pre-releases"."""
    versions, warnings = parse(text)
    kind = versions.type
    for comparator, bound in constraints(versions):
        if comparator != "<" or kind not in LOWEST or is_pre_release(kind, bound):
            continue
        try:
            if version_key(kind, bound + LOWEST[kind]) < version_key(kind, bound):
                warnings.append("version/admits-pre-releases")
        except Refused:
            pass
    return warnings
