import type { IdentityChange } from '@trustlist/core'
import { say, type Shown } from '../render/shown.js'

/**
 * What a version of an identity changes, a line each.
 *
 * @param nameOf - What its publisher calls a key, where that is known: only of the publisher's own files, never of a peer's.
 */
export function sayChanges(
  changes: readonly IdentityChange[],
  nameOf: (keyid: string) => string | undefined = () => undefined,
): readonly Shown[] {
  return changes.map((each) => sayChange(each, nameOf))
}

function sayChange(change: IdentityChange, nameOf: (keyid: string) => string | undefined): Shown {
  switch (change.kind) {
    case 'key-added':
      return say`${change.role} key added: ${keyOf(change.keyid, nameOf)}`
    case 'key-removed':
      return say`${change.role} key removed: ${keyOf(change.keyid, nameOf)}`
    case 'threshold':
      return say`${change.role} threshold: ${change.from}, now ${change.to}`
    case 'epoch':
      return say`epoch: ${change.from}, now ${change.to}: every list signed before is refused from now on`
    case 'expires':
      return say`in force until ${change.to}, not ${change.from}`
    case 'about':
      return say`${change.member}: ${change.from ?? 'none'}, now ${change.to ?? 'none'}`
  }
}

function keyOf(keyid: string, nameOf: (keyid: string) => string | undefined): Shown {
  const name = nameOf(keyid)
  return name === undefined ? say`${keyid}` : say`${name}, ${keyid}`
}
