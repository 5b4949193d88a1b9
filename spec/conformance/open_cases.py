"""Cases for every question that docs/decisions/017 leaves open, one JSON line each: {"open", "operation", "input", "here"}.

`here` is the answer of this reading. Give the lines to another implementation: where it answers otherwise, the text has to be mended.
"""

import base64
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: E402

from conformance import canonical, document, key, operations  # noqa: E402

CASES = []
NOW = "2026-11-22T00:00:00Z"
PUBLISHER = "example-tre"


def case(open_, operation, **value):
    CASES.append({"open": open_, "operation": operation, "input": value, "here": operations.run(operation, value)})


# Test keys of spec/vectors/README.md#test-keys


def secret(n):
    return Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32)


def public(n):
    return secret(n).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def seal(kind, head, subject, keys, spec="1.0"):
    signed = {
        "publisher": PUBLISHER,
        "issued": "2026-11-01T00:00:00Z",
        "expires": "2027-11-01T00:00:00Z",
        "epoch": 1,
        "version": 1,
        "spec": spec,
        "type": kind,
        "subjectSha256": document.sha256(canonical.canonical_bytes(subject)),
        **head,
    }
    message = document.pae("application/vnd.trustlist.%s.v1+json" % kind, canonical.canonical_bytes(signed))
    signatures = [
        {"keyid": key.keyid(public(n)), "sig": base64.b64encode(secret(n).sign(message)).decode()} for n in keys
    ]
    signatures.sort(key=lambda s: s["keyid"])
    return canonical.layout({"signatures": signatures, "signed": signed, "subject": subject})


def identity(version=1, listers=(1, 2, 3), roots=(4,), signers=None, threshold=2, **head):
    subject = {
        "about": {"title": "Example TRE"},
        "keys": [{"keytype": "ed25519", "public": public(n), "scheme": "ed25519"} for n in (*listers, *roots)],
        "roles": {
            "list": {"keyids": [key.keyid(public(n)) for n in listers], "threshold": threshold},
            "root": {"keyids": [key.keyid(public(n)) for n in roots], "threshold": 1},
        },
    }
    return seal("publisher", {"version": version, **head}, subject, roots if signers is None else signers)


def entry(package="pkg:pypi/numpy", versions=None, decision="allow", **more):
    kind = package[4:].partition("/")[0]
    out = {
        "basis": "reviewed",
        "decided": "2026-06-01",
        "decision": decision,
        "package": package,
        "versions": versions or "vers:%s/*" % kind,
        **more,
    }
    if decision in ("deny", "withdrawn"):
        out.setdefault("reason", "because")
    return out


def listing(entries=None, keys=(1, 2), **head):
    subject = {"about": {"title": "Tier 3"}, "entries": [entry()] if entries is None else entries}
    return seal("list", {"list": "tier-3", "publisherVersion": 1, **head}, subject, keys)


def digest(text):
    return document.read_head(text.encode()).digest


def element(one, lists, **more):
    out = {
        "identity": {"digest": digest(one), "version": document.read_head(one.encode()).signed["version"]},
        "keptDenials": [],
        "lastRefreshed": "2026-11-15T00:00:00Z",
        "pin": "sha256:" + digest(one),
        "publisher": PUBLISHER,
        "lists": [
            {"digest": digest(t), **{m: document.read_head(t.encode()).signed[m] for m in ("epoch", "list", "version")}}
            for t in lists
        ],
    }
    return {**out, **more}


def accept(open_, pin, identities, offered, accepted=None, kept=(), now=NOW, **more):
    value = {
        "publisher": PUBLISHER,
        "pin": pin,
        "kept": list(kept),
        "now": now,
        "offered": {
            "identities": [{"version": v, "document": d} for v, d in identities],
            "lists": [{"list": n, "document": d} for n, d in offered],
        },
        **more,
    }
    if accepted:
        value["accepted"] = accepted
    case(open_, "accept-publisher", **value)


# document

