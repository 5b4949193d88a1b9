import {
  findKeyFault,
  keyIdOf,
  parseHex,
  toHex,
  toKeyRoles,
  type HeadFields,
  type JsonValue,
  type KeyRoles,
  type SubjectOf,
} from '@trustlist/core'
import { checkShape } from '@trustlist/schema'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'

type JsonObject = { readonly [name: string]: JsonValue | undefined }

/** An identity draft, compiled. */
export interface CompiledIdentity {
  readonly publisher: HeadFields<'publisher'>['publisher']
  readonly subject: SubjectOf['publisher']
  readonly roles: KeyRoles
  /** The keys by the names that people gave them in the draft. */
  readonly names: ReadonlyMap<string, Uint8Array>
}

/** The keys at hand, which get both roles, threshold 1; or those of an identity, which stay as they are there. */
export type WithoutKeys =
  | { readonly ownKeys: readonly Uint8Array[]; readonly subject?: undefined }
  | { readonly subject: SubjectOf['publisher'] }

interface DraftRole {
  readonly keys: readonly string[]
  readonly threshold: number
}

/**
 * Compiles an identity draft: publisher, about, keys by the names that people gave them, roles by these names.
 *
 * @param otherwise - What a draft that names no keys stands for.
 * @returns The identity, or `cli/identity-draft` and what core says of keys and roles, pointing into the draft.
 */
export function compileIdentity(
  draft: JsonValue,
  otherwise: WithoutKeys,
  source: string,
): Result<CompiledIdentity> {
  const wrong = (what: string, pointer: string) =>
    fail(cliProblem('cli/identity-draft', what, { source, pointer }))
  if (!isObject(draft)) return wrong('expected publisher, about, keys and roles', '')
  const unknown = Object.keys(draft).find(
    (name) => !['trustlist', 'publisher', 'about', 'keys', 'roles'].includes(name),
  )
  if (unknown !== undefined)
    return wrong(`expected trustlist, publisher, about, keys or roles, found ${unknown}`, `/${unknown}`)
  if (draft['trustlist'] !== '1.0') return wrong('expected trustlist: "1.0"', '/trustlist')
  const { publisher, about, keys = [], roles } = draft
  if (typeof publisher !== 'string')
    return wrong('expected publisher to be an id such as example-tre', '/publisher')
  if (!Array.isArray(keys)) return wrong('expected keys to be a list of name and public', '/keys')

  const named = new Map<string, Uint8Array>()
  for (const [index, key] of (keys as readonly JsonValue[]).entries()) {
    const read = readNamedKey(key)
    if (typeof read === 'string') return wrong(read, `/keys/${index}`)
    if (named.has(read.name)) return wrong(`two keys are called ${read.name}`, `/keys/${index}/name`)
    named.set(read.name, read.publicKey)
  }
  if (named.size === 0) {
    if (roles !== undefined) return wrong('expected keys, since roles name some', '/roles')
    if (otherwise.subject !== undefined) {
      return check(publisher, { ...otherwise.subject, about: about as never }, new Map(), source)
    }
    if (otherwise.ownKeys.length === 0)
      return wrong('expected keys and roles, or --key for a key that gets both roles', '')
    otherwise.ownKeys.forEach((key, index) => named.set(`key ${index + 1}`, key))
  }
  const everyKey: DraftRole = { keys: [...named.keys()], threshold: 1 }
  const list = roles === undefined ? everyKey : readRole(roles, 'list')
  const root = roles === undefined ? everyKey : readRole(roles, 'root')
  if (typeof list === 'string') return wrong(list, '/roles/list')
  if (typeof root === 'string') return wrong(root, '/roles/root')
  for (const [name, role] of [
    ['list', list],
    ['root', root],
  ] as const) {
    const stranger = role.keys.findIndex((each) => !named.has(each))
    if (stranger >= 0)
      return wrong(`no key is called ${role.keys[stranger]!}`, `/roles/${name}/keys/${stranger}`)
  }

  const keyidsOf = (role: DraftRole) => role.keys.map((name) => keyIdOf(named.get(name)!)).sort()
  const subject = {
    about: about as unknown,
    keys: [...named.values()]
      .map(toHex)
      .sort()
      .map((hex) => ({ keytype: 'ed25519', public: hex, scheme: 'ed25519' })),
    roles: {
      list: { keyids: keyidsOf(list), threshold: list.threshold },
      root: { keyids: keyidsOf(root), threshold: root.threshold },
    },
  } as unknown as SubjectOf['publisher']
  return check(publisher, subject, named, source)
}

function check(
  publisher: string,
  subject: SubjectOf['publisher'],
  names: CompiledIdentity['names'],
  source: string,
): Result<CompiledIdentity> {
  const faults = checkShape('publisher-subject', subject)
  if (faults.length > 0) {
    return failAll(
      faults.map((each) => cliProblem('cli/identity-draft', each.what, { source, pointer: each.pointer })),
    )
  }
  const checked = toKeyRoles(subject, { source })
  if (!checked.ok) {
    // The document's pointers lead into sorted keys; the draft shows them under their names.
    return failAll(checked.problems.map((each) => ({ ...each, at: { source } })))
  }
  return succeed({ publisher, subject, roles: checked.value, names })
}

function readNamedKey(key: JsonValue): { readonly name: string; readonly publicKey: Uint8Array } | string {
  if (!isObject(key)) return 'expected a key with name and public'
  const unknown = Object.keys(key).find((name) => name !== 'name' && name !== 'public')
  if (unknown !== undefined) return `expected name and public, found ${unknown}`
  const { name, public: hex } = key
  if (typeof name !== 'string' || name === '') return 'expected a name for the key'
  const publicKey = typeof hex === 'string' ? parseHex(hex) : undefined
  if (publicKey?.length !== 32) return 'expected public to be 64 hex digits in quotes, as keygen prints them'
  const fault = findKeyFault(publicKey)
  return fault === undefined
    ? { name, publicKey }
    : `expected a usable public key, found one that is ${fault}`
}

function readRole(roles: JsonValue, name: 'list' | 'root'): DraftRole | string {
  if (!isObject(roles)) return 'expected roles with list and root'
  const unknown = Object.keys(roles).find((each) => each !== 'list' && each !== 'root')
  if (unknown !== undefined) return `expected the roles list and root, found ${unknown}`
  const role = roles[name]
  if (!isObject(role)) return `expected the role ${name} with keys and threshold`
  const other = Object.keys(role).find((each) => each !== 'keys' && each !== 'threshold')
  if (other !== undefined) return `expected keys and threshold, found ${other}`
  const { keys, threshold } = role
  if (!Array.isArray(keys) || !(keys as readonly JsonValue[]).every((each) => typeof each === 'string')) {
    return 'expected keys to be a list of names'
  }
  if (typeof threshold !== 'number') return 'expected threshold to be a number'
  return { keys: keys as readonly string[], threshold }
}

function failAll(problems: readonly CliProblem[]): Result<never> {
  return fail(problems[0]!, ...problems.slice(1))
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
