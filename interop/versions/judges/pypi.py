"""Reads lines "a<TAB>b", writes how PEP 440 orders them, by the `packaging` project."""
import sys
import packaging
from packaging.version import InvalidVersion, Version

if "--version" in sys.argv:
    print(packaging.__version__)
    sys.exit()
for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    try:
        x, y = Version(a), Version(b)
        print("<" if x < y else ">" if x > y else "=")
    except InvalidVersion:
        print("invalid")
