"""Following an identity over its versions: spec/identity.md."""

from . import times
from .document import read_head
from .key import open_read_identity, tally
from .problems import Refused

MOST = 1024
AHEAD = 86400


def follow(trusted, offered, now):
    """The newest identity and the findings of the way. `offered`: bytes by number."""
    findings = set()
    for _ in range(MOST):
        data = offered.get(trusted.version + 1)
        if data is None:
            if any(trusted.version + 1 < n <= trusted.version + 1 + MOST for n in offered):
                raise Refused("key/identity-missing")
            return trusted, sorted(findings)
        trusted, found = step(trusted, data, now)
        findings |= found
    if trusted.version + 1 in offered:
        raise Refused("key/too-many-rotations")
    if any(trusted.version + 1 < n <= trusted.version + 1 + MOST for n in offered):
        raise Refused("key/identity-missing")
    return trusted, sorted(findings)


def step(trusted, data, now):
    """identity#following, steps 1 to 7: the next identity and what is reported."""
    head = read_head(data, "publisher")
    signed = head.signed
    if signed["publisher"] != trusted.publisher:
        raise Refused("key/other-publisher")
    if signed["version"] != trusted.version + 1:
        raise Refused("key/other-version")
    counted, old = tally(head, trusted, "root")
    if len(counted) < trusted.roles["root"]["threshold"]:
        raise Refused("key/previous-threshold-not-met", *old.values())
    if times.seconds(signed["issued"]) > times.seconds(now) + AHEAD:
        raise Refused("key/issued-in-future")
    if signed["epoch"] < trusted.epoch:
        raise Refused("key/epoch-lowered")
    newer = open_read_identity(head)
    _, new = tally(head, newer, "root")
    # Reported once: what is invalid for one of the roles, or unknown to both.
    found = {c for c in list(old.values()) + list(new.values()) if c == "key/signature-invalid"}
    found |= {"key/unknown-keyid" for k in old if old[k] == new.get(k) == "key/unknown-keyid"}
    return newer, found
