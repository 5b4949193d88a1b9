"""Policies: spec/policy.md, their bytes and their opening."""

from . import document, schema
from .canonical import canonical_bytes, code_units, gate, layout, write
from .key import head_text
from .problems import Refused
from .seal import check_subject


def sort_inputs(inputs):
    return sorted(inputs, key=lambda i: (code_units(i["package"]), code_units(write(i))))


def make(merge):
    """The policy of a merge, as a whole document without signatures."""
    subject = {"inputs": merge.inputs, "profile": merge.profile, "rules": merge.rules}
    signed = {
        "expires": merge.expires(),
        "issued": merge.at,
        "operator": merge.trust["operator"],
        "policy": merge.name,
        "spec": "1.0",
        "subjectSha256": document.sha256(canonical_bytes(subject)),
        "type": "policy",
    }
    return {"signatures": [], "signed": signed, "subject": subject}


def text(merge):
    return layout(make(merge))


def open_policy(data):
    """policy#opening: head and subject."""
    head = document.read_head(data, "policy")
    check_subject(head)
    subject = gate(head_text(head))
    check(subject)
    return head.signed, subject


def check(subject):
    shape = Refused("merge/policy-shape")
    if not schema.fits(subject, "policy", "subject"):
        raise shape
    packages = [code_units(r["package"]) for r in subject["rules"]]
    if any(not a < b for a, b in zip(packages, packages[1:])):
        raise shape
    for rule in subject["rules"]:
        for segment in rule["segments"]:
            if any(i >= len(subject["inputs"]) for i in segment["for"] + segment["against"]):
                raise shape
