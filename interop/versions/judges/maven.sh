#!/bin/sh
# Reads lines "a<TAB>b", writes how Maven orders them. $1 is the jar of maven-artifact, whose ComparableVersion prints
# how each of its arguments stands to the next: of every two such lines the first is a pair's.
if [ "${2:-}" = --version ]; then
  java -cp "$1" org.apache.maven.artifact.versioning.ComparableVersion 1 >/dev/null || exit
  case $1 in
    *-[0-9]*.jar) echo "$1" | sed 's/.*-\([0-9].*\)\.jar$/\1/' ;;
    *) dpkg-query --show --showformat '${Version} of Debian\n' libmaven3-core-java ;;
  esac
  exit
fi
# An even number of arguments a time: no pair is torn.
tr '\t' '\n' | xargs -n 4000 java -cp "$1" org.apache.maven.artifact.versioning.ComparableVersion |
  awk '/^Display/ { count = 0 } /^   / { if (++count % 2 == 1) print ($2 == "==" ? "=" : $2) }'
