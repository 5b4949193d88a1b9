"""The lock, and whether what is offered is newer than what was accepted: spec/freshness.md."""

from . import denials, document, identity, key, schema, seal, times
from .canonical import code_units, gate, write
from .problems import Refused

DAY = 86400
LISTS = 256
KEPT = 100000


# The lock: freshness#the-lock.


def read_lock(data):
    damaged = Refused("lock/damaged")
    try:
        lock = gate(data)
    except Refused:
        raise damaged from None
    if not schema.fits(lock, "lock"):
        raise damaged
    if times.seconds(lock["timeFloor"]) is None or not _ascending([p["publisher"] for p in lock["publishers"]]):
        raise damaged
    for p in lock["publishers"]:
        signed = "identity" in p
        faults = p.get("quarantine", {}).get("faults", [])
        instants = [p["lastRefreshed"]] + ([p["quarantine"]["since"]] if "quarantine" in p else [])
        days = [d[m] for d in p["keptDenials"] for m in ("decided", "until") if m in d]
        if (
            not _ascending([e["list"] for e in p["lists"]])
            or not _ascending([(f["code"], f.get("list", "")) for f in faults])
            or not _ascending([denials.sort_key(d) for d in p["keptDenials"]])
            or any(("version" in e) != signed or "identity" in e and not signed for e in p["lists"])
            or any(times.seconds(t) is None for t in instants)
            or any(times.day_number(t) is None for t in days)
        ):
            raise damaged
    return lock


def _ascending(keys):
    return all(a < b for a, b in zip(keys, keys[1:]))


def write_lock(lock):
    rest = {m: v for m, v in lock.items() if m != "publishers"}
    lines = ",\n".join(write(p) for p in lock["publishers"])
    return '{"publishers":[%s],%s\n' % ("\n" + lines + "\n" if lines else "", write(rest)[1:])


def update_lock(lock, changes):
    """freshness#the-new-lock"""
    publishers = {p["publisher"]: p for p in lock["publishers"]} if lock else {}
    floors = [lock["timeFloor"]] if lock else []
    for change in changes:
        publishers[change["lock"]["publisher"]] = change["lock"]
        floors += [change["newestIssued"]] if "newestIssued" in change else []
    return {
        "publishers": [publishers[p] for p in sorted(publishers)],
        "timeFloor": max(floors) if floors else "1970-01-01T00:00:00Z",
        "trustlist": lock["trustlist"] if lock else "1.0",
    }


# Documents as they lie about: read where they can be, passed over where not.


def _read(data, asked=None):
    try:
        return document.read_head(data, asked)
    except Refused:
        return None


class Kept:
    def __init__(self, documents):
        self.heads = {}
        for data in documents:
            head = _read(data)
            if head:
                self.heads.setdefault(head.digest, []).append(head)

    def whole(self, digest):
        """The head of a kept document whose subject is the one that was signed."""
        for head in self.heads.get(digest, []):
            try:
                seal.check_subject(head)
                return head
            except Refused:
                pass
        return None


