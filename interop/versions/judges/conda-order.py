"""Reads lines "a<TAB>b", writes how conda orders them, by its VersionOrder."""
import sys
import conda
from conda.exceptions import InvalidVersionSpec
from conda.models.version import VersionOrder

if "--version" in sys.argv:
    print(getattr(conda, "__version__", "(from source)"))
    sys.exit()
for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    try:
        x, y = VersionOrder(a), VersionOrder(b)
        print("<" if x < y else ">" if y < x else "=")
    except InvalidVersionSpec:
        print("invalid")
