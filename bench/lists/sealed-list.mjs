import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  addSignature,
  keyIdOf,
  openIdentity,
  prepareDocument,
  publicKeyOf,
  signWithSeed,
  toHex,
  toKeyRoles,
  toPreparedBytes,
} from '../../packages/core/dist/index.js'
import { makeEntries } from './entries.mjs'
import { randomFrom } from './random.mjs'

/** The instant that every benchmark judges by. */
export const now = '2026-11-22T00:00:00Z'
export const publisher = 'bench-tre'

/** Throw-away keys: they sign nothing but made-up lists. */
const seeds = [1, 2].map((fill) => new Uint8Array(32).fill(fill))
export const cache = new URL('../../.cache/bench/', import.meta.url).pathname

/** An identity whose `list` role asks for both signatures, as its document's bytes. */
export function makeIdentityBytes(publisher) {
  const publicKeys = seeds.map(publicKeyOf)
  const keyids = publicKeys.map(keyIdOf).sort()
  const role = { keyids, threshold: 2 }
  const subject = {
    about: { title: 'Bench TRE' },
    keys: publicKeys.map((key) => ({ keytype: 'ed25519', public: toHex(key), scheme: 'ed25519' })),
    roles: { list: role, root: role },
  }
  const fields = {
    epoch: 1,
    expires: '2028-01-01T00:00:00Z',
    issued: '2026-01-01T00:00:00Z',
    publisher,
    version: 1,
  }
  return seal('publisher', fields, subject, taken(toKeyRoles(subject)).root)
}

export function makeListBytes(entries, roles, publisher) {
  const fields = {
    epoch: 1,
    expires: '2027-11-01T00:00:00Z',
    issued: '2026-11-01T00:00:00Z',
    list: 'made-up',
    publisher,
    publisherVersion: 1,
    version: 7,
  }
  return seal(
    'list',
    fields,
    { about: { licence: 'CC0-1.0', title: 'Made up for measuring' }, entries },
    roles.list,
  )
}

function seal(type, fields, subject, role) {
  let document = taken(prepareDocument(type, fields, subject))
  for (const seed of seeds) {
    const signature = signWithSeed(seed, document.head.signedBytes)
    document = taken(addSignature(document, role, publicKeyOf(seed), signature))
  }
  return toPreparedBytes(document)
}

/**
 * The folder of a publisher with one list of `count` made-up entries, signed by two of two keys. Made once and kept: the
 * same generator gives the same list.
 *
 * @returns `{ folder, listPath, count }`
 */
export function listOfSize(count, characters = 'ascii') {
  const folder = join(cache, `${generatorVersion()}-${count}-${characters}`)
  const listPath = join(folder, 'made-up.list.json')
  if (existsSync(listPath)) return { folder, listPath, count }
  mkdirSync(join(folder, 'identity'), { recursive: true })
  const identityBytes = makeIdentityBytes(publisher)
  writeFileSync(join(folder, 'identity', '1.json'), identityBytes)
  const { roles } = taken(openIdentity(identityBytes))
  const bytes = makeListBytes(makeEntries(randomFrom(count), count, characters), roles, publisher)
  writeFileSync(`${listPath}.part`, bytes)
  renameSync(`${listPath}.part`, listPath)
  return { folder, listPath, count }
}

/**
 * Writes the folder of a publisher, with an identity and one list of so many entries, for each publisher others.
 *
 * @returns The bytes of its identity.
 */
export function writePublisher(folder, id, seed, count) {
  mkdirSync(join(folder, 'identity'), { recursive: true })
  const identityBytes = makeIdentityBytes(id)
  const { roles } = taken(openIdentity(identityBytes))
  writeFileSync(join(folder, 'identity', '1.json'), identityBytes)
  const entries = makeEntries(randomFrom(seed), count, 'ascii')
  writeFileSync(join(folder, 'made-up.list.json'), makeListBytes(entries, roles, id))
  return identityBytes
}

/** What is read of such a folder to verify the list: its bytes and the identity. */
export function readListFolder({ folder, listPath }) {
  const identity = taken(openIdentity(readFileSync(join(folder, 'identity', '1.json'))))
  const file = readFileSync(listPath)
  return { bytes: new Uint8Array(file.buffer, file.byteOffset, file.byteLength), identity }
}

export function taken(outcome) {
  if (!outcome.ok) throw new Error(outcome.problems.map((each) => `${each.code}: ${each.what}`).join('\n'))
  return outcome.value
}

/** Lists that were made by another generator are not taken from the cache. */
export function generatorVersion(more = []) {
  const hash = createHash('sha256')
  for (const name of ['entries.mjs', 'packages.mjs', 'random.mjs', ...more]) {
    hash.update(readFileSync(new URL(name, import.meta.url)))
  }
  return hash.digest('hex').slice(0, 12)
}
