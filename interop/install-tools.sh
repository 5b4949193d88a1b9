#!/usr/bin/env bash
# Installs the programs of others that the interoperability tests run against: on Debian, as root. What cannot be had
# is named with the reason, and the tests that want it skip; this script itself does not fail.
set -uo pipefail

skip() { echo "not installed: $*"; }

missing=()
want() { dpkg -s "$1" >/dev/null 2>&1 || missing+=("$1"); }

# keys: a PKCS#11 token in software, and the program that talks to tokens
want softhsm2
want opensc
# keys: signers whose signature files --attach reads
want signify-openbsd
want minisign

# files: what a program writes is seen in its system calls
want strace

# dsse: a securesystemslib from before DSSE
want python3-securesystemslib
want python3-venv

# versions: the programs that judge the order of versions, each its ecosystem's own
want libdpkg-perl
want r-base-core
want python3-rpm
want python3-packaging
want ruby
want libmaven3-core-java
command -v java >/dev/null || want default-jre-headless

if [ "${#missing[@]}" -eq 0 ]; then
  echo 'every package of the distribution is installed'
elif ! command -v apt-get >/dev/null; then
  skip "${missing[*]} (there is no apt-get: not a Debian)"
elif [ "$(id -u)" -ne 0 ]; then
  skip "${missing[*]} (apt-get wants root: sudo $0)"
elif ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
  "${missing[@]}"; }; then
  skip "${missing[*]} (apt-get failed)"
fi

# dsse: the newest securesystemslib; Debian's has no DSSE.
# versions: py-rattler is in no distribution, and the newest packaging is a second opinion.
cache="$(dirname "$0")/../.cache"
venv="$cache/interop"
if ! command -v python3 >/dev/null; then
  skip 'py-rattler, the newest packaging and securesystemslib (there is no python3)'
elif ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check py-rattler packaging \
  'securesystemslib[crypto]'; }; then
  skip 'py-rattler, the newest packaging and securesystemslib (python3 -m venv, or pip, failed)'
fi

# versions: Maven's order changed after the edition that distributions have.
artifact=org.apache.maven:maven-artifact:3.9.9
if ! command -v mvn >/dev/null; then
  skip "$artifact (there is no mvn)"
elif ! mvn --batch-mode --quiet "-Dmaven.repo.local=$cache/interop-maven" \
  org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get "-Dartifact=$artifact" -Dtransitive=false; then
  skip "$artifact (mvn failed)"
fi
exit 0
