"""Reads lines "specifiers<TAB>version", writes what `packaging` says with pre-releases passed over and let in."""
import sys
import packaging
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

if "--version" in sys.argv:
    print(packaging.__version__)
    sys.exit()
for line in sys.stdin:
    text, version = line.rstrip("\n").split("\t")
    try:
        specifiers = SpecifierSet(text)
        candidate = Version(version)
        asked = bool(specifiers.prereleases)
        if not specifiers.contains(candidate, prereleases=True):
            print("out")
        else:
            print("in" if asked or not candidate.is_prerelease else "pre")
    except InvalidSpecifier:
        print("invalid-range")
    except InvalidVersion:
        print("invalid-version")
