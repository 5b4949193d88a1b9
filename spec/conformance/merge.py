"""Merging: spec/merge.md. Every number is a whole one; nothing depends on the order of what is given."""

from dataclasses import dataclass, field

from . import denials, package, policy, times, trust, version
from .canonical import code_units
from .list import BASES
from .problems import Refused

DAY = 86400
RULES = 4000000
JUDGED = ("reviewed", "curated", "dependency", "legacy")
REVIEWED = ("reviewed", "curated")
IMPLIED = {"safe-with-network": "safe-to-run-isolated"}


@dataclass
class AcceptedList:
    """A list that was verified, or the reviewed file of a source that never signs."""

    publisher: str
    name: str
    digest: str
    entries: list
    does_not_count: list
    signed: dict | None = None  # the head; None where nobody signed
    observed: list = field(default_factory=list)


@dataclass
class State:
    publisher: str
    lists: list
    status: str = "fresh"
    last_refreshed: str = ""
    kept: list = field(default_factory=list)


@dataclass
class Statement:
    publisher: dict
    input: int
    pattern: package.Purl
    versions: version.Versions
    decision: str
    entry: dict
    weight: int = 0
    dropped: str | None = None  # why an allow does not count, by merge#statements
    passed: set = field(default_factory=set)
    failed: set = field(default_factory=set)
    last: int | None = None  # the last day on which it says anything, by its `until`
    age_end: int | None = None  # the last day on which it is young enough to count; its failures go on after that
    unreadable: bool = False

    def holds_file(self, file):
        """merge#files"""
        if "digests" not in self.entry:
            return True
        if file is None:
            return self.decision != "allow"
        return any(d["sha256"] == file for d in self.entry["digests"])


