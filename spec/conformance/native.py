"""Native ranges of pypi, cran, bioconductor and deb: spec/native-range.md."""

import re

from . import version, version_pypi
from .problems import Refused, Unsupported

READ = ("bioconductor", "cargo", "conda", "cran", "deb", "npm", "pypi")
MALFORMED = "version/native-malformed"
INEXPRESSIBLE = "version/native-inexpressible"


class Reading:
    """What one text comes to, while its parts are put together."""

    def __init__(self, kind):
        self.kind = kind
        self.findings = set()
        self.name = None
        self.takes_pre_releases = False

    def bound(self, comparator, text):
        """The set `comparator text`, or one version where there is no comparator."""
        key = version.version_key(self.kind, text)
        before = comparator in ("<", "<=", "!=")
        after = comparator in (">", ">=", "!=")
        return version.Versions(self.kind, [(key, text)], [comparator in ("", "<=", ">=")], [before, after])

    def every(self):
        return version.everything(self.kind)

    def both(self, pairs):
        return self._fold("intersection", pairs)

    def either(self, pairs):
        return self._fold("union", pairs)

    @staticmethod
    def _fold(operation, pairs):
        out = pairs[0]
        for pair in pairs[1:]:
            out = tuple(version.combine(operation, a, b) for a, b in zip(out, pair))
        return out


def to_vers(kind, text):
    if kind not in READ:
        raise Refused("version/native-unknown-ecosystem")
    if len(text) > 4096:
        raise Refused("version/native-too-long")
    if not re.fullmatch("[ -~\t]*", text):
        raise Refused(MALFORMED)
    readers = {"pypi": _pypi, "cran": _r, "bioconductor": _r, "deb": _deb}
    if kind not in readers:
        raise Unsupported("native ranges of %s are outside this reading" % kind)
    reading = Reading(kind)
    narrow, wide = readers[kind](reading, text)
    if wide.empty():
        raise Refused("version/native-empty")
    if narrow.empty():
        raise Refused(INEXPRESSIBLE)
    if max(len(version.constraints(narrow)), len(version.constraints(wide))) > 1000:
        raise Refused("version/too-many-constraints")
    if version.write(narrow) != version.write(wide):
        reading.findings.add("version/native-narrowed")
    if kind == "pypi" and any(narrow.gaps) and not reading.takes_pre_releases:
        reading.findings.add("version/native-pre-releases")
    out = {"range": version.write(narrow), "widest": version.write(wide), "findings": sorted(reading.findings)}
    if reading.name is not None:
        out["name"] = reading.name
    return out


# native-range#pypi

RELEASE = r"v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*"


def _pypi(reading, text):
    return reading.both([_clause(reading, part.strip(" \t")) for part in text.split(",")])


def _clause(reading, clause):
    m = re.fullmatch(r"(===|~=|==|!=|<=|>=|<|>)[ \t]*(\S+)", clause)
    if not m:
        raise Refused(MALFORMED)
    operator, spelt = m.groups()
    prefix = re.fullmatch("(" + RELEASE + r")\.\*", spelt)
    if prefix and operator in ("==", "!="):
        inside = _prefix(reading, prefix[1])
        if operator == "!=":
            inside = version.combine("difference", reading.every(), inside)
        return inside, inside
    parts = version_pypi.VERSION.fullmatch(spelt)
    if not parts:
        raise Refused(INEXPRESSIBLE if operator == "===" else MALFORMED)
    if parts["local"] and operator not in ("==", "!=", "==="):
        raise Refused(MALFORMED)
    if operator != "!=" and version_pypi.is_pre_release(spelt):
        reading.takes_pre_releases = True
    exactly = reading.bound("", spelt)
    if operator == "===":
        reading.findings.add("version/native-spelling")
        return exactly, exactly
    if operator == "==":
        return exactly, exactly if parts["local"] else _with_locals(reading, spelt)
    if operator == "!=":
        out = exactly if parts["local"] else _with_locals(reading, spelt)
        out = version.combine("difference", reading.every(), out)
        return out, out
    if operator == ">=":
        out = reading.bound(">=", spelt)
    elif operator == "~=":
        release = parts["release"].split(".")
        if len(release) < 2:
            raise Refused(MALFORMED)
        epoch = parts["epoch"] + "!" if parts["epoch"] else ""
        out = version.combine(
            "intersection", reading.bound(">=", spelt), _prefix(reading, epoch + ".".join(release[:-1]))
        )
    elif operator == "<":
        out = reading.bound("<", spelt if version_pypi.is_pre_release(spelt) else spelt + ".dev0")
    elif operator == "<=":
        return reading.bound("<=", spelt), version.combine(
            "union", reading.bound("<=", spelt), _with_locals(reading, spelt)
        )
    elif parts["dev"]:
        out = reading.bound(">=", _next(spelt))
    elif parts["post"]:
        out = reading.bound(">=", _next(spelt))
    elif parts["pre"]:
        number = int(parts["pre_n"] or 0) + 1
        out = reading.bound(">=", "%s%s%d.dev0" % (_base(parts), _letter(parts), number))
    else:
        # After a release there is no first one.
        return reading.bound(">=", spelt + ".0.1.dev0"), reading.bound(">", spelt)
    return out, out


