// From a file that a community has to a verified list: import, draft, signature by a throwaway key, verification.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as core from '../../packages/core/dist/index.js'

export const at = '2026-11-22T12:00:00Z'
const expires = '2027-11-22T12:00:00Z'

/** What an outcome holds; a table of figures has no use for a part of it. */
export function valueOf(outcome, of) {
  if (outcome.ok) return outcome.value
  throw new Error(`${of}: ${outcome.problems.map(({ code, what }) => `${code}: ${what}`).join('; ')}`)
}

/**
 * @param publisher - Whose list it is to be.
 * @param files - `{ path, format, type, columns? }`; of a table with `columns` only the first so many are taken.
 * @param versions - `any` takes names alone, `as-read` what the files say of versions.
 * @returns The publisher's state, as a merge wants it.
 */
export async function stateOf(publisher, files, versions) {
  const sources = files.map(({ path, format, type, columns }) => {
    const bytes =
      columns === undefined ? readFileSync(path) : firstColumns(readFileSync(path, 'utf8'), columns)
    const read = core.readInventory(new Uint8Array(bytes), { format, type, source: path })
    return { inventory: valueOf(read, path), from: basename(path) }
  })
  const { entries, provenance } = core.importInventories(sources, { day: core.dayOf(at), versions })
  const draft = {
    trustlist: '1.0',
    publisher,
    list: 'tier-3',
    about: { title: publisher, provenance },
    entries,
  }
  const { subject } = valueOf(core.compileList(draft), publisher)
  const seed = new Uint8Array(32).fill(1)
  const signer = { publicKey: core.publicKeyOf(seed), sign: (message) => core.signWithSeed(seed, message) }
  const keyid = core.keyIdOf(signer.publicKey)
  const role = { keyids: [keyid], threshold: 1 }
  const head = { publisher, epoch: 1, issued: at, expires, version: 1 }
  const own = { about: { title: publisher }, keys: [keyOf(signer)], roles: { list: role, root: role } }
  const roles = valueOf(core.toKeyRoles(own), publisher)
  const identity = valueOf(
    core.openIdentity(await sealed('publisher', head, own, roles.root, signer)),
    publisher,
  )
  const listHead = { ...head, list: 'tier-3', publisherVersion: 1 }
  const bytes = await sealed('list', listHead, subject, identity.roles.list, signer)
  const list = valueOf(core.verifyList(bytes, identity, { now: at, list: 'tier-3' }), publisher)
  return { publisher, lists: [list], status: 'fresh', lastRefreshed: at, keptDenials: [] }
}

function keyOf({ publicKey }) {
  return { keytype: 'ed25519', public: core.toHex(publicKey), scheme: 'ed25519' }
}

async function sealed(type, head, subject, role, signer) {
  const prepared = valueOf(core.prepareDocument(type, head, subject), type)
  return core.toPreparedBytes(valueOf(await core.signDocument(prepared, role, signer), type))
}

function firstColumns(text, count) {
  const lines = text.split('\n').map((line) => line.split('\t').slice(0, count).join('\t'))
  return new TextEncoder().encode(lines.join('\n'))
}