for text in (
    '["\x01"]',
    r'["\x41"]',
    "[+1]",
    "[.5]",
    "[1.]",
    "[-]",
    "[NaN]",
    '{"b":1,"a":1.5}',
    '{"a":1,"a" :2}',
    '{"b":1,"a":[1,]}',
    '["\\u0041",1.0]',
):
    case("1 document#characters, #canonical-text", "gate", text=text)
for t in (
    "2026-11-01T24:00:00Z",
    "2026-11-01T00:00:60Z",
    "0000-01-01T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
):
    case("2 document#times", "read-head", document=listing(issued=t))
case("3 document#reading-the-head", "read-head", document='{"a":"' + "x" * 70000 + '"}')
case("3 document#reading-the-head", "read-head", document="x" * 70000)
case("3 document#reading-the-head", "read-head", document='{"a":1}')
case("3 document#reading-the-head", "read-head", document='{"a":1,"b":01}')
for spec in ("2", "1", "1.0.0", "01.0", "2.00", "0.9", "10.0", "v2.0"):
    case(
        "3 document#versions-of-the-specification",
        "read-head",
        document=seal(
            "list", {"list": "tier-3", "publisherVersion": 1}, {"about": {"title": "x"}, "entries": []}, (1, 2), spec
        ),
    )

# key, seal

good = listing()
first = json.loads(good)["signatures"][0]["sig"]
letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
other = first[:85] + letters[letters.index(first[85]) ^ 1] + "=="
case("4 key#signatures", "read-head", document=good.replace(first, other))
case("4 key#signatures", "verify-list", document=good.replace(first, other), identity=identity(), list="other", now=NOW)
for head in ({"issued": "2027-06-01T00:00:00Z"}, {"expires": "2026-10-01T00:00:00Z"}):
    case("5 seal#check-identity", "verify-list", document=good, identity=identity(**head), list="tier-3", now=NOW)
unsigned = json.loads(listing(keys=()))
message = document.pae("application/vnd.trustlist.list.v1+json", canonical.canonical_bytes(unsigned["signed"]))
unsigned["subject"]["about"]["title"] = "Changed"
case(
    "6 seal#signing",
    "add-signature",
    document=canonical.layout(unsigned),
    identity=identity(),
    publicKey=public(1),
    signature=secret(1).sign(message).hex(),
)

# list

for one in (
    entry("pkg:bioconductor/x"),
    entry("pkg:generic/%D1%80andas"),
    entry("pkg:nosuchtype/x"),
    entry("pkg:github/a/b", "vers:github/v1"),
):
    case("8 list#reading", "read-list", document=listing([one]), identity=identity(), now=NOW)
for one in (
    entry(dependencyOf=["pkg:pypi/A%zz"]),
    entry(dependencyOf=["pkg:pypi/Numpy"]),
    entry(basis="adopted", origins=["pkg:npm/*x"]),
    entry(basis="adopted", origins=["pkg:pypi/Numpy"]),
):
    case("9 list#members", "read-list", document=listing([one]), identity=identity(), now=NOW)
for versions in (
    "vers:pypi/1.x",
    "vers:pypi/1.0|1.0.0",
    "vers:pypi/>=1.0|1.5",
    "vers:pypi/<2|>=1",
    "vers:pypi/>=1,<2",
    "vers:pypi/" + "|".join("1.%d" % i for i in range(1001)),
):
    case(
        "mended 12 list#package-and-versions",
        "read-list",
        document=listing([entry(versions=versions, decision="deny")]),
        identity=identity(),
        now=NOW,
    )
