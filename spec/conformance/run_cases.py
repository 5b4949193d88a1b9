"""Reads cases, one JSON object {"operation", "input"} a line, and answers each with one line."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from conformance import operations  # noqa: E402

sys.setrecursionlimit(20000)


def answer(line):
    try:
        case = json.loads(line)
        return operations.run(case["operation"], case["input"])
    except Exception as error:  # the harness must hear of a fault of ours, and go on
        return {"unsupported": "internal error: %s: %s" % (type(error).__name__, error)}


def main():
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(answer(line), ensure_ascii=True, sort_keys=True) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
