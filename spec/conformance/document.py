"""Sealed documents: spec/document.md."""

import base64
import hashlib
import re

from . import schema, times
from .canonical import canonical_bytes, gate
from .problems import Refused

FILE = 419430400
HEAD = 65536
SIGNED_BYTES = 1024
SUBJECT = re.compile(rb',[\t\n\r]*"subject"[\t\n\r]*:')
TYPES = ("list", "policy", "publisher")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def without_layout(data):
    return data.translate(None, b"\t\n\r")


class Head:
    """What reading the head gives: nothing behind the colon was looked at."""

    def __init__(self, signatures, signed, colon, data):
        self.signatures = signatures
        self.signed = signed
        self.type = signed["type"]
        self.canonical = canonical_bytes(signed)
        self.digest = sha256(self.canonical)
        self.signed_bytes = pae("application/vnd.trustlist.%s.v1+json" % self.type, self.canonical)
        self.colon = colon
        self.data = data

    def subject_bytes(self):
        """document#digests: from behind the colon to before the last brace, less layout."""
        rest = without_layout(self.data[self.colon :])
        if not rest.endswith(b"}"):
            raise Refused("json/syntax")
        return rest[:-1]

    def envelope(self):
        """seal#dsse"""
        return {
            "payload": base64.b64encode(self.canonical).decode(),
            "payloadType": "application/vnd.trustlist.%s.v1+json" % self.type,
            "signatures": self.signatures,
        }


def pae(payload_type, payload):
    """document#signed-bytes"""
    t = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(t), t, len(payload), payload)


def read_head(data, asked=None):
    """document#reading-the-head"""
    if not data:
        raise Refused("document/empty")
    if len(data) > FILE:
        raise Refused("document/too-large")
    found = SUBJECT.search(data[:HEAD])
    if not found:
        if len(data) > HEAD:
            raise Refused("document/head-too-large")
        gate(data)
        raise Refused("document/not-sealed")
    value = gate(data[: found.start()] + b"}")
    if (
        not isinstance(value, dict)
        or sorted(value) != ["signatures", "signed"]
        or not isinstance(value["signed"], dict)
    ):
        raise Refused("document/shape")
    signed = value["signed"]
    # document#versions-of-the-specification, before anything else of the head.
    major = re.fullmatch(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)", str(signed.get("spec")))
    if major and major.group(1) != "1":
        raise Refused("document/other-major")
    if signed.get("type") not in TYPES:
        raise Refused("document/shape")
    if not schema.fits(signed, signed["type"], "head") or not schema.fits(value["signatures"], "common", "signatures"):
        raise Refused("document/shape")
    if any(times.seconds(signed[m]) is None for m in ("issued", "expires")):
        raise Refused("document/not-a-day")
    for signature in value["signatures"]:
        # key#signatures, "One spelling".
        if base64.b64encode(base64.b64decode(signature["sig"])).decode() != signature["sig"]:
            raise Refused("key/signature-encoding")
    head = Head(value["signatures"], signed, found.end(), data)
    if len(head.signed_bytes) > SIGNED_BYTES:
        raise Refused("document/signed-bytes-too-long")
    if asked and head.type != asked:
        raise Refused("document/other-type")
    return head
