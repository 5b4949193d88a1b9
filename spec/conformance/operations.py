"""The operations of the vectors (spec/vectors/README.md): what each takes and gives."""

import base64

from . import canonical, document, identity, key, package, seal, version
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
    head = document.read_head(_bytes(i["document"]))
    opened = key.open_identity(_bytes(i["identity"]))
    role = "root" if head.type == "publisher" else "list"
    counted, faults = key.count(head, opened, role)
    return {"keyids": sorted(counted), "findings": sorted(set(faults.values()))}


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
    _, read = seal.verify_list(_bytes(i["document"]), opened, None, i["now"])
    entries = []
    for e in read.entries:
        out = {"package": e["package"], "decision": e["decision"], "basis": e["basis"]}
        if "checks" in e:
            out["checks"] = [c["result"] for c in e["checks"]]
        entries.append(out)
    return {"entries": entries, "doesNotCount": read.does_not_count, "findings": read.findings}


def compile_list(i):
    from . import list as lists

    publisher, name, subject = lists.compile_draft(i["draft"])
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
        "type": p.type, "namespace": p.namespace, "name": p.name, "version": p.version, "qualifiers": p.qualifiers,
        "subpath": p.subpath, "canonical": p.canonical(), "warnings": p.warnings,
    }


def build_purl(i):
    p = package.Purl(i["type"], i.get("namespace"), i["name"], i.get("version"), i.get("qualifiers", {}), i.get("subpath"))
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
    return {"package": p.canonical(), "version": version}


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
    return [sorted(levels[r]) for r in sorted(levels, reverse=True)]


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


OUTSIDE = {
    "native-to-vers": "native ranges are outside this reading",
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
    function = globals().get(operation.replace("-", "_"))
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
