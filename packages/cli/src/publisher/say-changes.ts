import type { IdentityChange } from '@trustlist/core'
import { say, type Shown } from '../render/shown.js'
import { sayKey, type NameOf } from './say-key.js'

/** What a version of an identity changes, a line each; but for its expiry, which every version changes. */
export function sayChanges(changes: readonly IdentityChange[], nameOf?: NameOf): readonly Shown[] {
  return changes.flatMap((each) => (each.kind === 'expires' ? [] : [sayChange(each, nameOf)]))
}

function sayChange(change: Exclude<IdentityChange, { kind: 'expires' }>, nameOf: NameOf | undefined): Shown {
  switch (change.kind) {
    case 'key-added':
      return say`${change.role} key added: ${sayKey(change.keyid, nameOf)}`
    case 'key-removed':
      return say`${change.role} key removed: ${sayKey(change.keyid, nameOf)}`
    case 'threshold':
      return say`${change.role} threshold: ${change.from}, now ${change.to}`
    case 'epoch':
      return say`epoch: ${change.from}, now ${change.to}: every list signed before is refused from now on`
    case 'about':
      return say`${change.member}: ${change.from ?? 'none'}, now ${change.to ?? 'none'}`
  }
}