class Run:
    """One publisher, judged: freshness#accepting-a-publisher."""

    def __init__(self, publisher, pin, accepted, identities, lists, kept, asked, now, floor, max_age, acknowledged):
        self.publisher, self.pin, self.accepted, self.now = publisher, pin, accepted, now
        self.identities, self.lists, self.kept = identities, lists, Kept(kept)
        self.asked, self.floor, self.max_age, self.acknowledged = asked, floor, max_age, acknowledged
        self.problems, self.findings, self.keep, self.proof = set(), set(), set(), set()
        self.faults = []
        self.anew = False
        self.newest = None
        self.passed = {}
        self.list_findings = {}
        self.vanished = []
        self.names = []
        self.documents = {}  # what goes into the store, by digest
        self.newest_issued = None

    def judge(self):
        try:
            self._judge()
        except Refused as refused:
            self.problems |= set(refused.codes)
        return self._verdict()

    def _judge(self):
        if self.floor and times.seconds(self.now) < times.seconds(self.floor) - DAY:
            raise Refused("lock/clock-behind")
        self.trusted = self._trusted()
        self._shown()
        self.chain = [self.trusted]
        newest = self.trusted
        if not self.faults:
            newest, findings = identity.follow(self.trusted, self.identities, self.now)
            self.findings |= set(findings)
        self._remember_chain(newest)
        self.newest = newest
        self.names = self._names()
        try:
            seal.check_freshness(newest.head, self.now, "seal/identity-expired")
        except Refused as refused:
            self.problems |= set(refused.codes)
            return
        if not self.names:
            raise Refused("lock/no-list")
        if len(set(self.names) | {e["list"] for e in self._elements()}) > LISTS:
            raise Refused("lock/too-many-lists")
        for name in self.names:
            try:
                self._judge_list(name)
            except Refused as refused:
                self.problems |= set(refused.codes)

    def _remember_chain(self, newest):
        one = self.trusted
        while one.version < newest.version:
            one, _ = identity.step(one, self.identities[one.version + 1], self.now)
            self.chain.append(one)

    # freshness#trusted-identity, #another-pin

    def _candidates(self, digest):
        out = list(self.kept.heads.get(digest, []))
        for data in self.identities.values():
            head = _read(data)
            if head and head.digest == digest:
                out.append(head)
        return out

    def _open(self, digest):
        for head in self._candidates(digest):
            try:
                if head.type == "publisher":
                    opened = key.open_read_identity(head)
                    break
            except Refused:
                pass
        else:
            # What does not open is as lost as what is not there.
            raise Refused("lock/identity-lost")
        if opened.publisher != self.publisher:
            raise Refused("key/other-publisher")
        return opened

    def _trusted(self):
        if self.accepted is None:
            return self._open(self.pin[7:])
        if "identity" not in self.accepted:
            raise Refused("lock/unsigned-before")
        if self.pin == self.accepted["pin"]:
            return self._open(self.accepted["identity"]["digest"])
        pinned = self._open(self.pin[7:])
        try:
            known = self._open(self.accepted["identity"]["digest"])
        except Refused:
            known = None
        if known and self._leads(pinned, known):
            return known
        if known and self._leads(known, pinned):
            return pinned
        self.anew = True
        self.findings.add("lock/pinned-anew")
        return pinned

    def _leads(self, one, other):
        """Whether the chain from one comes to the other, over what is offered and the other itself."""
        try:
            while one.version < other.version:
                number = one.version + 1
                data = other.data if number == other.version else self.identities[number]
                one = identity.step(one, data, self.now)[0]
        except (KeyError, Refused):
            return False
        return one.digest == other.digest

    # freshness#what-the-source-shows

    def _shown(self):
        data = self.identities.get(self.trusted.version)
        if data is None:
            self.problems.add("lock/identity-not-offered")
            return
        head = _read(data, "publisher")
        if head and head.digest == self.trusted.digest:
            return
        if head and head.signed["publisher"] == self.publisher and head.signed["version"] == self.trusted.version:
            try:
                key.count(head, self.trusted, "root")
                self._proven("lock/identity-equivocation", head, None, [self.trusted.digest])
                return
            except Refused:
                pass
        self.problems.add("lock/identity-replaced")

    def _proven(self, code, head, name, also):
        self.problems.add(code)
        self.proof |= {head.digest, *also}
        fault = {"code": code, "digest": head.digest, "epoch": head.signed["epoch"], "version": head.signed["version"]}
        if name is not None:
            fault["list"] = name
        self.faults.append(fault)

    # freshness#lists-asked-for, #judging-a-list

    def _elements(self):
        return self.accepted["lists"] if self.accepted else []

    def _names(self):
        if self.asked is not None:
            return list(dict.fromkeys(self.asked))
        return sorted({*self.lists, *(e["list"] for e in self._elements())})

    def _element(self, name):
        return next((e for e in self._elements() if e["list"] == name), None)

    def _judge_list(self, name):
        if name not in self.lists:
            raise Refused("lock/list-missing")
        before = None if self.anew else self._element(name)
        head = document.read_head(self.lists[name], "list")
        seal.check_names(head, self.publisher, name)
        position = (head.signed["epoch"], head.signed["version"])
        lower = before is not None and position < (before["epoch"], before["version"])
        try:
            seal.check_known_and_epoch(head, self.newest)
            _, faults = key.count(head, self.newest, "list")
        except Refused:
            if lower and self._signed_then(head):
                self._proven("lock/rollback", head, name, [before["digest"]])
                return
            raise
        self.list_findings[name] = set(faults.values())
        if before is not None:
            self._compare(head, name, before, position)
            if any(f.get("list") == name for f in self.faults):
                return
        seal.check_freshness(head.signed, self.now)
        age = times.seconds(self.now) // DAY - times.seconds(head.signed["issued"]) // DAY
        if self.max_age is not None and age > self.max_age:
            raise Refused("lock/too-old")
        whole = self.kept.whole(head.digest)
        if before is not None and before["digest"] == head.digest and whole:
            # Of the accepted version that is kept the subject need not be looked at again.
            self.passed[name] = (head, None, whole)
            return
        read = seal.open_content(head)
        self.list_findings[name] |= set(read.findings)
        earlier = self._element(name)
        if earlier is not None and earlier["digest"] != head.digest:
            earlier = self._reopen(earlier)
        self.passed[name] = (head, read, whole)

    def _signed_then(self, head):
        """freshness#compare-with-the-accepted-version: signed as it should have been under the identity version that it names."""
        try:
            one = self._open(self.pin[7:])
            newest, _ = identity.follow(one, self.identities, self.now)
        except Refused:
            return False
        while one.version < min(newest.version, head.signed["publisherVersion"]):
            one = identity.step(one, self.identities[one.version + 1], self.now)[0]
        if one.version != head.signed["publisherVersion"] or one.epoch != head.signed["epoch"]:
            return False
        try:
            key.count(head, one, "list")
            return True
        except Refused:
            return False

    def _compare(self, head, name, before, position):
        accepted = (before["epoch"], before["version"])
        code = None
        if position < accepted:
            code = "lock/rollback"
        elif position == accepted and head.digest != before["digest"]:
            code = "lock/equivocation"
        elif position == (accepted[0], accepted[1] + 1) and head.signed.get("previousSha256") != before["digest"]:
            code = "lock/fork"
        if code:
            self._proven(code, head, name, [before["digest"]])

    def _reopen(self, element):
        """The list that was accepted, from what is kept: verified again, as #reopening has it, and dates apart."""
        try:
            under = self._open(element.get("identity", self.accepted["identity"])["digest"])
        except Refused:
            raise Refused("lock/document-missing") from None
        for head in self.kept.heads.get(element["digest"], []):
            try:
                return seal.verify_list(head.data, under, element["list"], None)
            except Refused:
                pass
        raise Refused("lock/document-missing")

    # freshness#revoked

    def _revoked(self, serving):
        for name in serving:
            element = self._element(name)
            if element is None or any(f["code"] == "lock/revoked" and f.get("list") == name for f in self.faults):
                continue
            if element.get("identity", self.accepted["identity"])["digest"] == self.newest.digest:
                continue
            heads = self.kept.heads.get(element["digest"], [])
            if not heads:
                self.problems.add("lock/document-missing")
            elif not any(vouches(self.newest, h) for h in heads):
                self._proven("lock/revoked", heads[0], name, [self.newest.digest])

    # freshness#the-verdict

    def _verdict(self):
        remembered = [] if self.anew or not self.accepted else self.accepted.get("quarantine", {}).get("faults", [])
        judged = self.newest is not None
        unsettled = remembered
        accept = {}
        if judged:
            if not self.faults:
                self._revoked([n for n in self.names if n not in self.passed])
            if not self.faults:
                unsettled = [f for f in remembered if not self._settled(f)]
                accept = self.passed
            if self.faults or unsettled:
                accept = {}
                self._revoked(self.names)
            if self.faults:
                unsettled = remembered
        if self.faults or unsettled:
            status = "quarantined"
            self.problems |= {f["code"] for f in unsettled}
        else:
            status = "stale" if self.problems else "accepted"
        if self.accepted is None and status != "accepted":
            accept, judged = {}, False
        lock = self._lock(status, accept, unsettled, judged)
        if lock is not None and len(lock["keptDenials"]) > KEPT:
            self.problems.add("lock/too-many-vanished")
            status = "stale" if status == "accepted" else status
            self.vanished = []
            lock = self._lock(status, {}, unsettled, judged) if self.accepted else None
            accept = {}
        if self.newest is None:
            self.findings = set()
        for name in accept:
            self.findings |= self.list_findings[name]
        if judged:
            for one in self.chain:
                if one.digest not in self.kept.heads:
                    self.documents[one.digest] = one.data
            for head, _, whole in accept.values():
                if whole is None or not {s["sig"] for s in head.signatures} <= {
                    s["sig"] for h in self.kept.heads[head.digest] for s in h.signatures
                }:
                    self.documents[head.digest] = head.data
            self.keep = set(self.documents)
            issued = [self.newest.head["issued"]] + [head.signed["issued"] for head, _, _ in accept.values()]
            ahead = times.seconds(self.now) + DAY
            self.newest_issued = max((each for each in issued if times.seconds(each) <= ahead), default=None)
        out = {
            "status": status,
            "problems": sorted(self.problems),
            "findings": sorted(self.findings),
            "keep": sorted(self.keep),
            "proof": sorted(self.proof),
            "vanished": self.vanished,
            "lock": lock,
        }
        return out

    def _settled(self, fault):
        """freshness#the-end-of-a-quarantine"""
        if fault["code"] == "lock/identity-equivocation":
            return self.newest.version > fault["version"]
        name = fault["list"]
        if fault["code"] in ("lock/rollback", "lock/revoked"):
            return name in self.passed or name not in self.names
        if name not in self.passed:
            return False
        signed = self.passed[name][0].signed
        return (signed["epoch"], signed["version"]) > (fault["epoch"], fault["version"])

    def _lock(self, status, accept, unsettled, judged):
        if not judged:
            return self.accepted
        lists = {e["list"]: dict(e) for e in self._elements()}
        own = self.accepted["identity"] if self.accepted else None
        newest = {"digest": self.newest.digest, "version": self.newest.version}
        for name, element in lists.items():
            under = element.pop("identity", own)
            heads = self.kept.heads.get(element["digest"], [])
            if under["digest"] != self.newest.digest and not any(vouches(self.newest, h) for h in heads):
                element["identity"] = under
        kept = list(self.accepted["keptDenials"]) if self.accepted else []
        day = times.seconds(self.now) // DAY
        self.vanished = []
        for name, (head, read, _) in accept.items():
            signed = head.signed
            element = self._element(name)
            if element is None or element["digest"] != head.digest:
                mine = [d for d in kept if d["list"] == name]
                after = (name, signed["epoch"], signed["version"], read.entries, read.does_not_count)
                before = (name, None, None, [], [])
                if element is not None:
                    old_head, old = self._reopen(element)
                    before = (name, old_head.signed["epoch"], old_head.signed["version"], old.entries, [])
                now_kept = denials.keep(mine, before, after, day)
                self.vanished += [d for d in now_kept if d not in mine]
                kept = [d for d in kept if d["list"] != name] + now_kept
            if element is None or element["digest"] != head.digest:
                lists[name] = {
                    "digest": head.digest,
                    "epoch": signed["epoch"],
                    "list": name,
                    "version": signed["version"],
                }
            lists[name].pop("identity", None)
        if status == "accepted":
            kept = denials.acknowledge(kept, self.acknowledged, self.publisher)
        out = {
            "identity": newest,
            "keptDenials": sorted(kept, key=denials.sort_key),
            "lastRefreshed": self.now if status == "accepted" else self.accepted["lastRefreshed"],
            "lists": [lists[n] for n in sorted(lists)],
            "pin": self.pin,
            "publisher": self.publisher,
        }
        if status == "quarantined":
            faults = {}
            for fault in unsettled + self.faults:
                pair = (fault["code"], fault.get("list", ""))
                old = faults.get(pair)
                if old is None or (fault["epoch"], fault["version"]) > (old["epoch"], old["version"]):
                    faults[pair] = fault
            since = self.accepted.get("quarantine", {}).get("since", self.now) if unsettled else self.now
            out["quarantine"] = {"faults": [faults[p] for p in sorted(faults)], "since": since}
        return out


