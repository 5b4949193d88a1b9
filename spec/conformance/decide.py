"""Asking a policy: spec/policy.md#answering."""

from . import package, times, version
from .canonical import code_units
from .problems import Refused

DAY = 86400
SEVERITY = {"deny": 2, "undecided": 1, "allow": 0}
NOTHING = {"support": 0, "voices": 0, "reviewed": 0, "opposition": 0}


class Policy:
    def __init__(self, signed, subject):
        self.signed, self.subject = signed, subject
        self.rules = {r["package"]: r for r in subject["rules"]}
        self.patterns = {name: package.identity(name, pattern=True) for name in self.rules}
        self.named = subject["profile"].get("preReleases") == "named"

    def in_force(self, at):
        """policy#in-force"""
        at = times.seconds(at)
        return times.seconds(self.signed["issued"]) - DAY <= at < times.seconds(self.signed["expires"])

    def answer(self, question, at):
        """policy#answering, "Qualifiers": the most severe of the package and its refinements."""
        asked = package.identity(question["package"])
        names = [asked.canonical()] + package.refinements(asked, self.patterns.values())
        answers = [(self._answer(package.identity(n, True), question, at), n) for n in names]
        return min(answers, key=lambda a: (-SEVERITY[a[0]["decision"]], code_units(a[1])))[0]

    def _answer(self, asked, question, at):
        covering = [n for n, p in self.patterns.items() if package.covers(p, asked)]
        if not covering:
            return {"decision": "undecided", "cause": "unlisted", **NOTHING}
        rule = self.rules[max(covering, key=lambda n: (package.rank(self.patterns[n]), code_units(n)))]
        snapshot = question.get("snapshot")
        segments = [s for s in rule["segments"] if snapshot is not None and s.get("asOf") == snapshot]
        segments = segments or [s for s in rule["segments"] if "asOf" not in s]
        text = question.get("version")
        key = None
        if text is not None:
            try:
                key = version.version_key(asked.type, text)
            except Refused:
                pass
        if key is None:
            answers = [self._of(s, question, at) for s in segments]
            out = min(answers, key=lambda a: -SEVERITY[a["decision"]])
            if text is not None and out["decision"] == "allow":
                out = {**out, "decision": "undecided", "cause": "version-unreadable"}
            return out
        for segment in segments:
            versions, _ = version.parse(segment["versions"])
            if versions.holds(key):
                single = any(a and p[0] == key for a, p in zip(versions.at, versions.points)) and not any(versions.gaps)
                out = self._of(segment, question, at)
                if self.named and not single and version.is_pre_release(asked.type, text):
                    # policy#pre-releases: an interval speaks for releases.
                    out.update(support=0, voices=0, reviewed=0)
                    if out["decision"] == "allow":
                        out.update(decision="undecided", cause="pre-release")
                return out
        raise Refused("merge/policy-shape")

    def _of(self, segment, question, at):
        out = {m: segment[m] for m in ("decision", "support", "voices", "reviewed", "opposition")}
        cause, until = "segment", segment.get("until")
        for file in segment.get("files", []):
            if file["sha256"] == question.get("digest"):
                out.update({m: file[m] for m in ("decision", "support", "voices")})
                cause, until = "file", file.get("until")
        if out["decision"] == "allow":
            if not self.in_force(at):
                out["decision"], cause = "undecided", "expired"
            elif until is not None and times.day_number(until) < times.seconds(at) // DAY:
                out["decision"], cause = "undecided", "lapsed"
        return {**out, "cause": cause}