draft = {"trustlist": "1.0", "publisher": PUBLISHER, "list": "tier-3", "about": {"title": "x"}, "entries": [entry()]}
case("10 list#drafts", "compile-list", draft={**draft, "defaults": {"basis": "adopted", "origins": ["turing-dsh"]}})
case("10 list#drafts", "compile-list", draft={**draft, "publisher": "Bad Id"})
case("10 list#drafts", "compile-list", draft={**draft, "list": 3})
case("10 list#drafts", "compile-list", draft={**draft, "entries": [entry(versions="vers:pypi/>=1.0|1.5")]})
case("10 list#drafts", "compile-list", draft={**draft, "entries": [entry(versions="vers:pypi/1.x")]})
for more in ({"asOf": "2026-04-01"}, {"digests": [{"sha256": "1" * 64}]}):
    one = entry(
        "pkg:cran/*" if "asOf" in more else "pkg:pypi/numpy",
        None if "asOf" in more else "vers:pypi/1.0",
        "quarantine",
        **more
    )
    case(
        "unsafe 2 list#what-a-reader-does-not-understand",
        "read-list",
        document=listing([one]),
        identity=identity(),
        now=NOW,
    )

for title in ("\U0001f600" * 512, "\U0001f600" * 513, "x" * 513):
    text = seal("list", {"list": "tier-3", "publisherVersion": 1}, {"about": {"title": title}, "entries": []}, (1, 2))
    case("mended 3 document#limits", "read-list", document=text, identity=identity(), now=NOW)

# freshness

one, two, three = identity(), identity(2), identity(3)
pin1, pin2 = "sha256:" + digest(one), "sha256:" + digest(two)
v3, v4 = listing(version=3), listing(version=4, previousSha256=digest(listing(version=3)))
accept("12 freshness#another-pin", pin1, [(1, one), (2, two)], [("tier-3", v4)], element(two, [v3]), [two, v3])
accept("12 freshness#another-pin", pin1, [(1, one)], [("tier-3", v4)], element(two, [v3]), [one, two, v3])
accept("12 freshness#another-pin", pin1, [(1, one)], [("tier-3", v4)], element(two, [v3]), [two, v3])
novel = listing([entry(decision="novel"), entry("pkg:pypi/pandas", "vers:pypi/1.x", "deny")], version=3)
rival = identity(expires="2027-12-01T00:00:00Z", signers=(9,))
accept("13 freshness#what-the-source-shows", pin1, [(1, rival)], [("tier-3", v4)], element(one, [v3]), [one, v3])
accept("13 freshness#what-the-source-shows", pin1, [], [("tier-3", v4)], element(one, [v3]), [one, v3])
accept("13 freshness#what-the-source-shows", pin1, [(1, "{}")], [("tier-3", v4)], element(one, [v3]), [one, v3])
accept(
    "14 freshness#lists-asked-for",
    pin1,
    [(1, one)],
    [("tier-3", v4)],
    element(one, [v3]),
    [one, v3],
    lists=["tier-3"] + ["l-%d" % i for i in range(256)],
)
raised = identity(2, epoch=2, expires="2026-11-20T00:00:00Z")
accept("15 freshness#revoked", pin1, [(1, one), (2, raised)], [("tier-3", v3)], element(one, [v3]), [one, v3])
raised = identity(2, epoch=2)
accept("15 freshness#revoked", pin1, [(1, one), (2, raised)], [], element(one, [v3]), [one, v3], lists=["other"])
accept("15 freshness#revoked", pin1, [(1, one), (2, raised)], [], element(one, [v3]), [one])
accept(
    "16 freshness#dates",
    pin1,
    [(1, one)],
    [("tier-3", v4)],
    element(one, [v3]),
    [one, v3],
    now="2026-11-21T00:00:01Z",
    maxAgeDays=20,
)
accept(
    "17 freshness#the-verdict", pin1, [(1, one), (2, two), (3, three)], [("tier-3", v4)], element(one, [v3]), [one, v3]
)
accept("17 freshness#the-verdict", pin1, [(1, one), (2, two), (3, three)], [("tier-3", v4)])
faults = [
    {"code": "lock/identity-equivocation", "digest": "0" * 64, "epoch": 1, "version": 1},
    {"code": "lock/fork", "digest": "1" * 64, "epoch": 1, "list": "tier-3", "version": 9},
    {"code": "lock/rollback", "digest": "2" * 64, "epoch": 1, "list": "tier-3", "version": 2},
]
faults.sort(key=lambda f: f["code"])
quarantine = {"faults": faults, "since": "2026-11-16T00:00:00Z"}
accept(
    "17 freshness#the-verdict",
    pin1,
    [(1, one), (2, two)],
    [("tier-3", v4)],
    element(one, [v3], quarantine=quarantine),
    [one, v3],
)
accept(
    "unsafe 4 freshness#the-verdict",
    pin1,
    [(1, identity(expires="2027-12-01T00:00:00Z"))],
    [("tier-3", v4)],
    None,
    [one],
)
accept(
    "39 merge#vanished-denials",
    pin1,
    [(1, one)],
    [("tier-3", listing([], version=4, previousSha256=digest(novel)))],
    element(one, [novel]),
    [one, novel],
)
accept("findings of counting", pin1, [(1, one)], [("tier-3", listing(keys=(1, 2, 9)))])
accept("findings of reading", pin1, [(1, one)], [("tier-3", listing([entry(novel=1)]))])
case("18 freshness#the-new-lock", "update-lock", changes=[])
for at in ("2026-11-14T12:00:00Z", "2026-11-14T00:00:00Z", "2026-11-13T23:59:59Z"):
    case(
        "19 freshness#reopening",
        "reopen-publisher",
        pin=pin1,
        accepted=element(one, [v3]),
        kept=[one, v3],
        at=at,
        timeFloor="2026-11-01T00:00:00Z",
    )
