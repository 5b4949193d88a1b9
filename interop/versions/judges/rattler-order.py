"""Reads lines "a<TAB>b", writes how rattler, another implementation of conda's order, orders them."""
import sys
import rattler

if "--version" in sys.argv:
    from importlib.metadata import version

    print(version("py-rattler"))
    sys.exit()
for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    try:
        x, y = rattler.Version(a), rattler.Version(b)
        print("<" if x < y else ">" if x > y else "=")
    except Exception:
        print("invalid")
