"""python3 -m conformance verify|merge|decide, to be run in the folder spec.

verify LIST IDENTITY NAME NOW                    a list under one identity, as spec/seal.md has it
merge TRUST PROFILE AT STATES                    writes a policy; TRUST and STATES are JSON as in the vectors of merge
decide POLICY AT PACKAGE [VERSION [SHA256]]      what a policy says
"""

import base64
import json
import pathlib
import sys

from . import operations


def _read(name):
    return pathlib.Path(name).read_bytes()


def main(words):
    try:
        command, *rest = words
        if command == "verify":
            document, identity, name, now = rest
            case = {
                "document": _as_input(_read(document)),
                "identity": _as_input(_read(identity)),
                "list": name,
                "now": now,
            }
            answer = operations.run("verify-list", case)
        elif command == "merge":
            trust, profile, at, states = rest
            case = {
                "trust": json.loads(_read(trust)),
                "profile": profile,
                "at": at,
                "states": json.loads(_read(states)),
            }
            answer = operations.run("policy-text", case)
        elif command == "decide":
            policy, at, package, *more = rest
            question = {"package": package, **dict(zip(("version", "digest"), more))}
            answer = operations.run("open-policy", {"document": _as_input(_read(policy)), "at": at, "ask": [question]})
        else:
            raise ValueError
    except ValueError:
        sys.stderr.write(__doc__)
        return 2
    if isinstance(answer.get("accepted"), str):
        sys.stdout.write(answer["accepted"])
    else:
        sys.stdout.write(json.dumps(answer, indent=1) + "\n")
    return 0 if "accepted" in answer else 1


def _as_input(data):
    return {"base64": base64.b64encode(data).decode()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
