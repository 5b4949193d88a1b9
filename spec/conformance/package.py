"""Packages and patterns: spec/package.md.

TYPES and OF_TYPE repeat the table of package#registered-types.
"""

import functools
import re
from dataclasses import dataclass, field

from .canonical import INVISIBLE, SURROGATE
from .problems import Refused

URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*\Z")
ESCAPE = re.compile("%[0-9A-Fa-f]{2}")

# type: (namespace: required, prohibited or optional; what is lower-cased: n name, s namespace, v version)
TYPES = {
    "alpm": ("required", "ns"),
    "apk": ("required", "ns"),
    "bazel": ("prohibited", ""),
    "bitbucket": ("required", "ns"),
    "bitnami": ("prohibited", "n"),
    "brew": ("optional", "ns"),
    "cargo": ("prohibited", ""),
    "chrome-extension": ("prohibited", "n"),
    "cocoapods": ("prohibited", ""),
    "composer": ("required", "ns"),
    "conan": ("optional", ""),
    "conda": ("prohibited", ""),
    "cpan": ("optional", ""),
    "cran": ("prohibited", ""),
    "deb": ("required", "ns"),
    "docker": ("optional", ""),
    "gem": ("prohibited", ""),
    "generic": ("optional", ""),
    "git": ("required", ""),
    "github": ("required", "ns"),
    "golang": ("required", ""),
    "hackage": ("prohibited", ""),
    "hex": ("optional", "ns"),
    "huggingface": ("required", "v"),
    "julia": ("prohibited", ""),
    "luarocks": ("optional", "ns"),
    "maven": ("required", ""),
    "mlflow": ("prohibited", ""),
    "npm": ("optional", ""),
    "nuget": ("prohibited", ""),
    "oci": ("prohibited", "nv"),
    "opam": ("prohibited", ""),
    "otp": ("prohibited", "np"),
    "pub": ("prohibited", "n"),
    "pypi": ("prohibited", "nv"),
    "qpkg": ("required", "s"),
    "rpm": ("required", "s"),
    "swid": ("optional", ""),
    "swift": ("required", ""),
    "vcpkg": ("prohibited", ""),
    "vscode-extension": ("required", "nsv"),
    "yocto": ("optional", "s"),
}
REQUIRED_QUALIFIERS = {"julia": ["uuid"], "swid": ["tag_id"]}
# package#look-alikes: where names are ASCII.
UNREGISTERED_ASCII = ("bioconductor", "easybuild", "gitlab", "spack")

# package#identity-qualifiers: (open, closed, what an allow names)
IDENTITY = {
    "conda": (["channel"], [], ["channel"]),
    "oci": (["repository_url"], [], ["repository_url"]),
    "mlflow": (["repository_url"], [], ["repository_url"]),
    "deb": (["distro"], ["repository_url"], []),
    "rpm": (["distro"], ["repository_url"], []),
    "apk": (["distro"], ["repository_url"], []),
    "bitnami": (["distro"], ["repository_url"], []),
    "cpan": (["author"], ["repository_url"], []),
    "julia": (["uuid"], ["repository_url"], []),
    "swid": (["tag_id"], ["repository_url"], []),
    "conan": ([], ["channel", "repository_url", "user"], []),
}
OTHERS = ([], ["repository_url"], [])
# Qualifiers that the definitions of types name and that bear no identity.
OF_TYPE = {
    "alpm": ["arch"],
    "apk": ["arch"],
    "bitnami": ["arch"],
    "conan": ["prev", "rrev"],
    "conda": ["build", "subdir", "type"],
    "cpan": ["distpath", "ext"],
    "deb": ["arch"],
    "gem": ["platform"],
    "generic": ["checksum"],
    "maven": ["classifier", "type"],
    "mlflow": ["model_uuid", "run_id"],
    "oci": ["arch", "tag"],
    "otp": ["arch", "platform"],
    "pypi": ["file_name"],
    "rpm": ["arch", "epoch"],
    "swid": ["patch", "tag_creator_name", "tag_creator_regid", "tag_version"],
    "vcpkg": ["port_version", "repository_revision", "triplet"],
    "vscode-extension": ["platform"],
    "yocto": ["layer_version"],
}
DROPPED = ("arch", "checksum", "distro", "file_name", "package-id", "platform", "upstream")


