import type { PublisherKey, PublisherRole } from '@trustlist/schema'
import { problem, settle, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { parseHex } from '../text/hex.js'
import { findKeyFault } from './ed25519.js'
import { keyIdOf } from './key-id.js'

/** The keys that may act in one role, and how many of them must. */
export interface KeyRole {
  /** Public keys, 32 bytes each, by keyid; every one checked. */
  readonly keys: ReadonlyMap<string, Uint8Array>
  readonly threshold: number
}

export interface KeyRoles {
  readonly list: KeyRole
  readonly root: KeyRole
}

/**
 * Builds the roles of an identity from its subject, which has the right shape already.
 *
 * @spec key#roles
 * @returns The roles, or every fault: `key/not-canonical`, `key/small-order`, `key/duplicate-key`,
 *   `key/duplicate-keyid`, `key/keyid-without-key`, `key/threshold`.
 */
export function toKeyRoles(
  subject: {
    readonly keys: readonly Readonly<PublisherKey>[]
    readonly roles: { readonly list: Readonly<PublisherRole>; readonly root: Readonly<PublisherRole> }
  },
  at: Place = {},
): Outcome<KeyRoles> {
  const problems: Problem[] = []
  const keys = new Map<string, Uint8Array>()
  subject.keys.forEach((key, index) => {
    const place = { ...at, pointer: `/subject/keys/${index}/public` }
    const publicKey = parseHex(key.public) ?? new Uint8Array()
    const fault = findKeyFault(publicKey)
    if (fault !== undefined) problems.push(problem(`key/${fault}`, `the key ${key.public}`, place))
    const keyid = keyIdOf(publicKey)
    if (keys.has(keyid))
      problems.push(problem('key/duplicate-key', `the key ${key.public} stands here twice`, place))
    keys.set(keyid, publicKey)
  })
  const roles = {
    list: toKeyRole('list', subject.roles.list, keys, at, problems),
    root: toKeyRole('root', subject.roles.root, keys, at, problems),
  }
  return settle(roles, problems)
}

function toKeyRole(
  name: 'list' | 'root',
  role: Readonly<PublisherRole>,
  keys: ReadonlyMap<string, Uint8Array>,
  at: Place,
  problems: Problem[],
): KeyRole {
  const pointer = `/subject/roles/${name}`
  const chosen = new Map<string, Uint8Array>()
  role.keyids.forEach((keyid, index) => {
    const place = { ...at, pointer: `${pointer}/keyids/${index}` }
    const key = keys.get(keyid)
    if (key === undefined)
      problems.push(problem('key/keyid-without-key', `no key has the keyid ${keyid}`, place))
    else if (chosen.has(keyid))
      problems.push(problem('key/duplicate-keyid', `the keyid ${keyid} stands here twice`, place))
    else chosen.set(keyid, key)
  })
  if (role.threshold < 1 || role.threshold > role.keyids.length) {
    const what = `expected a threshold from 1 to ${role.keyids.length}, found ${role.threshold}`
    problems.push(problem('key/threshold', what, { ...at, pointer: `${pointer}/threshold` }))
  }
  return { keys: chosen, threshold: role.threshold }
}
