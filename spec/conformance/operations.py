"""The operations of the vectors (spec/vectors/README.md): what each takes and gives."""

import base64

from . import (
    canonical,
    decide,
    denials,
    document,
    federation,
    freshness,
    identity,
    key,
    merge,
    native,
    package,
    policy,
    seal,
    times,
    trust,
    version,
)
from . import list as lists
from .problems import Refused, Unsupported


def _bytes(value):
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else base64.b64decode(value["base64"])


def _text(i):
    return _bytes(i["text"]) if "text" in i else base64.b64decode(i["base64"])


def gate(i):
    canonical.gate(_text(i))
    return True


def canonical_text(i):
    return canonical.write(i["value"])


def prepare_list(i):
    canonical.check_value(i["subject"])
    subject = canonical.canonical_bytes(i["subject"])
    signed = {**i["head"], "type": "list", "spec": "1.0", "subjectSha256": document.sha256(subject)}
    canonical.check_value(signed)
    return canonical.layout({"signatures": [], "signed": signed, "subject": i["subject"]})


def read_head(i):
    head = document.read_head(_bytes(i["document"]))
    return {"type": head.type, "digest": head.digest}


def signed_bytes(i):
    return document.read_head(_bytes(i["document"])).signed_bytes.decode()


def digests(i):
    head = document.read_head(_bytes(i["document"]))
    return {"document": head.digest, "subject": document.sha256(head.subject_bytes())}


def layout(i):
    return canonical.layout(i["value"])


def keyid(i):
    return key.keyid(i["publicKey"])


def check_key(i):
    key.check_key(bytes.fromhex(i["publicKey"]))
    return True


def verify_signature(i):
    return key.verifies(bytes.fromhex(i["publicKey"]), i["message"].encode(), bytes.fromhex(i["signature"]))


def count_signatures(i):
    opened = key.open_identity(_bytes(i["identity"]))
    head = document.read_head(_bytes(i["document"]))
    counted, faults = key.count(head, opened, "list")
    return {"keyids": counted, "findings": sorted(set(faults.values()))}


def open_identity(i):
    return {"fingerprint": key.open_identity(_bytes(i["identity"]), i.get("pin")).fingerprint}


def follow_identities(i):
    trusted = key.open_identity(_bytes(i["trusted"]))
    offered = {o["version"]: _bytes(o["document"]) for o in i["offered"]}
    newest, findings = identity.follow(trusted, offered, i["now"])
    return {"version": newest.version, "fingerprint": newest.fingerprint, "findings": findings}


def verify_list(i):
    opened = key.open_identity(_bytes(i["identity"]))
    head, read = seal.verify_list(_bytes(i["document"]), opened, i.get("list"), i["now"])
    return {"digest": head.digest, "entries": len(read.entries)}


def verify_subject(i):
    opened = key.open_identity(_bytes(i["identity"]))
    verified = seal.verify_head(_bytes(i["verified"]), opened, None, i["now"])
    return {"subjectSha256": seal.verify_subject(verified, _bytes(i["document"]))}


def read_list(i):
    opened = key.open_identity(_bytes(i["identity"]))
    head, read = seal.verify_list(_bytes(i["document"]), opened, None, i["now"])
    _, passed_over = key.tally(head, opened, "list")
    entries = []
    for e in read.entries:
        out = {"package": e["package"], "decision": e["decision"], "basis": e["basis"]}
        if "checks" in e:
            out["checks"] = [c["result"] for c in e["checks"]]
        entries.append(out)
    return {"entries": entries, "doesNotCount": read.does_not_count, "findings": sorted({*passed_over.values(), *read.findings})}


def compile_list(i):
    publisher, name, subject, _ = lists.compile_draft(i["draft"])
    return {"publisher": publisher, "list": name, "subject": subject}


def add_signature(i):
    opened = key.open_identity(_bytes(i["identity"]))
    return seal.add_signature(_bytes(i["document"]), opened, i["publicKey"], bytes.fromhex(i["signature"]))


def dsse(i):
    return document.read_head(_bytes(i["document"])).envelope()


# Packages


def parse_purl(i):
    p = package.parse(i["text"])
    return {
        "type": p.type,
        "namespace": p.namespace,
        "name": p.name,
        "version": p.version,
        "qualifiers": p.qualifiers,
        "subpath": p.subpath,
        "canonical": p.canonical(),
        "warnings": p.warnings,
    }