case("20 freshness#past-states", "find-past-state", publisher=PUBLISHER, pin=pin1, documents=[one, three, v3], at=NOW)
locked = {"publishers": [element(one, [v3])], "timeFloor": "2026-11-01T00:00:00Z", "trustlist": "1.0"}
case("layout of a lock", "read-lock", text=canonical.write(locked))
denial = {
    "decided": "2026-10-12",
    "list": "tier-3",
    "package": "pkg:pypi/evil",
    "reason": "because",
    "versions": "vers:pypi/*",
}
locked["publishers"][0]["keptDenials"] = [denial]
case("position of a kept denial", "read-lock", text=canonical.write(locked))

# package

for text in (
    "pkg:generic/a'b",
    'pkg:generic/a"b',
    "pkg:generic/a\ud800b",
    "pkg:pypi/a@1@2",
    "pkg:npm/@a",
    "pkg:npm/@a@1",
    "pkg:npm/@a@1/b",
    "pkg:generic/a@1/b@2",
    "pkg:PyPI/",
    "pkg:pypi",
    "pkg:",
    "pkg:pypi//x",
    "pkg:a/b/?c=d",
    "pkg:generic/a?x=&x=1",
    "pkg:generic/a?%61=b",
    "pkg:generic/a#b?c",
    "pkg:generic/a%2Fb",
    "pkg:generic/a%2fb/c",
    "pkg:generic/a?x=%252F",
    "pkg:generic/a%2541",
):
    case("22 package#reading", "parse-purl", text=text)
for text in (
    "pkg:docker/Foo/Bar",
    "pkg:docker/Foo?repository_url=ghcr.io",
    "pkg:gitlab/Foo/Bar",
    "pkg:nuget/Foo",
    "pkg:brew/x?repository_url=h.example/t",
    "pkg:cpan/A/x?author=B",
    "pkg:cpan/a/x?author=A",
    "pkg:cpan/x?author=a",
    "pkg:generic/a%E3%85%A4b",
    "pkg:generic/a%EF%B8%8Fb",
    "pkg:generic/a%C2%A0b",
    "pkg:swid/x?tag_id=a%3Fb",
    "pkg:swid/x?tag_id=a%40b",
    "pkg:conan/x?user=a%2F%2Fb",
    "pkg:npm/%40a/b/c",
    "pkg:npm/a/b",
    "pkg:cran/a.",
    "pkg:conda/.x?channel=a",
    "pkg:deb/debian/+x",
    "pkg:pypi/-a-",
    "pkg:pypi/__a",
    "pkg:deb/Debian/Curl?distro=Bookworm",
):
    case("23 package#folding", "fold-package", text=text)
