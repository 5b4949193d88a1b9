import { countSignatures, type KeyRole, type PreparedDocument } from '@trustlist/core'

/** Whose signatures a document needs. */
export interface SigningRoles {
  /** The keys that may sign it, and how many must. */
  readonly role: KeyRole
  readonly roleName: 'list' | 'root'
  /** Of an identity that follows another: the root role of the version before, so many of whose keys must sign as well. */
  readonly before?: { readonly version: number; readonly role: KeyRole }
}

/** How far a document has come in one role. */
export interface RoleCount {
  readonly signatures: number
  readonly threshold: number
}

/** A role that has too few signatures yet, and who may still give one. */
export interface Lack {
  /** `list`, `root`, or `root of version 3` for that of the version before. */
  readonly of: string
  readonly more: number
  readonly keyids: readonly string[]
}

/** Every key that may sign; no threshold is meant by it. */
export function everySigner({ role, before }: SigningRoles): KeyRole {
  return { keys: new Map([...(before?.role.keys ?? []), ...role.keys]), threshold: 0 }
}

/** Keys whose signatures verify: those that were there already are believed as little as the new ones. */
export function validKeyids(document: PreparedDocument, roles: SigningRoles): readonly string[] {
  const count = countSignatures(document.head, everySigner(roles))
  return count.ok ? count.value.keyids : []
}

/** What is there of each role, and what is missing; nothing is, where the document may take its place. */
export function countRoles(
  document: PreparedDocument,
  roles: SigningRoles,
): { readonly own: RoleCount; readonly before?: RoleCount; readonly lacks: readonly Lack[] } {
  const signed = new Set(validKeyids(document, roles))
  const countOf = (role: KeyRole): RoleCount => ({
    signatures: [...role.keys.keys()].filter((keyid) => signed.has(keyid)).length,
    threshold: role.threshold,
  })
  const lackOf = (of: string, role: KeyRole): readonly Lack[] => {
    const more = role.threshold - countOf(role).signatures
    return more <= 0 ? [] : [{ of, more, keyids: [...role.keys.keys()].filter((each) => !signed.has(each)) }]
  }
  const { role, roleName, before } = roles
  const own = lackOf(roleName, role)
  if (before === undefined) return { own: countOf(role), lacks: own }
  const old = lackOf(`${roleName} of version ${before.version}`, before.role)
  // Where no root key changes, both ask for the same.
  const lacks = toText(old) === toText(own) ? own : [...old, ...own]
  return { own: countOf(role), before: countOf(before.role), lacks }
}

function toText(lacks: readonly Lack[]): string {
  return lacks.map(({ more, keyids }) => `${more} ${[...keyids].sort().join()}`).join()
}