def build_purl(i):
    p = package.Purl(
        i["type"], i.get("namespace"), i["name"], i.get("version"), i.get("qualifiers", {}), i.get("subpath")
    )
    return package.parse(p.canonical()).canonical()


def parse_pattern(i):
    return package.identity(i["text"], pattern=True).canonical()


def fold_package(i):
    return package.identity(i["text"]).canonical()


def check_package(i):
    return package.check_package(i["text"]).canonical()


def check_allow(i):
    p = package.identity(i["pattern"], pattern=True)
    package.check_allow(p)
    return p.canonical()


def identify_package(i):
    p, version = package.identify(i["text"])
    return {"package": p.canonical(), **({} if version is None else {"version": version})}


def _pattern(text):
    return package.identity(text, pattern=True)


def match_pattern(i):
    return package.covers(_pattern(i["pattern"]), _pattern(i["package"]))


def match_patterns(i):
    k = _pattern(i["package"])
    found = [p for p in map(_pattern, i["patterns"]) if package.covers(p, k)]
    found.sort(key=lambda p: canonical.code_units(p.canonical()))
    return [p.canonical() for p in sorted(found, key=package.rank, reverse=True)]


def rank_patterns(i):
    levels = {}
    for p in map(_pattern, i["patterns"]):
        levels.setdefault(package.rank(p), []).append(p.canonical())
    return [levels[r] for r in sorted(levels, reverse=True)]


def meet_patterns(i):
    common = package.meet(*map(_pattern, i["patterns"]))
    return common.canonical() if common else None


def refine_package(i):
    return package.refinements(_pattern(i["package"]), list(map(_pattern, i["patterns"])))


# Versions


def parse_version(i):
    version.version_key(i["type"], i["version"])
    return i["version"]


def parse_range(i):
    versions, warnings = version.parse(i["range"])
    return {"canonical": version.write(versions), "warnings": warnings}


def parse_canonical_range(i):
    return version.write(version.parse_canonical(i["range"]))


def compare_versions(i):
    a, b = (version.version_key(i["type"], i[m]) for m in ("a", "b"))
    return "=" if a == b else "<" if a < b else ">"


def contains_version(i):
    versions, _ = version.parse(i["range"])
    return versions.holds(version.version_key(versions.type, i["version"]))


def is_pre_release(i):
    version.version_key(i["type"], i["version"])
    return version.is_pre_release(i["type"], i["version"])


def combine_ranges(i):
    (a, _), (b, _) = version.parse(i["a"]), version.parse(i["b"])
    return version.write(version.combine(i["operation"], a, b))


def lint_range(i):
    return version.lint(i["range"])


def native_to_vers(i):
    return native.to_vers(i["ecosystem"], i["text"])


# The lock


def accept_publisher(i):
    offered = i["offered"]
    run = freshness.Run(
        i["publisher"],
        i["pin"],
        i.get("accepted"),
        {o["version"]: _bytes(o["document"]) for o in offered.get("identities", [])},
        {o["list"]: _bytes(o["document"]) for o in offered.get("lists", [])},
        list(map(_bytes, i["kept"])),
        i.get("lists"),
        i["now"],
        i.get("timeFloor"),
        i.get("maxAgeDays"),
        i.get("acknowledged", []),
    )
    return run.judge()


def read_lock(i):
    return freshness.write_lock(freshness.read_lock(_bytes(i["text"])))


def update_lock(i):
    return freshness.update_lock(i.get("lock"), i["changes"])


def find_disagreements(i):
    return freshness.disagreements(i["witnesses"], i["known"])


def to_observed(i):
    return freshness.to_observed(i["lock"], i["publisher"])


def reopen_publisher(i):
    state = freshness.Reopened(
        i["pin"], i["accepted"], list(map(_bytes, i["kept"])), i.get("lists"), i["at"], i.get("timeFloor")
    )
    return {
        "status": state.status,
        "lastRefreshed": state.last_refreshed,
        "keptDenials": len(i["accepted"]["keptDenials"]),
        "lists": [{"list": h.signed["list"], "version": h.signed["version"]} for h, _ in state.lists],
        "proof": sorted(state.proof),
    }


def find_past_state(i):
    return freshness.past_state(i["publisher"], i["pin"], list(map(_bytes, i["documents"])), i.get("lists"), i["at"])


# Trust and merging


def read_trust(i):
    return {"findings": sorted(trust.read_trust(i["trust"]))}


