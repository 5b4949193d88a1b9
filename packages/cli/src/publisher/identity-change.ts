import { keyIdOf, parseHex, toHex, type SubjectOf } from '@trustlist/core'

export type RoleName = 'root' | 'list'
type Subject = SubjectOf['publisher']

/** What is to become of one key of an identity. */
export type KeyChange =
  | { readonly kind: 'add'; readonly publicKey: Uint8Array; readonly roles: readonly RoleName[] }
  /** From these roles; a key that has no role left goes itself. */
  | { readonly kind: 'remove'; readonly publicKey: Uint8Array; readonly roles: readonly RoleName[] }
  | { readonly kind: 'replace'; readonly publicKey: Uint8Array; readonly by: Uint8Array }

/** How many must sign from now on; undefined: as many as before. */
export type Thresholds = Readonly<Record<RoleName, number | undefined>>

/**
 * An identity's subject with one key changed, ordered as every writer orders it. A change that has been made already changes
 * nothing. Whether the roles still hold together is checked when the document is made.
 */
export function changeKey(subject: Subject, change: KeyChange | undefined, thresholds: Thresholds): Subject {
  const keys = new Set(subject.keys.map((each) => each.public))
  const roles = {
    list: new Set(subject.roles.list.keyids),
    root: new Set(subject.roles.root.keyids),
  }
  if (change !== undefined) apply(change, keys, roles)
  const roleOf = (name: RoleName) => ({
    keyids: [...roles[name]].sort(),
    threshold: thresholds[name] ?? subject.roles[name].threshold,
  })
  return {
    ...subject,
    keys: [...keys].sort().map((hex) => ({ keytype: 'ed25519', public: hex, scheme: 'ed25519' })),
    roles: { list: roleOf('list'), root: roleOf('root') },
  }
}

function apply(change: KeyChange, keys: Set<string>, roles: Readonly<Record<RoleName, Set<string>>>): void {
  const keyid = keyIdOf(change.publicKey)
  const hex = toHex(change.publicKey)
  switch (change.kind) {
    case 'add':
      keys.add(hex)
      for (const role of change.roles) roles[role].add(keyid)
      return
    case 'remove':
      for (const role of change.roles) roles[role].delete(keyid)
      if (!roles.list.has(keyid) && !roles.root.has(keyid)) keys.delete(hex)
      return
    case 'replace':
      if (!keys.delete(hex)) return
      keys.add(toHex(change.by))
      for (const role of [roles.list, roles.root]) if (role.delete(keyid)) role.add(keyIdOf(change.by))
  }
}

/** The public keys of a subject, by keyid. */
export function publicKeysOf(subject: Subject): ReadonlyMap<string, Uint8Array> {
  return new Map(
    subject.keys.map((each) => {
      const publicKey = parseHex(each.public)!
      return [keyIdOf(publicKey), publicKey]
    }),
  )
}
