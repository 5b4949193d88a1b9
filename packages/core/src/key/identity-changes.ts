import type { KeyRole } from './key-role.js'
import type { PublisherIdentity } from './publisher-identity.js'

/** One thing in which a version of an identity differs from the one before, as plain data. */
export type IdentityChange =
  | { readonly kind: 'key-added' | 'key-removed'; readonly role: RoleName; readonly keyid: string }
  | { readonly kind: 'threshold'; readonly role: RoleName; readonly from: number; readonly to: number }
  | { readonly kind: 'epoch'; readonly from: number; readonly to: number }
  | { readonly kind: 'expires'; readonly from: string; readonly to: string }
  /** Publisher-controlled text. */
  | {
      readonly kind: 'about'
      readonly member: 'title' | 'homepage' | 'contact'
      readonly from: string | null
      readonly to: string | null
    }

type RoleName = 'root' | 'list'

/** What of an identity can change; a version that nobody has signed yet has it too. */
export type IdentityContent = Pick<PublisherIdentity, 'roles' | 'epoch' | 'expires' | 'about'>

/**
 * What is different between two versions of one identity: roles first, the root before the list role, keys by keyid; then
 * thresholds, epoch, expiry, words. Keys without a role act for nobody and are left out.
 */
export function compareIdentities(
  before: IdentityContent,
  after: IdentityContent,
): readonly IdentityChange[] {
  const changes: IdentityChange[] = []
  for (const role of ['root', 'list'] as const) {
    const [old, now] = [before.roles[role], after.roles[role]]
    const moved = (kind: 'key-added' | 'key-removed', keyids: readonly string[]) => {
      for (const keyid of keyids) changes.push({ kind, role, keyid })
    }
    moved('key-removed', keyidsOnlyIn(old, now))
    moved('key-added', keyidsOnlyIn(now, old))
    if (old.threshold !== now.threshold) {
      changes.push({ kind: 'threshold', role, from: old.threshold, to: now.threshold })
    }
  }
  if (before.epoch !== after.epoch) changes.push({ kind: 'epoch', from: before.epoch, to: after.epoch })
  if (before.expires !== after.expires) {
    changes.push({ kind: 'expires', from: before.expires, to: after.expires })
  }
  for (const member of ['title', 'homepage', 'contact'] as const) {
    const [from, to] = [before.about[member] ?? null, after.about[member] ?? null]
    if (from !== to) changes.push({ kind: 'about', member, from, to })
  }
  return changes
}

function keyidsOnlyIn(role: KeyRole, other: KeyRole): readonly string[] {
  return [...role.keys.keys()].filter((keyid) => !other.keys.has(keyid)).sort()
}