def open_unsigned_list(i):
    data = _bytes(i["file"])
    name, subject, _ = trust.open_unsigned(data, i["unsigned"], i["publisher"])
    return {
        "publisher": i["publisher"],
        "list": name,
        "digest": document.sha256(data),
        "entries": [e["package"] for e in subject["entries"]],
    }


def accept_unsigned(i):
    before = {document.sha256(d): d for d in map(_bytes, [i["before"]] if "before" in i else [])}
    lock, vanished = trust.accept_unsigned(
        _bytes(i["file"]), before, i.get("accepted"), i["now"], i.get("acknowledged", [])
    )
    return {"lock": lock, "vanished": len(vanished)}


def _accepted_list(publisher, value):
    """README, "Operations": a state stands for documents that were verified, or for a file that nobody signed."""
    if "file" in value:
        data = _bytes(value["file"])
        owner, name, subject, _ = trust.read_unsigned(data)
        return merge.AcceptedList(owner, name, document.sha256(data), subject["entries"], [])
    subject = {"about": {"title": value["list"]}, "entries": sorted(value["entries"], key=lists.sort_key)}
    owner = value.get("publisher", publisher)
    signed = {
        "epoch": value.get("epoch", 1),
        "expires": value.get("expires", "2027-12-31T00:00:00Z"),
        "issued": "2026-01-01T00:00:00Z",
        "list": value["list"],
        "publisher": owner,
        "publisherVersion": 1,
        "spec": "1.0",
        "subjectSha256": document.sha256(canonical.canonical_bytes(subject)),
        "type": "list",
        "version": value.get("version", 1),
    }
    read = lists.read_list(subject, owner)
    digest = document.sha256(canonical.canonical_bytes(signed))
    return merge.AcceptedList(owner, value["list"], digest, read.entries, read.does_not_count, signed)


def _merge(i):
    states = [
        merge.State(
            s["publisher"],
            [_accepted_list(s["publisher"], v) for v in s["lists"]],
            s.get("status", "fresh"),
            s.get("lastRefreshed", i["at"]),
            s.get("keptDenials", []),
        )
        for s in i["states"]
    ]
    return merge.Merge(i["trust"], i["profile"], i["at"], states)


def keep_denials(i):
    before, after = (_accepted_list(i[m]["publisher"], i[m]) for m in ("before", "now"))
    sides = [(x.name, x.signed["epoch"], x.signed["version"], x.entries, x.does_not_count) for x in (before, after)]
    return denials.keep(i["kept"], *sides, times.seconds(i["at"]) // times.DAY)


def merge_(i):
    return _merge(i).result()


def policy_head(i):
    made = _merge(i).document()
    return {"signed": made["signed"], "inputs": made["subject"]["inputs"], "profile": made["subject"]["profile"]}


def policy_text(i):
    return policy.text(_merge(i))


def _answers(signed, subject, i, at):
    asked = decide.Policy(signed, subject)
    return [asked.answer(q, at) for q in i["ask"]]


def ask(i):
    made = _merge(i).document()
    return _answers(made["signed"], made["subject"], i, i.get("askedAt", i["at"]))


def open_policy(i):
    return _answers(*policy.open_policy(_bytes(i["document"])), i, i["at"])


def open_policy_part(i):
    """policy#answering-one-question: the whole policy gives the same answer."""
    return open_policy(i)


def judge_federation(i):
    return federation.judge(i)


OUTSIDE = {
    "read-inventory": "inventories are outside this reading",
    "recognise-format": "inventories are outside this reading",
    "settle-registries": "inventories are outside this reading",
    "check-inventory": "inventories are outside this reading",
    "import-inventory": "import is outside this reading",
    "plan-update": "import is outside this reading",
    "compare": "asking other than decide is outside this reading",
    "explain": "asking other than decide is outside this reading",
    "explain-entries": "asking other than decide is outside this reading",
    "hold": "asking other than decide is outside this reading",
    "settle": "asking other than decide is outside this reading",
    "suggest": "asking other than decide is outside this reading",
    "summarise": "asking other than decide is outside this reading",
}


def run(operation, value):
    """The answer to one case, as a vector expects it."""
    function = merge_ if operation == "merge" else globals().get(operation.replace("-", "_"))
    if operation in OUTSIDE:
        return {"unsupported": OUTSIDE[operation]}
    if operation.startswith("_") or operation == "run" or not callable(function):
        return {"unsupported": "operation %s is not implemented" % operation}
    try:
        return {"accepted": function(value)}
    except Refused as refused:
        return {"refused": refused.codes}
    except Unsupported as unsupported:
        return {"unsupported": str(unsupported)}