def _base(parts):
    return (parts["epoch"] + "!" if parts["epoch"] else "") + parts["release"]


def _letter(parts):
    letter = parts["pre_l"].lower()
    return version_pypi.LETTERS.get(letter, letter)


def _next(spelt):
    """The first version above all local versions of one: by dev, by post, or the first post-release."""
    parts = version_pypi.VERSION.fullmatch(spelt)
    out = _base(parts) + ("%s%d" % (_letter(parts), int(parts["pre_n"] or 0)) if parts["pre"] else "")
    post = int(parts["post_n1"] or parts["post_n2"] or 0) if parts["post"] else None
    if parts["dev"]:
        out += "" if post is None else ".post%d" % post
        return out + ".dev%d" % (int(parts["dev_n"] or 0) + 1)
    return out + ".post%d.dev0" % (0 if post is None else post + 1)


def _with_locals(reading, spelt):
    return version.combine("intersection", reading.bound(">=", spelt), reading.bound("<", _next(spelt)))


def _prefix(reading, release):
    epoch, mark, numbers = release.rpartition("!")
    numbers = numbers.lstrip("v").split(".") if not mark else numbers.split(".")
    upper = epoch.lstrip("v") + mark + ".".join(numbers[:-1] + [str(int(numbers[-1]) + 1)])
    lower = epoch.lstrip("v") + mark + ".".join(numbers)
    return version.combine("intersection", reading.bound(">=", lower + ".dev0"), reading.bound("<", upper + ".dev0"))


# native-range#cran-and-bioconductor


def _r(reading, text):
    return _relations(reading, [[part] for part in text.split(",")], _r_relation)


def _r_relation(text):
    m = re.fullmatch(r"([A-Za-z][A-Za-z0-9.]*)(?:[ \t]*\([ \t]*(\S+?)[ \t]*([^ \t()<>=!]+)[ \t]*\))?", text)
    bare = re.fullmatch(r"([<>=!]+)[ \t]*([^ \t()<>=!]+)", text)
    if m:
        name, operator, spelt = m.groups()
    elif bare:
        name, (operator, spelt) = None, bare.groups()
    else:
        raise Refused(MALFORMED)
    if operator is not None and operator not in (">=", "<=", ">", "<", "==", "!="):
        raise Refused(MALFORMED)
    return name, None if operator is None else "" if operator == "==" else operator, spelt


# native-range#deb


def _deb(reading, text):
    return _relations(reading, [group.split("|") for group in text.split(",")], _deb_relation)


def _deb_relation(text):
    m = re.fullmatch(
        r"(?:([a-z0-9][a-z0-9+.-]*)(:[a-z0-9-]+)?)?[ \t]*(?:(\()?[ \t]*([<>=]+)[ \t]*([^ \t()\[\]<>|]+)[ \t]*(\))?)?"
        r"[ \t]*(\[[^\]]*\])?[ \t]*((?:<[^<>]*>[ \t]*)*)",
        text,
    )
    if not m or not (m[1] or m[4]):
        raise Refused(MALFORMED)
    name, qualifier, opened, operator, spelt, closed, machines, profiles = m.groups()
    if (opened is None) != (closed is None) or name and operator and not opened:
        raise Refused(MALFORMED)
    if operator is not None and operator not in ("<<", "<=", "=", ">=", ">>"):
        raise Refused(MALFORMED)
    if name and operator is None and name[0].isdigit():
        raise Refused(MALFORMED)
    if qualifier or machines or profiles:
        raise Refused(INEXPRESSIBLE)
    return name, None if operator is None else {"<<": "<", ">>": ">", "=": ""}.get(operator, operator), spelt


def _relations(reading, groups, relation):
    """Groups that must all hold, of alternatives of which one must."""
    read = [[relation(part.strip(" \t")) for part in group] for group in groups]
    names = {name for group in read for name, _, _ in group}
    if len(names) != 1:
        raise Refused(MALFORMED)
    reading.name = names.pop()
    sets = [
        [reading.every() if operator is None else reading.bound(operator, spelt) for _, operator, spelt in group]
        for group in read
    ]
    return reading.both([reading.either([(one, one) for one in group]) for group in sets])
