"""Lists: spec/list.md."""

from . import package, schema, times, version
from .canonical import check_value, code_units, write
from .problems import Refused

DECISIONS = ("allow", "deny", "withdrawn")
BASES = ("reviewed", "curated", "dependency", "inherited", "adopted", "legacy")
RESULTS = ("pass", "fail", "accepted-risk", "not-applicable")
ENTRY = schema.members("list", "entry")
CHECK = schema.members("list", "check")


class ReadList:
    """A list as it is read: what is not understood has narrowed already."""

    def __init__(self, subject):
        self.about = subject["about"]
        self.observed = subject.get("observed", [])
        self.entries = []
        self.does_not_count = []
        self.findings = []


def read_list(subject, publisher, grow=True):
    """list#reading, of a subject that has passed the gate."""
    if not schema.fits(subject, "list", "subject", grow):
        raise Refused("list/shape")
    out = ReadList(subject)
    faults, warnings = [], []
    for entry in subject["entries"]:
        faults += _check_entry(entry, publisher, warnings, grow)
    faults += _days(subject["about"].get("provenance", []), "asOf", "on")
    faults += _order(subject["entries"])
    ids = [c["id"] for c in subject.get("criteria", [])]
    if any(not i.startswith("x-%s-" % publisher) for i in ids):
        faults.append("list/foreign-criterion")
    if len(set(ids)) != len(ids):
        faults.append("list/duplicate-criterion")
    if faults:
        raise Refused(*faults)
    for i, entry in enumerate(subject["entries"]):
        read, understood, counts = _as_read(entry)
        out.entries.append(read)
        if not counts:
            out.does_not_count.append(i)
        if not understood:
            warnings.append("list/not-understood")
    out.findings = sorted(set(warnings))
    return out


def _check_entry(entry, publisher, warnings, grow):
    """list#rules"""
    faults = _days([entry], "decided", "until", "asOf") + _days(entry.get("checks", []), "on")
    kind = None
    try:
        p = package.check_package(entry["package"])
        warnings += package.parse(entry["package"], True).warnings
        kind = p.type
        if entry["decision"] == "allow":
            package.check_allow(p)
    except Refused as refused:
        faults += refused.codes
    if kind and entry["versions"][5:].partition("/")[0] != kind:
        faults.append("list/other-version-type")
    if not grow:
        # A reader leaves what it cannot read to the merge (merge#statements); a writer MUST NOT write it.
        try:
            version.parse_canonical(entry["versions"])
        except Refused as refused:
            faults += refused.codes
    if publisher in entry.get("origins", []):
        faults.append("list/origin-is-self")
    return faults


def _days(objects, *members):
    return ["document/not-a-day" for o in objects for m in members if m in o and times.day_number(o[m]) is None]


def sort_key(entry):
    """list#order-of-entries"""
    return code_units(entry["package"]), code_units(entry["versions"]), code_units(write(entry))


def _order(entries):
    keys = [sort_key(e) for e in entries]
    faults = []
    for a, b in zip(keys, keys[1:]):
        if a == b:
            faults.append("list/duplicate-entry")
        elif b < a:
            faults.append("list/entries-unsorted")
    return faults


def _as_read(entry):
    """list#what-a-reader-does-not-understand: the entry as read, whether all is understood, whether an allow counts."""
    read = dict(entry)
    understood = True
    counts = set(entry) <= ENTRY and entry["basis"] in BASES
    if entry["decision"] not in DECISIONS:
        read["decision"] = "deny"
        read.pop("asOf", None)
        read.pop("digests", None)
        understood = False
    if "checks" in entry:
        read["checks"] = []
        for check in entry["checks"]:
            check = dict(check)
            if not set(check) <= CHECK:
                counts = False
            if check["result"] not in RESULTS:
                check["result"] = "fail"
                understood = False
            read["checks"].append(check)
    return read, understood and counts, counts


# Drafts: list#drafts.

MEMBERS = {"trustlist", "publisher", "list", "about", "entries", "defaults", "criteria", "observed"}
DEFAULTS = {"basis", "decided", "decision", "origins", "reviewers", "references", "until"}


def compile_draft(draft):
    """Publisher, name, subject and findings."""
    check_value(draft)
    shape = Refused("list/draft-shape")
    if not isinstance(draft, dict) or not set(draft) <= MEMBERS:
        raise shape
    if draft.get("trustlist") != "1.0" or not {"publisher", "list", "about", "entries"} <= set(draft):
        raise shape
    if not schema.fits(draft["publisher"], "common", "publisherId") or not schema.fits(
        draft["list"], "common", "listName"
    ):
        raise shape
    defaults = draft.get("defaults", {})
    if not isinstance(defaults, dict) or not set(defaults) <= DEFAULTS or not isinstance(draft["entries"], list):
        raise shape
    entries, faults, findings = [], [], []
    for entry in draft["entries"]:
        if not isinstance(entry, dict):
            raise shape
        entry = {**defaults, **entry}
        if isinstance(entry.get("package"), str):
            try:
                folded = package.identity(entry["package"], pattern=True).canonical()
                findings += ["list/folded"] * (folded != entry["package"])
                entry["package"] = folded
            except Refused as refused:
                faults += refused.codes
        entries.append(entry)
    if all(isinstance(e.get(m), str) for e in entries for m in ("package", "versions")):
        entries.sort(key=sort_key)
    subject = {"about": draft["about"], "entries": entries}
    subject.update({m: draft[m] for m in ("criteria", "observed") if m in draft})
    if faults:
        raise Refused(*faults)
    read = read_list(subject, draft["publisher"], grow=False)
    return draft["publisher"], draft["list"], subject, sorted({*findings, *read.findings})
