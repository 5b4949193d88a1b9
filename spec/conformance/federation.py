"""A whole run, from sources to a policy: spec/vectors/README.md#a-whole-run."""

import re

from . import decide, document, freshness, merge, policy, trust
from .problems import Refused

NUMBER = re.compile(r"[1-9][0-9]{0,15}\Z")


class Store:
    """trust#the-store: what is not, with head and subject, what its name says, counts as absent."""

    def __init__(self, files):
        self.documents, self.unsigned = {}, {}
        for path, data in files.items():
            match = re.fullmatch(r"trust\.store/([0-9a-f]{64})\.(json|unsigned)", path)
            if match and match[2] == "unsigned" and document.sha256(data) == match[1]:
                self.unsigned[match[1]] = data
            elif match and match[2] == "json" and freshness.Kept([data]).whole(match[1]):
                self.documents[match[1]] = data


def judge(run):
    files = {path: text.encode("utf-8", "surrogatepass") for path, text in run["files"].items()}
    configuration, at = run["trust"], run["at"]
    trust.read_trust(configuration)
    lock = freshness.read_lock(run["lock"].encode("utf-8", "surrogatepass")) if "lock" in run else None
    store = Store(files)
    elements = {p["publisher"]: p for p in lock["publishers"]} if lock else {}
    told, changes = [], []
    for p in configuration["publishers"]:
        judged = _signed if "pin" in p else _unsigned
        answer, change = judged(p, elements.get(p["id"]), files, store, configuration, lock, at)
        told.append({"publisher": p["id"], **answer})
        if change:
            changes.append(change)
    new = freshness.update_lock(lock, changes)
    states, refused = [], set()
    for p in configuration["publishers"]:
        element = next((e for e in new["publishers"] if e["publisher"] == p["id"]), None)
        if element:
            try:
                states.append(_state(p, element, store, new["timeFloor"], at))
            except Refused as why:
                refused |= set(why.codes)
    return {
        "publishers": told,
        "lock": freshness.write_lock(new),
        "disagreements": _disagreements(states, [new] + ([lock] if lock else [])),
        "policy": {"refused": sorted(refused)} if refused else _policy(run, states),
    }


def _asked(p):
    return [trust.name_of(c) for c in p["lists"]] if "lists" in p else None


def _signed(p, element, files, store, configuration, lock, at):
    identities, offered = {}, {}
    for path, data in files.items():
        folder, _, name = path.partition("/")
        if folder != p["id"]:
            continue
        if name.startswith("identity/") and name.endswith(".json") and NUMBER.match(name[9:-5]):
            identities[int(name[9:-5])] = data
        elif name.endswith(".list.json") and "/" not in name:
            offered[name[:-10]] = data
    judged = freshness.Run(
        p["id"],
        p["pin"],
        element,
        identities,
        offered,
        store.documents.values(),
        _asked(p),
        at,
        lock["timeFloor"] if lock else None,
        p.get("maxAgeDays"),
        configuration.get("acknowledged", []),
    )
    answer = judged.judge()
    store.documents.update(judged.documents)
    change = None
    if answer["lock"]:
        change = {"lock": answer["lock"]}
        if judged.newest_issued:
            change["newestIssued"] = judged.newest_issued
    return {m: answer[m] for m in ("status", "problems", "findings", "keep", "proof")}, change


def _unsigned(p, element, files, store, configuration, lock, at):
    data = files.get(p["id"] + ".json", b"")
    out = {"status": "stale", "problems": [], "findings": [], "keep": [], "proof": []}
    try:
        _, _, findings = trust.open_unsigned(data, p["unsigned"], p["id"])
        new, _ = trust.accept_unsigned(data, store.unsigned, element, at, configuration.get("acknowledged", []))
    except Refused as refused:
        return {**out, "problems": refused.codes}, None
    digest = document.sha256(data)
    store.unsigned[digest] = data
    return {**out, "status": "accepted", "findings": findings, "keep": [digest]}, {"lock": new}


def _state(p, element, store, floor, at):
    if "pin" in p:
        state = freshness.Reopened(p["pin"], element, store.documents.values(), _asked(p), at, floor)
        found = [
            merge.AcceptedList(p["id"], h.signed["list"], h.digest, r.entries, r.does_not_count, h.signed, r.observed)
            for h, r in state.lists
        ]
        return merge.State(p["id"], found, state.status, state.last_refreshed, element["keptDenials"])
    found = []
    for one in element["lists"]:
        if one["digest"] not in store.unsigned:
            raise Refused("lock/document-missing")
        owner, name, subject, _ = trust.read_unsigned(store.unsigned[one["digest"]])
        observed = subject.get("observed", [])
        found.append(merge.AcceptedList(owner, name, one["digest"], subject["entries"], [], None, observed))
    return merge.State(p["id"], found, "fresh", element["lastRefreshed"], element["keptDenials"])


def _disagreements(states, locks):
    known = [
        {"publisher": p["publisher"], **{m: e[m] for m in ("list", "epoch", "version", "digest")}}
        for lock in locks
        for p in lock["publishers"]
        for e in p["lists"]
        if "epoch" in e
    ]
    witnesses = [
        {"publisher": s.publisher, "list": one.name, "observed": one.observed} for s in states for one in s.lists
    ]
    return freshness.disagreements(witnesses, known)


def _policy(run, states):
    try:
        merged = merge.Merge(run["trust"], run["profile"], run["at"], states)
        made = merged.document()
        asked = decide.Policy(made["signed"], made["subject"])
        return {
            "text": policy.text(merged),
            "findings": sorted(set(merged.findings)),
            "dropped": merged.dropped,
            "answers": [asked.answer(q, run["at"]) for q in run.get("ask", [])],
        }
    except Refused as refused:
        return {"refused": refused.codes}