class Merge:
    def __init__(self, configuration, profile_name, at, states):
        trust.read_trust(configuration)
        self.findings = []
        if profile_name not in configuration["profiles"]:
            raise Refused("merge/unknown-profile")
        self.trust, self.name, self.at = configuration, profile_name, at
        self.day = times.seconds(at) // DAY
        self.profile = trust.effective(configuration["profiles"][profile_name])
        self.named = self.profile.get("preReleases") == "named"
        self.criteria = self.profile["criteria"] or [None]
        self.dropped = []
        self._publishers(states)
        self._inputs()
        self._statements()
        self.rules = self._rules()

    # merge#missing-and-failing-publishers

    def _heard_lists(self, p):
        """None: every list; else the names for this profile."""
        if "lists" not in p:
            return None
        return [trust.name_of(c) for c in p["lists"] if isinstance(c, str) or trust.holds_for(c, self.name)]

    def _publishers(self, states):
        faults = []
        by_id = {p["id"]: p for p in self.trust["publishers"]}
        ids = [s.publisher for s in states]
        faults += ["merge/publisher-twice"] * (len(set(ids)) != len(ids))
        faults += ["merge/unknown-publisher"] * any(i not in by_id for i in ids)
        self.heard = []  # (publisher, status, lists, kept denials)
        for p in sorted(by_id.values(), key=lambda p: p["id"]):
            names = self._heard_lists(p)
            state = next((s for s in states if s.publisher == p["id"]), None)
            unique = {}
            for one in state.lists if state else []:
                if one.publisher != p["id"]:
                    faults.append("merge/foreign-list")
                if unique.setdefault(one.name, one).digest != one.digest:
                    faults.append("merge/list-twice")
            if names == []:
                continue
            if state is None:
                faults.append("merge/publisher-missing")
                continue
            if names is not None and any(n not in unique for n in names):
                faults.append("merge/list-missing")
            found = [unique[n] for n in sorted(unique) if names is None or n in names]
            for one in found:
                bound = (
                    one.signed is not None
                    if "pin" in p
                    else one.signed is None and "sha256:" + one.digest == p["unsigned"]
                )
                faults += ["merge/other-binding"] * (not bound)
            status = self._status(p, state, found, faults)
            kept = denials.acknowledge(state.kept, self.trust.get("acknowledged", []), p["id"])
            kept = [d for d in kept if names is None or d["list"] in names]
            self.heard.append((p, status, found, kept))
        if faults:
            raise Refused(*faults)

    def _status(self, p, state, found, faults):
        if state.status == "quarantined":
            return self._stop(p, "merge/publisher-quarantined", faults)
        at = times.seconds(self.at)
        expiries = [times.seconds(one.signed["expires"]) for one in found if one.signed]
        past = [each for each in expiries if each <= at]
        if state.status == "fresh" and not past:
            return "fresh"
        since = min([times.seconds(state.last_refreshed), *past])
        if at > since + p.get("graceDays", 14) * DAY:
            return self._stop(p, "merge/publisher-lost", faults)
        self.findings.append("merge/publisher-stale")
        return "stale"

    def _stop(self, p, code, faults):
        if p.get("optional"):
            self.findings.append("merge/quarantined")
        else:
            faults.append(code)
        return "quarantined"

    # policy#inputs

    def _inputs(self):
        inputs, self.where = [], {}
        for p, status, found, _ in self.heard:
            for one in found:
                weight, deny = trust.weights(p, one.name)
                out = {
                    "denyWeight": deny,
                    "digest": one.digest,
                    "kind": "list",
                    "list": one.name,
                    "publisher": p["id"],
                    "status": status,
                    "weight": weight,
                }
                if one.signed is None:
                    out["unsigned"] = True
                else:
                    out.update(epoch=one.signed["epoch"], version=one.signed["version"])
                self.where[(p["id"], one.name)] = len(inputs)
                inputs.append(out)
        self.rows = policy.sort_inputs(
            {"criteria": sorted(set(r.get("criteria", []))), "kind": "repository", "package": r["package"], "weight": r["weight"]}
            for r in self.trust.get("repositories", [])
            if trust.holds_for(r, self.name)
        )
        self.first_row = len(inputs)
        inputs += self.rows
        self.overrides = policy.sort_inputs(
            {**{m: v for m, v in o.items() if m != "profiles"}, "kind": "disregard" if "disregard" in o else "override"}
            for o in self.trust.get("overrides", [])
            if trust.holds_for(o, self.name)
        )
        self.first_override = len(inputs)
        inputs += self.overrides
        self.kept = policy.sort_inputs(
            {**d, "kind": "kept-denial", "publisher": p["id"]} for p, _, _, kept in self.heard for d in kept
        )
        self.first_kept = len(inputs)
        self.inputs = inputs + self.kept
        self.findings += ["merge/denial-vanished"] * len(self.kept)
        self.findings += [
            "merge/override-lapsed" for o in self.overrides if "until" in o and times.day_number(o["until"]) < self.day
        ]

    # merge#statements

    def _statements(self):
        self.statements = []
        for p, status, found, _ in self.heard:
            for one in found:
                weight, deny = trust.weights(p, one.name)
                for index, entry in enumerate(one.entries):
                    s = self._statement(p, self.where[(p["id"], one.name)], entry, index in one.does_not_count)
                    if s.decision == "allow":
                        s.weight = (
                            0
                            if status == "quarantined"
                            else weight * self.profile["basis"].get(entry["basis"], 0) // 100
                        )
                    else:
                        s.weight = deny
                    self._report(s, p, one, index)
                    self.statements.append(s)
        for i, denial in enumerate(self.kept):
            p = next(p for p, _, _, _ in self.heard if p["id"] == denial["publisher"])
            s = self._statement(p, self.first_kept + i, {**denial, "decision": "deny", "basis": "reviewed"}, False)
            s.weight = trust.weights(p, denial["list"])[1]
            self.statements.append(s)
            self._warn_of_repository(s)

    def _statement(self, p, where, entry, unknown):
        pattern = package.identity(entry["package"], pattern=True)
        unreadable = False
        try:
            versions = version.parse(entry["versions"])[0]
            unreadable = versions.type != pattern.type
        except Refused:
            unreadable = True
        if unreadable:
            versions = version.everything(pattern.type)
        s = Statement(p, where, pattern, versions, entry["decision"], entry, unreadable=unreadable)
        if "until" in entry:
            s.last = times.day_number(entry["until"])
            if s.last < self.day:
                s.dropped = "lapsed"
        if s.decision != "allow":
            return s
        decided = times.day_number(entry["decided"])
        limits = [x["maxAgeDays"] for x in (p, self.profile) if "maxAgeDays" in x]
        s.age_end = decided + min(limits) if limits else None
        self._criteria(s, p)
        if s.dropped:
            pass
        elif unknown or entry["basis"] not in BASES:
            s.dropped = "not-understood"
        elif p["id"] != self.trust["operator"] and self.trust["operator"] in entry.get("origins", []):
            s.dropped = "echo"
        elif decided > self.day:
            s.dropped = "not-yet"
        elif s.age_end is not None and s.age_end < self.day:
            s.dropped = "too-old"
        elif unreadable:
            s.dropped = "versions"
        return s

    def _criteria(self, s, p):
        """merge#criteria-passed"""
        for check in s.entry.get("checks", []):
            written = check["criterion"]
            name = p.get("criteria", {}).get(written) if written.startswith("x-") else written
            if name is None:
                continue
            if (
                check["result"] == "pass"
                or check["result"] == "accepted-risk"
                and written in self.profile["acceptedRisk"]
            ):
                s.passed.add(name)
            elif check["result"] == "fail":
                s.failed.add(name)
        s.passed = imply(s.passed - s.failed) - s.failed

    def _report(self, s, p, one, index):
        """merge#statements, "Reported": every reason, in the order of the page."""
        reasons = []
        if s.dropped == "lapsed":
            reasons.append("lapsed")
        else:
            if s.unreadable:
                reasons.append("versions")
                self.findings.append("merge/versions-unreadable")
            if s.dropped not in (None, "versions"):
                reasons.append(s.dropped)
        if "scope" in p and not any(package.covers(package.identity(x, True), s.pattern) for x in p["scope"]):
            reasons.append("scope")
        if any(self._takes_away(o, s, self.day) and package.meet(package.identity(o["package"], True), s.pattern) for o in self.overrides):
            reasons.append("disregarded")
        self.dropped += [{"publisher": p["id"], "list": one.name, "index": index, "reason": reason} for reason in reasons]
        self._warn_of_repository(s)

    def _warn_of_repository(self, s):
        """merge#overrides, "Disregard": of whom a whole repository is not taken away yet."""
        if s.decision == "deny" and s.pattern.pattern and s.dropped != "lapsed" and not self._disregarded(s, s.pattern, self.day):
            self.findings.append("merge/denies-repository")

    def _takes_away(self, o, s, day):
        return (
            o["kind"] == "disregard"
            and o["disregard"] == s.publisher["id"]
            and times.day_number(o["until"]) >= day
            and ("reference" not in o or o["reference"] in s.entry.get("references", []))
        )

    def _disregarded(self, s, rule, day):
        return any(
            self._takes_away(o, s, day) and package.covers(package.identity(o["package"], True), rule)
            for o in self.overrides
        )

    # merge#rules

    def _rules(self):
        found = {}
        for s in self.statements:
            found[s.pattern.canonical()] = s.pattern
        for text in [o["package"] for o in self.overrides + self.rows] + [
            x for p, _, _, _ in self.heard for x in p.get("scope", [])
        ]:
            found[text] = package.identity(text, pattern=True)
        new = list(found.values())
        while new:
            more = {}
            for a in new:
                for b in list(found.values()):
                    if a.type == b.type:
                        common = package.meet(a, b)
                        if common and common.canonical() not in found:
                            more[common.canonical()] = common
            found.update(more)
            new = list(more.values())
            if len(found) > RULES:
                raise Refused("merge/too-many-rules")
        if not found:
            raise Refused("merge/empty")
        return [{"package": name, "segments": self._segments(found[name])} for name in sorted(found, key=code_units)]

    # merge#all-versions-at-once

    def _segments(self, rule):
        speak = []
        for s in self.statements:
            if s.dropped == "lapsed" or not package.covers(s.pattern, rule):
                continue
            if s.dropped and not set(self.criteria) & s.failed:
                continue
            if "scope" in s.publisher and not any(
                package.covers(package.identity(x, True), rule) for x in s.publisher["scope"]
            ):
                continue
            speak.append(s)
        overrides = [
            (self.first_override + i, o, package.identity(o["package"], True), version.parse(o["versions"])[0])
            for i, o in enumerate(self.overrides)
            if o["kind"] == "override"
            and package.covers(package.identity(o["package"], True), rule)
            and ("until" not in o or times.day_number(o["until"]) >= self.day)
        ]
        rows = [
            (self.first_row + i, r)
            for i, r in enumerate(self.rows)
            if package.covers(package.identity(r["package"], True), rule)
        ]
        points = version.cut_points([s.versions for s in speak] + [o[3] for o in overrides])
        out = []
        for snapshot in [None] + sorted({s.entry["asOf"] for s in speak if "asOf" in s.entry}):
            here = [s for s in speak if s.entry.get("asOf") in (None, snapshot)]
            out += self._line(Line(self, rule, here, overrides, rows, points, snapshot))
        return out

    def _line(self, line):
        """The version line of one snapshot, in segments."""
        kind, points = line.rule.type, line.points
        count = 2 * len(points) + 1  # gap, point, gap, ...
        said = [line.decide(i) for i in range(count)]
        if not version.known(kind) or not (kind in version.NOT_HERE or version.ordered(kind)):
            rest = said[0]
            runs = [[i] for i in range(1, count, 2) if said[i] != rest]
            tail = [i for i in range(count) if [i] not in runs]
            runs.append(tail)
        else:
            runs = []
            for i in range(count):
                if runs and said[runs[-1][-1]] == said[i] and not line.alone(i) and not line.alone(runs[-1][-1]):
                    runs[-1].append(i)
                else:
                    runs.append([i])
        out = []
        for run in runs:
            held = set(run)
            at = [2 * i + 1 in held for i in range(len(points))]
            gaps = [2 * i in held for i in range(len(points) + 1)]
            segment = {**said[run[0]], "versions": version.write(version.Versions(kind, points, at, gaps))}
            if line.snapshot:
                segment["asOf"] = line.snapshot
            out.append(segment)
        return out

    def result(self):
        return {"rules": self.rules, "dropped": self.dropped, "findings": sorted(self.findings)}

    def expires(self):
        """policy#in-force"""
        ends = [times.seconds(self.at) + self.profile["policyDays"] * DAY]
        for _, status, found, _ in self.heard:
            if status == "fresh":
                ends += [times.seconds(one.signed["expires"]) for one in found if one.signed]
        return times.instant_text(min(ends))

    def document(self):
        return policy.make(self)


