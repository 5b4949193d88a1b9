#!/bin/sh
# Reads lines "a<TAB>b", writes how dpkg itself orders them; one that it warns of counts as refused.
if [ "${1:-}" = --version ]; then
  dpkg --version | sed -n '1s/.*version \([^ ]*\).*/\1/p'
  command -v dpkg >/dev/null
  exit
fi
tab=$(printf '\t')
while IFS="$tab" read -r a b; do
  if [ -n "$(dpkg --compare-versions -- "$a" lt "$b" 2>&1)" ]; then echo invalid
  elif dpkg --compare-versions -- "$a" lt "$b"; then echo '<'
  elif dpkg --compare-versions -- "$a" eq "$b"; then echo '='
  else echo '>'
  fi
done