def vouches(newest, head):
    """Whether an identity stands behind a list: version, epoch and signatures suffice."""
    try:
        seal.check_known_and_epoch(head, newest)
        key.count(head, newest, "list")
        return True
    except Refused:
        return False


# freshness#reopening


class Reopened:
    """The last accepted state, from lock and store alone."""

    def __init__(self, pin, accepted, kept, asked, at, floor):
        if "identity" not in accepted:
            raise Refused("lock/unsigned-before")
        now, refreshed = times.seconds(at), times.seconds(accepted["lastRefreshed"])
        if now < max(times.seconds(floor) if floor else refreshed, refreshed) - DAY:
            raise Refused("lock/clock-behind")
        if pin != accepted["pin"]:
            raise Refused("lock/pin-changed")
        self.accepted, self.store = accepted, Kept(kept)
        newest = self._identity(accepted["identity"]["digest"])
        self.proof = {f["code"] for f in accepted.get("quarantine", {}).get("faults", [])}
        self.lists = []  # heads, and lists as read
        for element in accepted["lists"]:
            if asked is not None and element["list"] not in asked:
                continue
            under = self._identity(element["identity"]["digest"]) if "identity" in element else newest
            head, read = self._list(element, under)
            if not vouches(newest, head):
                self.proof.add("lock/revoked")
            self.lists.append((head, read))
        expires = times.seconds(newest.head["expires"])
        if self.proof:
            self.status = "quarantined"
        elif now <= refreshed + DAY and now < expires:
            self.status = "fresh"
        else:
            self.status = "stale"
        self.last_refreshed = times.instant_text(min(refreshed, expires))

    def _identity(self, digest):
        for head in self.store.heads.get(digest, []):
            try:
                one = key.open_read_identity(head)
                if one.publisher == self.accepted["publisher"]:
                    return one
            except Refused:
                pass
        raise Refused("lock/document-missing")

    def _list(self, element, under):
        """Verified again, dates apart."""
        for head in self.store.heads.get(element["digest"], []):
            try:
                seal.check_names(head, under.publisher, element["list"])
                seal.check_known_and_epoch(head, under)
                key.count(head, under, "list")
                return head, seal.open_content(head)
            except Refused:
                pass
        raise Refused("lock/document-missing")


