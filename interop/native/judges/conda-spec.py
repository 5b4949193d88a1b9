"""Reads lines "version spec<TAB>version", writes whether conda's VersionSpec takes the version."""
import re
import sys
import conda
from conda.models.version import VersionOrder, VersionSpec

if "--version" in sys.argv:
    print(getattr(conda, "__version__", "(from source)"))
    sys.exit()
for line in sys.stdin:
    text, version = line.rstrip("\n").split("\t")
    try:
        # MatchSpec drops blanks before it makes a VersionSpec.
        spec = VersionSpec(text.replace(" ", ""))
        # conda refuses `~=1` only when it comes to compare.
        if re.search(r"~=[^.,|()]*([,|)]|$)", text.replace(" ", "")):
            raise ValueError(text)
    except Exception:
        print("invalid-range")
        continue
    try:
        VersionOrder(version)
    except Exception:
        print("invalid-version")
        continue
    print("in" if spec.match(version) else "out")