@dataclass
class Purl:
    type: str
    namespace: str | None
    name: str
    version: str | None = None
    qualifiers: dict = field(default_factory=dict)
    subpath: str | None = None
    warnings: list = field(default_factory=list)
    pattern: bool = False

    def canonical(self):
        """package#canonical-form"""
        out = "pkg:" + self.type
        if self.namespace:
            out += "/" + _path(self.namespace)
        out += "/" + ("*" if self.pattern else _path(self.name) if self.type == "git" else encode(self.name))
        if self.version is not None:
            out += "@" + encode(self.version)
        if self.qualifiers:
            out += "?" + "&".join(k + "=" + encode(v) for k, v in sorted(self.qualifiers.items()))
        if self.subpath:
            out += "#" + _path(self.subpath)
        return out


def encode(text):
    data = text.encode("utf-8")
    return "".join(
        chr(b) if chr(b).isascii() and (chr(b).isalnum() or chr(b) in "-._~:") else "%%%02X" % b for b in data
    )


def _path(text):
    return "/".join(encode(s) for s in text.split("/"))


def _decode(text, twice=False):
    if text.count("%") != len(ESCAPE.findall(text)):
        raise Refused("purl/escape-malformed")
    raw = re.sub(b"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), text.encode())
    try:
        out = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("purl/escape-malformed") from None
    if INVISIBLE.search(out) or SURROGATE.search(out) or "\n" in out:
        raise Refused("purl/invisible-character")
    if not twice and ESCAPE.search(out):
        raise Refused("purl/double-encoding")
    return out


def _lower(text):
    """package#reasons: no other lower-casing than that of ASCII."""
    return "".join(c.lower() if c.isascii() else c for c in text) if text else text


def _upper(text):
    return "".join(c.upper() if c.isascii() else c for c in text)


def parse(text, pattern=False):
    """package#reading"""
    if len(text) > 4096:
        raise Refused("purl/too-long")
    if not text.startswith("pkg:"):
        raise Refused("purl/scheme-missing")
    if SURROGATE.search(text) or INVISIBLE.search(text) and not text.isascii():
        raise Refused("purl/invisible-character" if SURROGATE.search(text) else "purl/character-refused")
    if not URI.match(text):
        raise Refused("purl/character-refused")
    rest = text[4:].lstrip("/")

    rest, subpath = _cut(rest, "#")
    if subpath is not None and "#" in subpath:
        raise Refused("purl/separator-twice")
    rest, query = _cut(rest, "?")
    if query is not None and "?" in query:
        raise Refused("purl/separator-twice")
    kind, _, path = rest.partition("/")
    if "*" in kind:
        raise Refused("purl/wildcard-misplaced")
    if not re.fullmatch("[A-Za-z][A-Za-z0-9.-]*", kind):
        raise Refused("purl/type-malformed")
    kind = kind.lower()
    segments = path.split("/")
    # package#segments, "Separators".
    if any("@" in s[1:] for s in segments[:-1]):
        raise Refused("purl/separator-twice")
    last = segments[-1]
    version = None
    at = last.rfind("@")
    if at >= 0:
        last, version = last[:at], last[at + 1 :]
        if not version:
            raise Refused("purl/component-empty")
    segments[-1] = last
    if not last:
        raise Refused("purl/name-missing")
    is_pattern = pattern and last == "*" and version is None
    if "*" in text and not (is_pattern and text.count("*") == 1):
        raise Refused("purl/wildcard-misplaced")

    decoded = [_decode(s) for s in segments]
    if any(s in ("", ".", "..") for s in decoded) or any("/" in s for s in decoded[:-1]):
        raise Refused("purl/segment-malformed")
    first = 1 if kind == "git" and not is_pattern else len(decoded) - 1
    namespace = "/".join(decoded[:first]) or None
    name = "/".join(decoded[first:])
    if kind == "git" and not name:
        namespace, name = None, decoded[0]
    if version is not None:
        version = _decode(version)
    if subpath is not None:
        parts = [_decode(s) for s in subpath.strip("/").split("/")]
        if any(s in ("", ".", "..") or "/" in s for s in parts):
            raise Refused("purl/segment-malformed")
        subpath = "/".join(parts)
    qualifiers = _qualifiers(query)
    if len(segments) - 1 > 64 or subpath and subpath.count("/") >= 64 or len(qualifiers) > 32:
        raise Refused("purl/too-long")
    purl = Purl(kind, namespace, name, version, qualifiers, subpath, pattern=is_pattern)
    _type_rules(purl)
    for part, most in ((purl.namespace, 512), (purl.name, 512), (purl.version, 256)):
        if part and len(_path(part)) > most:
            raise Refused("purl/too-long")
    _warn(purl)
    return purl


def _cut(text, mark):
    if mark not in text:
        return text, None
    before, _, behind = text.partition(mark)
    if not behind:
        raise Refused("purl/component-empty")
    return before, behind


def _qualifiers(query):
    out, seen = {}, set()
    for pair in query.split("&") if query is not None else []:
        key, equals, value = pair.partition("=")
        if not equals or not re.fullmatch("[a-z][a-z0-9._-]*", key):
            raise Refused("purl/qualifier-malformed")
        if key in seen:
            raise Refused("purl/qualifier-twice")
        seen.add(key)
        if value:
            out[key] = _decode(value, twice=True)
    return out


def _type_rules(p):
    """package#type-rules. What only a name needs, a pattern may leave out."""
    if p.type not in TYPES:
        return
    need, lowered = TYPES[p.type]
    if need == "required" and not p.namespace and not p.pattern:
        raise Refused("purl/namespace-required")
    if need == "prohibited" and p.namespace:
        raise Refused("purl/namespace-prohibited")
    if not p.pattern and any(q not in p.qualifiers for q in REQUIRED_QUALIFIERS.get(p.type, [])):
        raise Refused("purl/qualifier-required")
    if p.type == "cpan":
        if "::" in p.name:
            raise Refused("purl/component-refused-by-type")
        p.namespace = _upper(p.namespace) if p.namespace else None
    if "n" in lowered:
        p.name = _lower(p.name)
    if "s" in lowered and p.namespace:
        p.namespace = _lower(p.namespace)
    if "v" in lowered and p.version:
        p.version = _lower(p.version)
    if p.type == "chrome-extension" and not p.pattern and not re.fullmatch("[a-p]{32}", p.name):
        raise Refused("purl/component-refused-by-type")
    if p.type == "chrome-extension" and p.version and not re.fullmatch(r"[0-9]+(\.[0-9]+){0,3}", p.version):
        raise Refused("purl/component-refused-by-type")
    if "p" in lowered and p.subpath:
        p.subpath = _lower(p.subpath)
    if p.type == "golang":
        p.name = _lower(p.name)
    if p.type == "golang" and p.namespace:
        p.namespace = _lower(p.namespace)
    if p.type == "pypi":
        p.name = p.name.replace("_", "-")
    if p.type == "pub":
        p.name = "".join("_" if c.isascii() and not re.match("[a-z0-9_]", c) else c for c in p.name) if not p.pattern else p.name
    if p.type == "mlflow" and "databricks" in _lower(p.qualifiers.get("repository_url", "").split("://")[-1].split("/")[0]):
        p.name = _lower(p.name)


_MIXED = re.compile(
    "[\u0250-\u02af\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff\u1ab0-\u1aff\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff"
    "\u2100-\u214f\u2c80-\u2cff\u2de0-\u2dff\ua4d0-\ua4ff\ua640-\ua69f\uab30-\uab6f\uab70-\uabbf\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)


def ascii_names(kind):
    return kind in UNREGISTERED_ASCII or kind in TYPES and kind not in ("generic", "git", "swid")


def _warn(p):
    if p.type not in TYPES:
        p.warnings.append("purl/type-unregistered")
    parts = [p.namespace or "", p.name]
    if ascii_names(p.type):
        alike = any(not s.isascii() for s in parts)
    else:
        alike = any(_MIXED.search(s) and re.search("[A-Za-z]", s) for s in parts)
    if alike:
        p.warnings.append("purl/look-alike")


# Folding: package#folding, #identity-qualifiers, #folding-of-qualifiers.


def fold(p):
    """The identity, or pattern, of a purl without version and subpath; every fault is told."""
    faults = []
    namespace, name, qualifiers = p.namespace, p.name, dict(p.qualifiers)
    if p.type == "pypi" and not p.pattern:
        name = re.sub("[-_.]+", "-", _lower(name))
    elif p.type in ("conda", "docker", "gitlab", "nuget"):
        name, namespace = _lower(name), _lower(namespace)
    if not p.pattern and not namespace and "repository_url" not in qualifiers:
        namespace = {"docker": "library", "brew": "homebrew/core"}.get(p.type)
    if p.type == "cpan" and namespace:
        if qualifiers.get("author", namespace).upper() != namespace:
            faults.append("purl/qualifier-twice")
        qualifiers["author"], namespace = namespace, None
    open_, closed, _ = IDENTITY.get(p.type, OTHERS)
    folded = {}
    for key, value in qualifiers.items():
        if key not in open_ + closed:
            faults.append("purl/qualifier-in-identity")
            continue
        try:
            folded[key] = fold_qualifier(key, value, p.type)
        except Refused as refused:
            faults += refused.codes
    out = Purl(p.type, namespace, name, None, folded, None, pattern=p.pattern)
    if _name_refused(out):
        faults.append("purl/name-refused")
    if faults:
        raise Refused(*faults)
    return out


_FORMS = {
    "cran": r"[A-Za-z](?:[A-Za-z0-9.]*[A-Za-z0-9])?",
    "conda": r"[a-z0-9_][a-z0-9_.-]*",
    "deb": r"[a-z0-9][a-z0-9+.-]*",
    "pypi": r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
}
# package#folding, "Alphabet", elsewhere: blanks, fillers and variation selectors beyond ASCII.
_FILLERS = re.compile(
    "[\u00a0\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def _name_refused(p):
    name = "" if p.pattern else p.name
    if "/" in name and p.type != "git":
        return True
    for part in (name, p.namespace or ""):
        if ascii_names(p.type):
            if re.search(r"[^!-~]|[\"#$%&,;<=>?\[\\\]^`{|}]", part):
                return True
        elif "\\" in part or _FILLERS.search(part):
            return True
    if p.type == "npm" and p.namespace and not re.fullmatch("@[^/]+", p.namespace):
        return True
    return not p.pattern and p.type in _FORMS and not re.fullmatch(_FORMS[p.type], name)


_PORTS = {"https": "443", "http": "80", "ssh": "22", "git": "9418", "ftp": "21"}


def fold_qualifier(key, value, kind):
    refused = Refused("purl/qualifier-value-refused")
    if not re.fullmatch(r"(?:[A-Za-z0-9\-._~:/\[\]!$&'()*+,;=]|%[0-9A-Fa-f]{2})+", value):
        raise refused
    if key == "repository_url" or key == "channel" and kind == "conda":
        scheme, found, rest = value.partition("://")
        if not found:
            scheme, rest = "", value
        elif not re.fullmatch("[A-Za-z][A-Za-z0-9+.-]*", scheme):
            raise refused
        rest = rest.rstrip("/")
        parts = rest.split("/")
        if any(s in ("", ".", "..") for s in parts):
            raise refused
        if key == "channel" and not found:
            return rest
        scheme = _lower(scheme)
        host = _lower(parts[0])
        bare, colon, port = host.rpartition(":")
        if colon and "]" not in port:
            if not bare or not re.fullmatch("[0-9]+", port):
                raise refused
            if port == _PORTS.get(scheme or "https"):
                host = bare
        out = "/".join([host] + parts[1:])
        if key == "channel" or scheme not in ("", "https"):
            out = scheme + "://" + out
        return out
    if key in ("distro", "uuid"):
        return _lower(value)
    if key == "author":
        return _upper(value)
    return value


@functools.lru_cache(maxsize=65536)
def identity(text, pattern=False):
    """The folded identity of a text that has neither version nor subpath."""
    p = parse(text, pattern)
    faults = []
    if p.version is not None:
        faults.append("purl/version-in-identity")
    if p.subpath is not None:
        faults.append("purl/subpath-in-identity")
    try:
        folded = fold(p)
    except Refused as refused:
        faults += refused.codes
    if faults:
        raise Refused(*faults)
    return folded


def check_package(text, pattern=True):
    """package#canonical-form, #identity: what a signed document may name."""
    p = parse(text, pattern)
    faults = [] if p.canonical() == text else ["purl/not-canonical"]
    try:
        folded = identity(text, pattern)
        if not faults and folded.canonical() != text:
            faults.append("purl/not-folded")
    except Refused as refused:
        faults += refused.codes
    if faults:
        raise Refused(*faults)
    return folded


def check_allow(p):
    """package#what-an-allow-names"""
    if any(q not in p.qualifiers for q in IDENTITY.get(p.type, OTHERS)[2]):
        raise Refused("purl/allow-too-wide")


def identify(text):
    """package#identify: identity and version of what is found in use."""
    p = parse(text)
    version = p.version
    qualifiers = dict(p.qualifiers)
    if version is not None and p.type == "rpm" and "epoch" in qualifiers:
        version = qualifiers["epoch"] + ":" + version
    if version is not None and p.type == "vcpkg" and "port_version" in qualifiers:
        version += "#" + qualifiers["port_version"]
    open_, closed, _ = IDENTITY.get(p.type, OTHERS)
    for key in list(qualifiers):
        if key in open_ + closed:
            continue
        if key in ("download_url", "vcs_url"):
            raise Refused("purl/source-elsewhere")
        if key in OF_TYPE.get(p.type, []) or key in DROPPED:
            del qualifiers[key]
    return fold(Purl(p.type, p.namespace, p.name, None, qualifiers)), version


# Patterns: package#patterns.


def segments(p):
    out = [p.type] + (p.namespace.split("/") if p.namespace else [])
    return out if p.pattern else out + (p.name.split("/") if p.type == "git" else [p.name])


def path_covers(p, k):
    if not p.pattern:
        return not k.pattern and segments(p) == segments(k)
    a, b = segments(p), segments(k)
    return b[: len(a)] == a and (k.pattern or len(b) > len(a))


def _open_closed(kind):
    return IDENTITY.get(kind, OTHERS)[:2]


def covers(p, k):
    """package#matching"""
    open_, closed = _open_closed(p.type)
    return (
        path_covers(p, k)
        and all(k.qualifiers.get(q) == p.qualifiers[q] for q in open_ if q in p.qualifiers)
        and all(k.qualifiers.get(q) == p.qualifiers.get(q) for q in closed)
    )


def rank(p):
    """package#specificity: greater is more specific."""
    return (not p.pattern, len(p.namespace.split("/")) if p.namespace else 0, len(p.qualifiers))


def meet(p, k):
    """package#what-two-patterns-have-in-common, or None."""
    if path_covers(p, k):
        longer = k
    elif path_covers(k, p):
        longer = p
    else:
        return None
    open_, closed = _open_closed(p.type)
    if any(p.qualifiers.get(q) != k.qualifiers.get(q) for q in closed):
        return None
    if any(q in p.qualifiers and q in k.qualifiers and p.qualifiers[q] != k.qualifiers[q] for q in open_):
        return None
    return Purl(
        longer.type, longer.namespace, longer.name, None, {**p.qualifiers, **k.qualifiers}, pattern=longer.pattern
    )


def refinements(package, patterns):
    """package#a-package-that-lacks-a-qualifier"""
    out = set()
    for p in patterns:
        if path_covers(p, package):
            common = meet(package, p)
            if common and common.canonical() != package.canonical():
                out.add(common.canonical())
    return sorted(out)
