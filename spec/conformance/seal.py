"""Verifying and signing: spec/seal.md."""

import base64

from . import times
from .canonical import gate, layout
from .document import read_head, sha256
from .key import count, head_text, keyid, verifies
from .list import read_list
from .problems import Refused

AHEAD = 86400


def check_names(head, publisher, name):
    signed = head.signed
    if signed["operator" if head.type == "policy" else "publisher"] != publisher:
        raise Refused("seal/other-publisher")
    if name is not None and signed["policy" if head.type == "policy" else "list"] != name:
        raise Refused("seal/other-list")


def check_freshness(signed, now, expired="seal/expired"):
    issued, expires, at = (times.seconds(t) for t in (signed["issued"], signed["expires"], now))
    if expires <= issued:
        raise Refused("seal/expires-before-issued")
    if issued > at + AHEAD:
        raise Refused("seal/issued-in-future")
    if expires <= at:
        raise Refused(expired)


def check_known_and_epoch(head, identity):
    """seal#check-identity, 2 and 3."""
    if head.type == "list":
        if head.signed["publisherVersion"] > identity.version:
            raise Refused("seal/identity-withheld")
        if head.signed["epoch"] != identity.epoch:
            raise Refused("seal/epoch-revoked")


def check_subject(head):
    """seal#check-digest, "Same subject"."""
    if sha256(head.subject_bytes()) != head.signed["subjectSha256"]:
        raise Refused("seal/subject-digest")


def verify_head(data, identity, name, now, asked="list"):
    """seal#verification, steps 1 to 5."""
    head = read_head(data, asked)
    check_names(head, identity.publisher, name)
    if now is not None:
        check_freshness(identity.head, now, "seal/identity-expired")
    check_known_and_epoch(head, identity)
    count(head, identity, "list")
    if now is not None:
        check_freshness(head.signed, now)
    return head


def verify_list(data, identity, name, now):
    """seal#verification: the head and the list as read. Without `now` dates are not judged."""
    head = verify_head(data, identity, name, now)
    return head, open_content(head)


def open_content(head):
    check_subject(head)
    return read_list(gate(head_text(head)), head.signed["publisher"])


def verify_subject(verified, data):
    """seal#check-digest: the head was verified from an earlier reading."""
    head = read_head(data)
    if head.digest != verified.digest:
        raise Refused("seal/other-head")
    check_subject(head)
    return head.signed["subjectSha256"]


def add_signature(data, identity, public, signature):
    """seal#signing"""
    head = read_head(data)
    name = keyid(public)
    role = "root" if head.type == "publisher" else "list"
    if name not in identity.roles[role]["keyids"]:
        raise Refused("seal/foreign-key")
    if name in [s["keyid"] for s in head.signatures]:
        raise Refused("seal/already-signed")
    if not verifies(bytes.fromhex(public), head.signed_bytes, signature):
        raise Refused("seal/bad-signature")
    check_subject(head)
    signatures = head.signatures + [{"keyid": name, "sig": base64.b64encode(signature).decode()}]
    document = {
        "signatures": sorted(signatures, key=lambda s: s["keyid"]),
        "signed": head.signed,
        "subject": gate(head_text(head)),
    }
    return layout(document)