def imply(criteria):
    return criteria | {IMPLIED[c] for c in criteria if c in IMPLIED}


class Line:
    """What speaks about one rule for one snapshot, piece by piece. Piece 2i is a gap, piece 2i + 1 a point."""

    def __init__(self, merge, rule, statements, overrides, rows, points, snapshot):
        self.merge, self.rule, self.rows, self.points, self.snapshot = merge, rule, rows, points, snapshot
        self.statements = [(s, version.spread(s.versions, points)) for s in statements]
        self.overrides = [(i, o, p, version.spread(v, points)) for i, o, p, v in overrides]

    def pre(self, piece):
        return (
            self.merge.named and piece % 2 == 1 and version.is_pre_release(self.rule.type, self.points[piece // 2][1])
        )

    def alone(self, piece):
        """merge#pre-releases: such a point is not joined."""
        return self.pre(piece)

    def decide(self, piece):
        merge = self.merge
        matching = [s for s, v in self.statements if holds(v, piece)]
        named = {id(s) for s, v in self.statements if names(v, piece)}
        overrides = [(i, o, p, names(v, piece)) for i, o, p, v in self.overrides if holds(v, piece)]
        pre = self.pre(piece)
        question = Question(merge, self.rule, matching, named, overrides, self.rows, pre)
        answer = question.answer(merge.day, None)
        out = dict(answer)
        if answer["decision"] == "allow":
            until = question.until(None)
            if until is not None:
                out["until"] = until
        files = []
        for file in sorted(question.files(merge.day)):
            one = question.answer(merge.day, file)
            if one["decision"] != answer["decision"]:
                told = {"decision": one["decision"], "sha256": file, "support": one["support"], "voices": one["voices"]}
                until = question.until(file) if one["decision"] == "allow" else None
                if until is not None:
                    told["until"] = until
                files.append(told)
        if files:
            out["files"] = files
        return out


def holds(versions, piece):
    return versions.at[piece // 2] if piece % 2 else versions.gaps[piece // 2]


def names(versions, piece):
    """By equality: the version is in, and nothing just before or after it."""
    return (
        piece % 2 == 1
        and versions.at[piece // 2]
        and not versions.gaps[piece // 2]
        and not versions.gaps[piece // 2 + 1]
    )


class Question:
    """One package version: what each publisher says of it, and what comes of that (merge#what-one-publisher-says to #the-decision)."""

    def __init__(self, merge, rule, statements, named, overrides, rows, pre):
        self.merge, self.rule, self.statements, self.named = merge, rule, statements, named
        self.overrides, self.rows, self.pre = overrides, rows, pre

    def heard(self, day):
        """Statements that are in force on a day, on which only lapses are looked at."""
        return [
            s
            for s in self.statements
            if (s.last is None or s.last >= day) and not self.merge._disregarded(s, self.rule, day)
        ]

    def counts_by_date(self, s, day):
        return s.decision == "allow" and s.dropped is None and (s.age_end is None or s.age_end >= day)

    def files(self, day):
        """Every file that an allow names; those that are not known are answered as the version is."""
        allows = [s for s in self.heard(day) if s.decision == "allow"]
        return {d["sha256"] for s in allows for d in s.entry.get("digests", ())}

    def weight(self, s):
        return 0 if self.pre and id(s) not in self.named else s.weight

    def knows(self, day, file):
        """merge#files, rule 2: an allow that names it counts and weighs more than 0, as if the file were known."""
        here = [s for s in self.heard(day) if s.holds_file(file)]
        return any(
            "digests" in s.entry
            and self.counts_by_date(s, day)
            and self.weight(s) > 0
            and all(
                o.decision == "allow" or o.publisher is not s.publisher or package.rank(o.pattern) < package.rank(s.pattern)
                for o in here
            )
            for s in here
        )

    def answer(self, day, file):
        merge = self.merge
        if file is not None and not self.knows(day, file):
            file = None
        heard = self.heard(day)
        by_publisher = {}
        for s in heard:
            by_publisher.setdefault(s.publisher["id"], []).append(s)
        counting, opposing = [], []
        failed = {}
        for publisher, mine in by_publisher.items():
            failed[publisher] = set().union(*(s.failed for s in mine if s.decision == "allow"))
            here = [s for s in mine if s.holds_file(file)]
            against = [s for s in here if s.decision != "allow"]
            highest = max((package.rank(s.pattern) for s in against), default=None)
            allows = [
                s
                for s in here
                if self.counts_by_date(s, day) and (highest is None or package.rank(s.pattern) > highest)
            ]
            denying = [s for s in against if s.decision == "deny"]
            counting += allows
            if denying and not allows:
                opposing += denying
        weight = {id(s): self.weight(s) for s in counting}
        rows = [(i, r) for i, r in self.rows if r["weight"] > 0 and not self.pre]
        support, voices, reviewed, enough = [], [], [], True
        profile = merge.profile
        alone = profile["minVoices"] <= 1 and profile["minReviewed"] == 0
        for criterion in merge.criteria:
            passing = [
                s
                for s in counting
                if criterion is None or criterion in s.passed and criterion not in failed[s.publisher["id"]]
            ]
            groups, seen = {}, set()
            for s in passing:
                if s.entry["basis"] in JUDGED:
                    group = s.publisher.get("group", s.publisher["id"])
                    groups[group] = max(groups.get(group, 0), weight[id(s)])
                    if s.entry["basis"] in REVIEWED and weight[id(s)] > 0:
                        seen.add(group)
            row = max(
                (r["weight"] for _, r in rows if criterion is None or criterion in imply(set(r["criteria"]))), default=0
            )
            total = sum(groups.values()) + row
            if alone:
                total = max([total, row] + [weight[id(s)] for s in passing])
            support.append(total)
            voices.append(sum(1 for w in groups.values() if w > 0))
            reviewed.append(len(seen))
            if total < profile["allowAt"] or profile["minVoices"] > 1 and voices[-1] < profile["minVoices"]:
                enough = False
            if reviewed[-1] < profile["minReviewed"]:
                enough = False
        strongest = {}
        for s in opposing:
            group = s.publisher.get("group", s.publisher["id"])
            strongest[group] = max(strongest.get(group, 0), s.weight)
        opposition = sum(strongest.values())
        decides = self.override(day)
        said_for = {s.input for s in counting} | {i for i, _ in rows}
        said_against = {s.input for s in opposing}
        if decides:
            index, decision = decides
            # An allow that a pre-release keeps from it is for it all the same.
            (said_against if decision == "deny" else said_for).add(index)
        elif any(s.publisher.get("veto") for s in opposing) or opposition >= profile["denyAt"]:
            decision = "deny"
        else:
            decision = "allow" if enough else "undecided"
        return {
            "against": sorted(said_against),
            "decision": decision,
            "for": sorted(said_for),
            "opposition": opposition,
            "reviewed": min(reviewed),
            "support": min(support),
            "voices": min(voices),
        }

    def override(self, day):
        """merge#overrides: (index, decision) of the one that decides, or None."""
        best = None
        for index, o, pattern, named in self.overrides:
            if "until" in o and times.day_number(o["until"]) < day:
                continue
            decision = o["decision"]
            if decision == "allow" and self.pre and not named:
                decision = "undecided"
            order = (package.rank(pattern), {"deny": 2, "allow": 1, "undecided": 0}[decision], -index)
            if best is None or order > best[0]:
                best = (order, (index, decision))
        return best[1] if best else None

    def until(self, file):
        """merge#how-long-an-allow-lasts"""
        days = {s.last for s in self.statements} | {s.age_end for s in self.statements if s.decision == "allow"}
        days |= {times.day_number(o["until"]) for _, o, _, _ in self.overrides if "until" in o}
        days |= {times.day_number(o["until"]) for o in self.merge.overrides if o["kind"] == "disregard"}
        for day in sorted(d for d in days if d is not None and d >= self.merge.day):
            if self.answer(day + 1, file)["decision"] != "allow":
                return times.day_text(day)
        return None
