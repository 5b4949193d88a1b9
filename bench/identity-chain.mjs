import { verify, createPublicKey } from 'node:crypto'
import { ratioOf } from './harness/compare.mjs'
import { compareCpu } from './harness/cpu-time.mjs'
import {
  addSignature,
  followIdentities,
  keyIdOf,
  openIdentity,
  prepareDocument,
  publicKeyOf,
  readHead,
  signWithSeed,
  toHex,
  toPreparedBytes,
} from '../packages/core/dist/index.js'

export const about = 'following an identity over 1,000 rotations'

/**
 * Two signatures a step are the floor: no reader can do with fewer where the key changes. Times are the processor's, the least
 * disturbed sample held against the limit.
 */
export const limits = {
  follow: { what: 'follow 1,000 rotations, each with a new key', atMost: 1000 },
  'same-key': { what: 'follow 1,000 renewals with one key', atMost: 1000 },
  'follow-floor': { what: 'follow / verifying 2,000 signatures', atMost: 4, aim: 2 },
}

const rotations = 1000
const now = '2026-11-22T00:00:00Z'

export function run({ rounds = 7, report }) {
  report.heading(`${rotations} rotations`)
  const changing = makeChain((version) => version)
  const staying = makeChain(() => 1)
  const floor = signaturesOf(changing)
  const timings = compareCpu(
    {
      floor: () => floor.every(({ key, message, signature }) => verify(null, message, key, signature)),
      follow: () => follow(changing),
      same: () => follow(staying),
    },
    rounds,
  )
  report.note(`floor: ${floor.length} signatures ${timings.floor.medianMs.toFixed(0)} ms`)
  const { follow: changed, same } = timings
  report.figure({ name: 'follow', value: changed.leastMs, unit: 'ms', limits })
  report.figure({ name: 'same-key', value: same.leastMs, unit: 'ms', limits })
  report.figure({ name: 'follow-floor', ...ratioOf(changed, timings.floor), limits })
}

function follow({ trusted, offered }) {
  const followed = followIdentities(trusted, (version) => offered.get(version), { now })
  if (!followed.ok || followed.value.passed.length !== rotations) {
    throw new Error(`the chain does not hold: ${JSON.stringify(followed)}`)
  }
  return followed
}

const seedOf = (n) => Uint8Array.from({ length: 32 }, (_, index) => (n >> (8 * (index % 4))) & 255)

/** Identities of one root key each, the key of version n being `keyOf(n)`, signed by it and by that of version n - 1. */
function makeChain(keyOf) {
  const offered = new Map()
  for (let version = 1; version <= rotations + 1; version++) {
    const numbers = [...new Set([keyOf(Math.max(1, version - 1)), keyOf(version)])]
    offered.set(version, makeIdentity(version, keyOf(version), numbers))
  }
  const opened = openIdentity(offered.get(1))
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  return { trusted: opened.value, offered }
}

function makeIdentity(version, key, signers) {
  const publicKey = publicKeyOf(seedOf(key))
  const role = { keyids: [keyIdOf(publicKey)], threshold: 1 }
  const subject = {
    about: { title: 'Example TRE' },
    keys: [{ keytype: 'ed25519', public: toHex(publicKey), scheme: 'ed25519' }],
    roles: { list: role, root: role },
  }
  const head = {
    epoch: 1,
    expires: '2029-11-01T00:00:00Z',
    issued: '2026-11-01T00:00:00Z',
    publisher: 'example-tre',
    version,
  }
  let document = taken(prepareDocument('publisher', head, subject))
  for (const signer of signers) {
    const own = publicKeyOf(seedOf(signer))
    const role = { keys: new Map([[keyIdOf(own), own]]), threshold: 1 }
    const signature = signWithSeed(seedOf(signer), document.head.signedBytes)
    document = taken(addSignature(document, role, own, signature))
  }
  return toPreparedBytes(document)
}

function taken(outcome) {
  if (outcome.ok) return outcome.value
  throw new Error(JSON.stringify(outcome.problems))
}

/** Every signature of the steps, as Node's own crypto takes it. */
function signaturesOf({ offered }) {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex')
  const keys = new Map()
  for (let version = 1; version <= rotations + 1; version++) {
    const raw = publicKeyOf(seedOf(version))
    const key = createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' })
    keys.set(keyIdOf(raw), key)
  }
  return [...offered].slice(1).flatMap(([, bytes]) => {
    const head = taken(readHead(bytes))
    return head.signatures.map(({ keyid, sig }) => ({
      key: keys.get(keyid),
      message: head.signedBytes,
      signature: Buffer.from(sig, 'base64'),
    }))
  })
}
