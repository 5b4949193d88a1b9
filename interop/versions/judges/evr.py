"""Reads lines "a<TAB>b", writes how RPM orders them, as [epoch:]version[-release]."""
import sys
import rpm

if "--version" in sys.argv:
    rpm.ver("1")
    print(rpm.__version__)
    sys.exit()
for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    try:
        x, y = rpm.ver(a), rpm.ver(b)
        print("<" if x < y else ">" if x > y else "=")
    except ValueError:
        print("invalid")
