#!/usr/bin/env bash
# Installs, on Debian and as root, the programs of others that the interoperability tests run against.
set -euo pipefail

missing=()
want() { dpkg -s "$1" >/dev/null 2>&1 || missing+=("$1"); }

# keys: a PKCS#11 token in software, and the program that talks to tokens
want softhsm2
want opensc

# versions: the programs that judge the order of versions, each its ecosystem's own
want libdpkg-perl
want r-base-core
want python3-rpm
want python3-packaging
want python3-venv
want ruby

if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

# versions: py-rattler is in no distribution, and the newest packaging is a second opinion. Without a package index
# the tests that want them skip.
venv="$(dirname "$0")/../.cache/interop"
{ python3 -m venv "$venv" && "$venv/bin/pip" install --quiet py-rattler packaging; } ||
  echo 'not installed: py-rattler and packaging by pip'
