"""PEP 440: spec/version.md#types, pypi."""

import re

VERSION = re.compile(
    r"v?(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)"
    r"(?P<pre>[-_.]?(?P<pre_l>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre_n>[0-9]+)?)?"
    r"(?P<post>-(?P<post_n1>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_n2>[0-9]+)?)?"
    r"(?P<dev>[-_.]?dev[-_.]?(?P<dev_n>[0-9]+)?)?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
    re.IGNORECASE | re.ASCII,
)
LETTERS = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
LOWEST, HIGHEST = (-1,), (1,)


def key(text):
    m = VERSION.fullmatch(text)
    if not m:
        return None
    release = [int(n) for n in m["release"].split(".")]
    while len(release) > 1 and release[-1] == 0:
        release.pop()
    letter = (m["pre_l"] or "").lower()
    dev = (0, int(m["dev_n"] or 0)) if m["dev"] else HIGHEST
    post = (0, int(m["post_n1"] or m["post_n2"] or 0)) if m["post"] else LOWEST
    if m["pre"]:
        pre = (0, LETTERS.get(letter, letter), int(m["pre_n"] or 0))
    else:
        pre = LOWEST if m["dev"] and not m["post"] else HIGHEST
    local = LOWEST
    if m["local"]:
        local = (0, tuple((1, int(p)) if p.isdigit() else (0, p) for p in re.split("[-_.]", m["local"].lower())))
    return (int(m["epoch"] or 0), tuple(release), pre, post, dev, local)


def is_pre_release(text):
    m = VERSION.fullmatch(text)
    return bool(m["pre"] or m["dev"])
