"""The trust configuration and unsigned sources: spec/merge.md#trust-configuration, spec/trust.md."""

import json

from . import denials, document, key, list as lists, package, schema, times, version
from .problems import Refused, Unsupported

STANDARD = {
    "adoption",
    "compiled",
    "data-ingress",
    "dependencies",
    "identity",
    "licence",
    "maintenance",
    "malware-scan",
    "network",
    "privileges",
    "provenance",
    "publisher",
    "quality",
    "resources",
    "safe-to-run-isolated",
    "safe-with-network",
    "scope",
    "source-review",
    "telemetry",
    "vulnerabilities",
}
WORDS = {"full": (100, 100), "half": (50, 50), "advice": (0, 100)}
BASES = ("adopted", "curated", "dependency", "inherited", "legacy", "reviewed")


def read_trust(trust):
    """The warnings of a sound configuration."""
    if not schema.fits(trust, "trust"):
        raise Refused("merge/trust-shape")
    faults, warnings = [], []
    publishers, profiles = trust["publishers"], trust["profiles"]
    ids = [p["id"] for p in publishers]
    faults += ["merge/publisher-twice"] * (len(set(ids)) != len(ids))
    for member in ("pin", "unsigned"):
        bound = [p[member] for p in publishers if member in p]
        faults += ["merge/pin-twice"] * (len(set(bound)) != len(bound))
    rows, overrides = trust.get("repositories", []), trust.get("overrides", [])
    named = [n for o in rows + overrides for n in o.get("profiles", [])]
    maps = {}
    for p in publishers:
        names = [name_of(c) for c in p.get("lists", [])]
        faults += ["merge/list-twice"] * (len(set(names)) != len(names))
        named += [n for c in p.get("lists", []) if isinstance(c, dict) for n in c.get("profiles", [])]
        others = {i for i in ids if i != p["id"]} | {trust["operator"]}
        faults += ["merge/group-taken"] * ("group" in p and p["group"] in others and p["group"] != p["id"])
        maps.update(p.get("criteria", {}))
        for text in p.get("scope", []):
            _package(text, faults)
    faults += ["merge/unknown-profile"] * any(n not in profiles for n in named)
    wanted = [c for f in profiles.values() for c in f.get("criteria", [])] + [
        c for r in rows for c in r.get("criteria", [])
    ]
    risks = [c for f in profiles.values() for c in f.get("acceptedRisk", [])]
    if any(c not in STANDARD for c in wanted + list(maps.values())) or any(
        c not in STANDARD and c not in maps for c in risks
    ):
        faults.append("merge/unknown-criterion")
    faults += ["merge/unknown-publisher"] * any(o["disregard"] not in ids for o in overrides if "disregard" in o)
    for row in rows:
        _package(row["package"], faults, allow=True)
    for o in overrides + trust.get("acknowledged", []):
        p = _package(o["package"], faults, allow=o.get("decision") == "allow")
        if "versions" in o:
            _versions(o["versions"], p, faults)
        if "until" in o and times.day_number(o["until"]) is None:
            faults.append("document/not-a-day")
    if faults:
        raise Refused(*faults)
    warnings += [
        "merge/override-on-pattern"
        for o in overrides
        if o.get("decision") == "allow" and package.identity(o["package"], True).pattern
    ]
    warnings += [
        "merge/overrides-overlap" for i, o in enumerate(overrides) for u in overrides[:i] if _overlap(o, u, profiles)
    ]
    return warnings


def name_of(choice):
    return choice if isinstance(choice, str) else choice["name"]


def _package(text, faults, allow=False):
    try:
        p = package.check_package(text)
        if allow:
            package.check_allow(p)
        return p
    except Refused as refused:
        faults += refused.codes
        return None


def _versions(text, p, faults):
    try:
        versions = version.parse_canonical(text)
        if p and versions.type != p.type:
            faults.append("merge/other-type")
    except Refused as refused:
        faults += refused.codes


def _overlap(a, b, profiles):
    if "decision" not in a or "decision" not in b or a["decision"] == b["decision"] or a["package"] != b["package"]:
        return False
    if not any(holds_for(a, n) and holds_for(b, n) for n in profiles):
        return False
    return not version.combine("intersection", version.parse(a["versions"])[0], version.parse(b["versions"])[0]).empty()


def holds_for(thing, profile):
    return "profiles" not in thing or profile in thing["profiles"]


def weights(p, list_name):
    """merge#weights: of allows and of denials of one list."""
    source = p
    for choice in p.get("lists", []):
        if isinstance(choice, dict) and choice["name"] == list_name and ("trust" in choice or "weight" in choice):
            source = choice
    if "trust" in source:
        allow, deny = WORDS[source["trust"]]
    else:
        allow = deny = source["weight"]
    return allow, source.get("denyWeight", deny)


def effective(profile):
    """policy#profile"""
    out = {
        "acceptedRisk": sorted(set(profile.get("acceptedRisk", []))),
        "allowAt": profile.get("allowAt", 100),
        "basis": {b: profile.get("basis", {}).get(b, 100) for b in BASES},
        "criteria": sorted(set(profile.get("criteria", []))),
        "denyAt": profile.get("denyAt", 1),
        "minReviewed": profile.get("minReviewed", 0),
        "minVoices": profile.get("minVoices", 1),
        "policyDays": profile.get("policyDays", 30),
    }
    out.update({m: profile[m] for m in ("maxAgeDays", "preReleases") if m in profile})
    return out


# trust#unsigned-sources


def read_unsigned(data):
    """A draft that an operator reviewed: publisher, name, subject as compiled, findings."""
    try:
        draft = json.loads(data.decode("utf-8"))
    except ValueError:
        raise Unsupported("drafts in YAML are outside this reading") from None
    return lists.compile_draft(draft)


def open_unsigned(data, digest, publisher):
    """Name, subject and findings of the file that was reviewed."""
    key.check_pin(digest)
    if "sha256:" + document.sha256(data) != digest:
        raise Refused("list/unsigned-changed")
    owner, name, subject, findings = read_unsigned(data)
    if owner != publisher:
        raise Refused("seal/other-publisher")
    return name, subject, findings


def accept_unsigned(data, before, accepted, now, acknowledged):
    """The element of the lock for a source that never signs, and what vanished. `before`: files by digest."""
    publisher, name, subject, _ = read_unsigned(data)
    if accepted and "identity" in accepted:
        raise Refused("lock/signed-before")
    digest = document.sha256(data)
    kept, vanished = list(accepted["keptDenials"]) if accepted else [], []
    for element in accepted["lists"] if accepted else []:
        if element["digest"] == digest:
            continue
        if element["digest"] not in before:
            raise Refused("lock/document-missing")
        _, old_name, old, _ = read_unsigned(before[element["digest"]])
        after = (name, None, None, subject["entries"], [])
        mine = [d for d in kept if d["list"] == old_name]
        now_kept = denials.keep(
            mine, (old_name, None, None, old["entries"], []), after, times.seconds(now) // times.DAY
        )
        vanished += [d for d in now_kept if d not in mine]
        kept = [d for d in kept if d["list"] != old_name] + now_kept
    kept = denials.acknowledge(kept, acknowledged, publisher)
    lock = {
        "keptDenials": sorted(kept, key=denials.sort_key),
        "lastRefreshed": now,
        "lists": [{"digest": digest, "list": name}],
        "publisher": publisher,
    }
    return lock, vanished