# freshness#past-states


def past_state(publisher, pin, documents, asked, at):
    heads = [h for h in map(_read, documents) if h and times.seconds(h.signed["issued"]) <= times.seconds(at)]
    identities = [h for h in heads if h.type == "publisher" and h.signed["publisher"] == publisher]
    one = None
    for head in identities:
        if "sha256:" + head.digest == pin and one is None:
            try:
                one = key.open_read_identity(head)
            except Refused:
                pass
    if one is None:
        raise Refused("lock/identity-lost")
    for _ in range(identity.MOST + 1):
        following = {}
        for head in identities:
            if head.signed["version"] == one.version + 1:
                try:
                    step = identity.step(one, head.data, at)[0]
                    following[step.digest] = step
                except Refused:
                    pass
        if not following:
            break
        if len(following) > 1:
            raise Refused("lock/identity-equivocation")
        one = next(iter(following.values()))
    else:
        raise Refused("key/too-many-rotations")
    seal.check_freshness(one.head, at, "seal/identity-expired")
    best = {}
    for head in heads:
        if head.type != "list":
            continue
        name = head.signed["list"]
        try:
            seal.verify_list(head.data, one, name, at)
        except Refused:
            continue
        position = (head.signed["epoch"], head.signed["version"])
        if name not in best or position > best[name][0]:
            best[name] = (position, {head.digest})
        elif position == best[name][0]:
            best[name][1].add(head.digest)
    names = sorted(best) if asked is None else sorted(asked)
    for name in names:
        if name not in best:
            raise Refused("lock/list-missing")
        if len(best[name][1]) > 1:
            raise Refused("lock/equivocation")
    return {
        "identity": one.version,
        "lists": [{"list": n, "epoch": best[n][0][0], "version": best[n][0][1]} for n in names],
    }


# freshness#compare-with-what-others-saw


def disagreements(witnesses, known):
    seen = {}

    def saw(head, by):
        where = (head["publisher"], head["list"], head["epoch"], head["version"])
        seen.setdefault(where, {}).setdefault(head["digest"], set()).add(by)

    for head in known:
        saw(head, "here")
    for witness in witnesses:
        for head in witness["observed"]:
            saw(head, "%s, list %s" % (witness["publisher"], witness["list"]))
    return [
        {
            **dict(zip(("publisher", "list", "epoch", "version"), where)),
            "seen": [{"digest": d, "by": sorted(digests[d])} for d in sorted(digests)],
        }
        for where, digests in sorted(seen.items())
        if len(digests) > 1
    ]


def to_observed(lock, publisher):
    out = [
        {m: e[m] for m in ("digest", "epoch", "list", "version")} | {"publisher": p["publisher"]}
        for p in lock["publishers"]
        if p["publisher"] != publisher
        for e in p["lists"]
        if "epoch" in e
    ]
    return sorted(out, key=lambda h: (code_units(h["publisher"]), code_units(h["list"])))[:4096]
