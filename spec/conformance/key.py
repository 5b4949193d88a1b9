"""Keys and identities: spec/key.md."""

import base64
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from . import schema
from .canonical import gate
from .document import read_head, sha256
from .problems import Refused, refuse_if

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
# key#public-keys: the y-coordinates of the points of small order, each with both signs; P and P + 1 are 0 and 1 not reduced.
_Y8 = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
_SMALL_Y = [0, 1, P - 1, P, P + 1, int.from_bytes(_Y8, "little"), P - int.from_bytes(_Y8, "little")]
SMALL_ORDER = {(y | sign << 255).to_bytes(32, "little") for y in _SMALL_Y for sign in (0, 1)}
assert len(SMALL_ORDER) == 14


def check_key(public):
    """key#public-keys. Small order is looked for first: some of its encodings are not canonical either."""
    if public in SMALL_ORDER:
        raise Refused("key/small-order")
    if len(public) != 32 or int.from_bytes(public, "little") & (2**255 - 1) >= P:
        raise Refused("key/not-canonical")


def keyid(public_hex):
    """key#keyids"""
    return sha256(b'{"keytype":"ed25519","keyval":{"public":"%s"},"scheme":"ed25519"}' % public_hex.encode())


def verifies(public, message, signature):
    """key#verification-rule"""
    try:
        check_key(public)
    except Refused:
        return False
    if len(signature) != 64 or signature[:32] in SMALL_ORDER or int.from_bytes(signature[32:], "little") >= L:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


class Identity:
    """A version of an identity that opens."""

    def __init__(self, head, subject):
        self.head = head.signed
        self.publisher = head.signed["publisher"]
        self.version = head.signed["version"]
        self.epoch = head.signed["epoch"]
        self.digest = head.digest
        self.data = head.data
        self.keys = {keyid(k["public"]): bytes.fromhex(k["public"]) for k in subject["keys"]}
        self.roles = subject["roles"]
        self.findings = []

    @property
    def fingerprint(self):
        return "sha256:" + self.digest


def tally(head, identity, role):
    """key#counting-signatures: keyids that count, and what is reported of each other keyid."""
    keyids = [s["keyid"] for s in head.signatures]
    if len(set(keyids)) != len(keyids):
        raise Refused("key/duplicate-keyid")
    counted, faults = [], {}
    for signature in head.signatures:
        name = signature["keyid"]
        if name not in identity.roles[role]["keyids"]:
            faults[name] = "key/unknown-keyid"
        elif verifies(identity.keys[name], head.signed_bytes, base64.b64decode(signature["sig"])):
            counted.append(name)
        else:
            faults[name] = "key/signature-invalid"
    return counted, faults


def count(head, identity, role, code="key/threshold-not-met"):
    counted, faults = tally(head, identity, role)
    if len(counted) < identity.roles[role]["threshold"]:
        raise Refused(code, *faults.values())
    return counted, faults


def check_pin(pin):
    """key#fingerprints, "Form"."""
    if not isinstance(pin, str) or not re.fullmatch("sha256:[0-9a-f]{64}", pin):
        raise Refused("key/pin-form")


def open_identity(data, pin=None):
    """key#opening-an-identity"""
    if pin is not None:
        check_pin(pin)
    head = read_head(data, "publisher")
    if pin is not None and "sha256:" + head.digest != pin:
        raise Refused("key/pin-mismatch")
    return open_read_identity(head)


def open_read_identity(head):
    subject_bytes = head.subject_bytes()
    if sha256(subject_bytes) != head.signed["subjectSha256"]:
        raise Refused("key/subject-digest")
    subject = gate(head_text(head))
    if not schema.fits(subject, "publisher", "subject"):
        raise Refused("document/shape")
    faults = []
    publics = [k["public"] for k in subject["keys"]]
    for public in publics:
        try:
            check_key(bytes.fromhex(public))
        except Refused as refused:
            faults += refused.codes
    if len(set(publics)) != len(publics):
        faults.append("key/duplicate-key")
    for role in subject["roles"].values():
        if len(set(role["keyids"])) != len(role["keyids"]):
            faults.append("key/duplicate-keyid")
        if not set(role["keyids"]) <= {keyid(p) for p in publics}:
            faults.append("key/keyid-without-key")
        if role["threshold"] > len(role["keyids"]):
            faults.append("key/threshold")
    refuse_if(faults)
    identity = Identity(head, subject)
    _, reported = count(head, identity, "root")
    identity.findings = sorted(set(reported.values()))
    return identity


def head_text(head):
    """The text of the subject with its layout, which the gate looks at (parse the original text)."""
    rest = head.data[head.colon :]
    return rest[: rest.rindex(b"}")]
