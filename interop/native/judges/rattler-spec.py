"""Reads lines "spec<TAB>version", writes whether rattler's VersionSpec takes the version."""
import sys
import rattler

if "--version" in sys.argv:
    from importlib.metadata import version

    print(version("py-rattler"))
    sys.exit()
for line in sys.stdin:
    text, candidate = line.rstrip("\n").split("\t")
    try:
        spec = rattler.VersionSpec(text)
    except Exception:
        print("invalid-range")
        continue
    try:
        print("in" if spec.matches(rattler.Version(candidate)) else "out")
    except Exception:
        print("invalid-version")
