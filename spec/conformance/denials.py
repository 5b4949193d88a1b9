"""Vanished denials: spec/merge.md#vanished-denials."""

from . import package, times, version
from .canonical import code_units, write
from .problems import Refused

MOST = 1000
LONGEST = 65536
COPIED = ("decided", "digests", "package", "reason", "references", "until")
# An entry with an unknown decision is read as a denial and need not have the reason that a lock asks for.
UNSAID = "no reason was given"


def keep(kept, before, after, day):
    """What is kept now. `before`, `after`: (list name, epoch, version, entries as read, indices that do not count)."""
    name, epoch, number, entries, _ = before
    denials = [d for d in kept if not lapsed(d, day)]
    for entry in entries:
        if entry["decision"] == "deny" and not lapsed(entry, day):
            denial = {m: entry[m] for m in COPIED if m in entry}
            denial.setdefault("reason", UNSAID)
            denial.update(list=name, versions=entry["versions"])
            if epoch is not None:
                denial.update(epoch=epoch, version=number)
            denials.append(denial)
    out = {}
    for denial in denials:
        rest = left(denial, after, day)
        if rest:
            out[sort_key(rest)] = rest
    return [out[k] for k in sorted(out)]


def sort_key(denial):
    return denial["list"], code_units(denial["package"]), code_units(write(denial))


def lapsed(entry, day):
    return "until" in entry and times.day_number(entry["until"]) < day


def left(denial, after, day):
    """The denial for the versions that the new list does not answer, or None."""
    _, _, _, entries, unknown = after
    if any(same_words(denial, e) for e in entries):
        return None
    mine = package.identity(denial["package"], pattern=True)
    covering = [
        (i, e) for i, e in enumerate(entries) if package.covers(package.identity(e["package"], pattern=True), mine)
    ]
    if len(covering) > MOST:
        return denial
    answering = [e for i, e in covering if answers(e, denial, i in unknown, day)]
    rest = readable(denial["versions"])
    if rest is None:
        return None if any(answers_unread(e, denial) for e in answering) else denial
    for entry in answering:
        answered = readable(entry["versions"])
        if answered is None:
            continue
        rest = version.combine("difference", rest, answered)
        if len(version.constraints(rest)) > MOST:
            return denial
    if rest.empty():
        return None
    text = version.write(rest)
    return denial if len(text) > LONGEST else {**denial, "versions": text}


def answers_unread(entry, denial):
    """The same text is of the same versions, whatever they are; an allow of it does not count."""
    if entry["versions"] == denial["versions"]:
        return entry["decision"] != "allow"
    answered = readable(entry["versions"])
    return answered is not None and answered.every()


def readable(text):
    try:
        return version.parse(text)[0]
    except Refused:
        return None


def same_words(denial, entry):
    if entry["decision"] != "deny":
        return False
    return all(denial.get(m) == entry.get(m) for m in COPIED + ("versions",))


def answers(entry, denial, unknown, day):
    if lapsed(entry, day):
        return False
    if "digests" in entry:
        files = {d["sha256"] for d in entry["digests"]}
        if "digests" not in denial or not {d["sha256"] for d in denial["digests"]} <= files:
            return False
    if entry["decision"] == "deny":
        return True
    if entry["package"] != denial["package"]:
        return False
    if entry["decision"] == "withdrawn":
        return True
    decided = times.day_number(entry["decided"])
    return "asOf" not in entry and not unknown and day >= decided > times.day_number(denial["decided"])


def acknowledge(kept, acknowledged, publisher):
    """merge#vanished-denials, "Acknowledged"."""
    out = []
    for denial in kept:
        gone = []
        for a in acknowledged:
            if a["publisher"] == publisher and a["package"] == denial["package"]:
                gone.append(version.parse_canonical(a["versions"]))
        rest = readable(denial["versions"])
        if rest is None:
            out += [denial] * (not any(each.every() for each in gone))
            continue
        for each in gone:
            rest = version.combine("difference", rest, each)
        if not rest.empty():
            text = version.write(rest)
            stays = not gone or len(version.constraints(rest)) > MOST or len(text) > LONGEST
            out.append(denial if stays else {**denial, "versions": text})
    return out