for text in (
    "pkg:docker/*",
    "pkg:brew/*",
    "pkg:cpan/A/*",
    "pkg:docker/Foo/*",
    "pkg:npm/*/x",
    "pkg:npm/%40a/*?repository_url=h.x",
):
    case("23 package#folding", "parse-pattern", text=text)
for value in (
    "http://h.x:80/a",
    "ssh://h.x:22/a",
    "git://h.x:9418/a",
    "ftp://h.x:21/a",
    "https://h.x:443/a",
    "h.x:443/a",
    "h.x:80/a",
    "h.x/a%2520b",
    "h.x/a%20b",
    "H.X/A/",
    "h.x",
    "file:///a",
    "https://",
    "u%40h.x/a",
    "h.x/./a",
    "h.x//a",
    "[::1]:443/a",
    "h.x:/a",
):
    case("24 package#folding-of-qualifiers", "fold-package", text="pkg:npm/x?repository_url=" + value)
for value in ("conda-forge/label/dev", "https://h.x:443/c/", "HTTP://H.X/C", "a%20b", "a%3Fb"):
    case("24 package#folding-of-qualifiers", "fold-package", text="pkg:conda/x?channel=" + value)
for text in (
    "pkg:generic/p%D1%80",
    "pkg:generic/%D1%80%D0%B0",
    "pkg:generic/a%CA%8F",
    "pkg:generic/a%E2%84%93",
    "pkg:generic/a%EF%BD%81",
    "pkg:generic/%C3%A9a",
    "pkg:pypi/%C3%A9a",
    "pkg:foo/p%D1%80",
):
    case("25 package#look-alikes", "parse-purl", text=text)
for text in (
    "pkg:pypi/Numpy@1",
    "pkg:pypi/n%75mpy",
    "pkg:pypi/numpy@1?file_name=x#y",
    "pkg:PYPI/numpy",
    "pkg:pypi/Zope.Interface",
):
    case("all faults of a package", "check-package", text=text)
for text in (
    "pkg:pypi/numpy@1?vers=x",
    "pkg:gem/x@1?platform=java",
    "pkg:deb/debian/curl@1?distro=Bookworm&arch=all&foo=1",
    "pkg:maven/a/b@1?type=jar&classifier=x",
    "pkg:vcpkg/x@1.0?port_version=2",
    "pkg:rpm/fedora/x?epoch=1",
    "pkg:pypi/x?download_url=a&foo=b",
    "pkg:conda/x@1?build=y&subdir=z",
):
    case("21 package#identify", "identify-package", text=text)

# version

case("26 version#limits", "parse-range", range="vers:github/" + "a" * 65530)
for text in ("vers:cran/>=1.0|<2.0", "vers:github/v1", "vers:npm/<=2.0.0", "vers:deb/<2.0"):
    case("27 version#pre-releases", "lint-range", range=text)
