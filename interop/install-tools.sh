#!/usr/bin/env bash
# Installs, on Debian and as root, the programs of others that the interoperability tests run against.
set -euo pipefail

missing=()
want() { dpkg -s "$1" >/dev/null 2>&1 || missing+=("$1"); }

# keys: a PKCS#11 token in software, and the program that talks to tokens
want softhsm2
want opensc
# keys: signers whose signature files --attach reads
want signify-openbsd
want minisign

if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
