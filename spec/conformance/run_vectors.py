"""Runs the vectors of spec/vectors, of all stages or of those named."""

import collections
import json
import pathlib
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from conformance import operations  # noqa: E402

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors"


def main(stages):
    passed = failed = skipped = 0
    by_stage = collections.defaultdict(lambda: [0, 0, 0])
    reasons = collections.Counter()
    for path in sorted(VECTORS.glob("*/*.json")):
        stage = path.parent.name
        if stages and stage not in stages:
            continue
        vector = json.loads(path.read_text("utf-8"))
        try:
            got = operations.run(vector["operation"], vector["input"])
        except Exception:
            got = {"error": traceback.format_exc(limit=-3)}
        wanted = vector["expect"]
        if "refused" in wanted:
            wanted = {"refused": sorted(set(wanted["refused"]))}
        if "unsupported" in got:
            skipped += 1
            by_stage[stage][2] += 1
            reasons[stage + ": " + got["unsupported"]] += 1
        elif json.dumps(got, sort_keys=True) == json.dumps(wanted, sort_keys=True):
            passed += 1
            by_stage[stage][0] += 1
        else:
            failed += 1
            by_stage[stage][1] += 1
            print(
                "FAILED %s/%s\n  wanted %s\n  got    %s"
                % (stage, path.stem, json.dumps(wanted)[:2000], got.get("error") or json.dumps(got)[:2000])
            )
    for reason, times in sorted(reasons.items()):
        print("skipped %d of %s" % (times, reason))
    for stage, counts in sorted(by_stage.items()):
        print("%-10s %d passed, %d failed, %d skipped" % (stage, *counts))
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