for kind, a, b in (
    ("intdot", "1", "1.0"),
    ("generic", "1.0a", "1.0.a"),
    ("deb", "1.0-0", "1.0"),
    ("deb", "0:1", "1"),
    ("nuget", "1.0-01", "1.0-1"),
    ("gem", "1.0.a", "1.a"),
    ("rpm", "1.0", "1.0."),
    ("conda", "1.0_", "1.0"),
    ("pub", "1.0.0+a", "1.0.0"),
    ("golang", "v1.0.0+incompatible", "1.0.0"),
    ("lexicographic", "\uffff", "\U0001f600"),
    ("github", "\uffff", "\U0001f600"),
    ("datetime", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00.0+01:00"),
):
    case("28 version#types", "compare-versions", type=kind, a=a, b=b)
for kind, text in (
    ("rpm", "1.0-1-1"),
    ("rpm", ":1"),
    ("rpm", "a:1"),
    ("rpm", "1 0"),
    ("rpm", "-1"),
    ("gem", "a"),
    ("gem", "1..2"),
    ("gem", "1.2-"),
    ("nuget", "1.2.3.4.5"),
    ("nuget", "v1"),
    ("nuget", "01"),
    ("conda", "1..2"),
    ("conda", "a!1"),
    ("conda", "1+"),
    ("conda", "-1"),
    ("deb", "a1"),
    ("deb", "1-"),
    ("deb", "+1:1"),
    ("deb", "2147483648:1"),
    ("intdot", "a"),
    ("intdot", "1..2"),
    ("datetime", "2026-01-01"),
    ("datetime", "2026-01-01T24:00:00Z"),
    ("pypi", "1.0\u0663"),
    ("cran", "1"),
):
    case("28 version#types", "parse-version", type=kind, version=text)
for kind, text in (
    ("pypi", "1.0+dev1"),
    ("conda", "1.0_"),
    ("conda", "1.0+a"),
    ("conda", "1.0post1"),
    ("deb", "1:0~1"),
    ("rpm", "1~a-1"),
    ("rpm", "1-1~a"),
    ("gem", "1-1"),
    ("golang", "v0.0.0-20200101000000-abcdefabcdef"),
    ("github", "v1-rc"),
):
    case("28 version#types", "is-pre-release", type=kind, version=text)
for text in (
    "vers:npm/*|",
    "vers:npm/|*",
    "vers:npm/",
    "vers:npm/1.0.0|",
    "vers:npm/==1.0.0",
    "vers:npm/!=",
    "vers:npm/!=*",
    "vers:all/*",
    "vers:pypi/%31.0",
    "vers:pypi/1%2b1",
    "vers:conda/*",
    "vers:maven/*",
    "vers:example/1|2",
    "vers:npm/1.0.0|!=1.0.0",
    "vers:github/b|a",
    "vers:github/!=a|b",
    "vers:github/a|!=b",
):
    case("version#form", "parse-range", range=text)

# merge


def merging(open_, states, operation="merge", profile=None, at=NOW, **more):
    trust = {
        "trustlist": "1.0",
        "operator": "south-tre",
        "publishers": [
            {"id": p, "from": "../" + p, "pin": "sha256:%064x" % (i + 1), "weight": 100, **more.get(p, {})}
            for i, p in enumerate(sorted(set(s["publisher"] for s in states)))
        ],
        "profiles": {"tier": profile or {}},
    }
    trust.update(more.get("trust", {}))
    value = {"trust": trust, "profile": "tier", "at": at, "states": states}
    if "ask" in more:
        value["ask"] = more["ask"]
    case(open_, operation, **value)


def state(publisher, *entries, **more):
    name = more.pop("list", "main")
    head = {m: more.pop(m) for m in ("expires",) if m in more}
    ordered = sorted(entries, key=lambda e: (e["package"], e["versions"], canonical.write(e)))
    return {"publisher": publisher, "lists": [{"list": name, "entries": ordered, **head}], **more}


X = "pkg:npm/x"
for one in (
    entry(X, until="2020-01-01", decided="2027-01-01"),
    entry(X, decided="2027-01-01", novel=1),
    entry(X, decided="2020-01-01", novel=1, basis="adopted", origins=["south-tre"]),
    entry(X, novel=1, basis="adopted", origins=["south-tre"]),
    entry(X, "vers:npm/1.x", novel=1),
    entry(X, "vers:npm/1.x", "withdrawn"),
    entry(X, "vers:npm/1.x", basis="adopted", origins=["south-tre"]),
    entry(X, novel=1, decision="deny"),
    entry(X, decision="novel"),
    entry("pkg:npm/y", novel=1),
    entry("pkg:npm/y", decision="deny"),
    entry("pkg:npm/*"),
):
    merging("29 merge#statements", [state("a", one)], profile={"maxAgeDays": 365}, a={"scope": [X, "pkg:npm/z"]})
for versions in ("vers:npm/>=1.0.0|1.5.0", "vers:npm/1.0.0|1.0.0", "vers:npm/>=2.0.0|<1.0.0", "vers:npm/01.0.0"):
    merging("29 merge#statements", [state("a", entry(X, versions), entry(X, versions, "deny", decided="2026-06-02"))])
merging(
    "30 merge#missing-and-failing-publishers",
    [state("a", entry(X), status="stale", lastRefreshed="2026-11-20T00:00:00Z", expires="2026-11-01T00:00:00Z")],
)
merging(
    "30 merge#missing-and-failing-publishers", [state("a", entry(X), expires="2026-11-21T00:00:00Z")], "policy-head"
)
old = {
    "decided": "2026-05-01",
    "epoch": 1,
    "list": "main",
    "package": X,
    "reason": "because",
    "version": 7,
    "versions": "vers:npm/<2.0.0",
}
merging("31 merge#vanished-denials", [state("a", entry(X), keptDenials=[{**old, "until": "2026-06-01"}])])
merging("31 merge#vanished-denials", [state("a", entry(X), keptDenials=[{**old, "list": "gone"}])])
merging(
    "31 merge#vanished-denials", [state("a", entry(X), keptDenials=[{**old, "list": "gone"}])], a={"lists": ["main"]}
)
F = [{"sha256": "1" * 64}, {"sha256": "2" * 64}]


def keeping(kept, before, after):
    sides = [{"publisher": "a", "list": "main", "version": v, "entries": e} for v, e in ((7, before), (8, after))]
    case("31 merge#vanished-denials", "keep-denials", kept=kept, before=sides[0], now=sides[1], at=NOW)


keeping([{**old, "until": "2026-06-01"}], [], [])
keeping([], [entry(X, "vers:npm/1.0.0", "deny", digests=F)], [entry(X, "vers:npm/1.0.0", "deny", digests=F[:1])])
keeping([], [entry(X, "vers:npm/1.0.0", "deny", digests=F[:1])], [entry(X, "vers:npm/1.0.0", "deny", digests=F)])
keeping(
    [],
    [entry(X, "vers:npm/1.0.0", "deny", digests=F)],
    [entry(X, "vers:npm/1.0.0", "deny", digests=F[:1]), entry(X, "vers:npm/1.0.0", "deny", digests=F[1:])],
)
keeping([], [entry(X, "vers:npm/1.x", "deny")], [])
keeping([], [entry(X, "vers:npm/1.0.0", "deny")], [entry(X, "vers:npm/1.x", "deny")])
keeping([], [entry(X, "vers:npm/1.0.0", "deny")], [entry(X, "vers:npm/1.x", "withdrawn")])
keeping([], [entry(X, "vers:npm/1.0.0", "deny")], [entry(X, "vers:npm/1.x", decided="2026-07-01")])
keeping([], [entry(X, decision="novel")], [])
keeping([old], [entry(X, "vers:npm/<2.0.0", "deny")], [])
disregard = {"disregard": "a", "package": "pkg:npm/z", "reason": "r", "by": "b", "until": "2027-01-01"}
merging("32 merge#rules", [state("a", entry(X))], trust={"overrides": [disregard]})
merging("32 merge#rules", [state("a", entry(X))], trust={"overrides": [{**disregard, "until": "2020-01-01"}]})
wide = {
    "package": "pkg:npm/*",
    "versions": "vers:npm/*",
    "decision": "allow",
    "reason": "r",
    "by": "b",
    "until": "2027-01-01",
}
merging("43 merge#trust-configuration", [state("a", entry(X))], trust={"overrides": [wide]})
P = entry("pkg:npm/*", decision="deny")
merging("33 merge#overrides", [state("a", P, {**P, "decided": "2026-06-02"})])
merging("33 merge#overrides", [state("a", {**P, "until": "2020-01-01"})])
merging("33 merge#overrides", [state("a", P)], trust={"overrides": [{**disregard, "package": "pkg:npm/*"}]})
merging(
    "33 merge#overrides",
    [state("a", entry(X), keptDenials=[{**old, "package": "pkg:npm/*", "versions": "vers:npm/*"}])],
)
N = "pkg:pypi/numpy"
merging(
    "34 merge#pre-releases",
    [state("a", entry(N, "vers:pypi/<2.0.0rc1", "withdrawn"))],
    profile={"preReleases": "named"},
)
merging(
    "34 merge#pre-releases",
    [state("a", entry(N, "vers:pypi/<2.0.0rc1", "withdrawn"), entry(N, "vers:pypi/2.0.0rc1"), entry(N))],
    profile={"preReleases": "named"},
)
ask = [{"package": X, "version": "1.0.0", "digest": "2" * 64}, {"package": X, "version": "1.0.0"}]
bad = state("b", entry(X, "vers:npm/1.0.0", "deny", digests=F[:1]))
for naming in (
    state("c", entry(X, "vers:npm/1.0.0", digests=F[1:])),
    state("c", entry(X, "vers:npm/1.0.0", digests=F[1:], basis="adopted", origins=["south-tre"])),
    state("c", entry(X, "vers:npm/1.0.0", digests=F[1:], novel=1)),
    state("c", entry(X, "vers:npm/1.0.0", digests=F[1:]), entry(X, decision="withdrawn")),
):
    merging("35, unsafe 1 merge#files", [state("a", entry(X)), bad, naming], "ask", c={"weight": 0}, ask=ask)
merging(
    "36 policy#profile",
    [state("a", entry(X))],
    "policy-head",
    profile={"acceptedRisk": ["vulnerabilities", "licence", "licence"]},
)
merging(
    "37 policy#answering",
    [state("a", entry(X, "vers:npm/<1.0.0", "deny"), entry(X, "vers:npm/>=2.0.0", "deny")), bad],
    "ask",
    ask=[{"package": X}, {"package": X, "version": "junk"}, {"package": "pkg:npm/X"}, {"package": X + "@1.0.0"}],
)
merging(
    "more: names in several ways",
    [state("a", entry(X, "vers:npm/1.0.0|2.0.0-rc.1"), entry(X, "vers:npm/<3.0.0"))],
    profile={"preReleases": "named"},
)
merging(
    "unsafe 2 merge#snapshots",
    [state("a", entry("pkg:cran/*"), entry("pkg:cran/*", decision="novel", asOf="2026-04-01"))],
)

small = operations.run(
    "policy-text",
    {
        "trust": {
            "trustlist": "1.0",
            "operator": "south-tre",
            "publishers": [{"id": "a", "from": "a", "pin": "sha256:" + "1" * 64, "weight": 100}],
            "profiles": {"tier": {}},
        },
        "profile": "tier",
        "at": NOW,
        "states": [state("a", entry(X, "vers:npm/1.0.0"))],
    },
)["accepted"]


def policy(change, open_="38 policy#opening"):
    made = json.loads(small)
    change(made["subject"])
    made["signed"]["subjectSha256"] = document.sha256(canonical.canonical_bytes(made["subject"]))
    case(
        open_,
        "open-policy",
        document=canonical.layout(made),
        at=NOW,
        ask=[{"package": X, "version": "9.0.0"}, {"package": X, "version": "1.0.0"}, {"package": X}],
    )


policy(lambda s: s["rules"][0]["segments"].pop())
policy(lambda s: s["rules"][0]["segments"].reverse())
policy(
    lambda s: s["inputs"].append({"criteria": [], "kind": "repository", "package": "pkg:npm/*", "weight": 1})
    or s["inputs"].reverse()
)
policy(lambda s: s["rules"][0]["segments"][0].update(versions="vers:npm/1.x"))
policy(lambda s: s["rules"][0].update(package="pkg:npm/X"))
policy(lambda s: s["rules"][0]["segments"][0].update(held=True), "37 policy#answering")
policy(lambda s: s["rules"][0]["segments"][1].update({"for": [0, 0]}))

if __name__ == "__main__":
    for one in CASES:
        print(json.dumps(one, sort_keys=True))
