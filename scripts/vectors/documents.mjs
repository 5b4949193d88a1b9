// Makes the documents of the conformance vectors with nothing but Node's own JSON and crypto: not with the code under test.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
/** What is made of a test key, once for each. */
const once = (make) => {
  const made = new Map()
  return (n) => {
    if (!made.has(n)) made.set(n, make(n))
    return made.get(n)
  }
}
const privateKey = once((n) =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, Buffer.alloc(32, n)]), format: 'der', type: 'pkcs8' }),
)

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** Test key n: its seed is 32 bytes of n. */
export const publicKey = once((n) =>
  createPublicKey(privateKey(n)).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
)
export const keyObject = (n) => ({ keytype: 'ed25519', public: publicKey(n), scheme: 'ed25519' })
export const keyidOf = (hex) =>
  sha256(`{"keytype":"ed25519","keyval":{"public":"${hex}"},"scheme":"ed25519"}`)
export const keyid = (n) => keyidOf(publicKey(n))
export const signature = (n, message) => sign(null, message, privateKey(n)).toString('base64')

/** RFC 8785 for the values of these vectors: ASCII member names, safe integers. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

export function pae(type, body) {
  const payloadType = `application/vnd.trustlist.${type}.v1+json`
  const bytes = Buffer.from(body)
  return Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} `), bytes])
}

/** The one layout of a subject, and of the lock. */
export function subjectLines(subject) {
  const members = Object.keys(subject)
    .filter((name) => subject[name] !== undefined)
    .sort()
    .map((name) => {
      const value = subject[name]
      const text =
        Array.isArray(value) && value.length > 0
          ? `[\n${value.map(canonical).join(',\n')}\n]`
          : canonical(value)
      return `${JSON.stringify(name)}:${text}`
    })
  return `{${members.join(',')}}`
}

/**
 * Seals whatever it is given. `subjectText` replaces the canonical text of the subject and is hashed as it stands;
 * `signatures` follow those of the keys in `by`; `signAs` signs with the payload type of another document type.
 */
export function seal({
  type,
  head,
  subject,
  by,
  signatures = [],
  subjectText = subjectLines(subject),
  signAs = type,
}) {
  const subjectSha256 = sha256(subjectText.replaceAll(/[\t\n\r]/g, ''))
  const signed = canonical({ spec: '1.0', subjectSha256, type, ...head })
  const all = [...by.map((n) => ({ keyid: keyid(n), sig: signature(n, pae(signAs, signed)) })), ...signatures]
  const lines = all.length === 0 ? '[]' : `[\n${all.map(canonical).join(',\n')}\n]`
  return `{"signatures":${lines},\n"signed":${signed},\n"subject":${subjectText}}\n`
}

export const headOf = (document) =>
  /"signed":(\{[^}]*\}),"subject":/.exec(document.replaceAll(/[\t\n\r]/g, ''))[1]
export const digestOf = (document) => sha256(headOf(document))
export const signaturesOf = (document) => JSON.parse(document).signatures

/** A change that nobody signs again. */
export function edit(document, from, to) {
  if (!document.includes(from)) throw new Error(`${from} is not in the document`)
  return document.replace(from, to)
}

export const issued = '2026-11-01T00:00:00Z'
export const expires = '2027-11-01T00:00:00Z'
export const now = '2026-11-22T00:00:00Z'

const role = ({ keys, threshold }) => ({ keyids: keys.map(keyid).sort(), threshold })

/** An identity of example-tre: test keys 1, 2, 3 sign lists, two of them needed; test key 4 is the root. */
export function identity({
  head,
  subject,
  list = { keys: [1, 2, 3], threshold: 2 },
  root = { keys: [4], threshold: 1 },
  by,
  signatures,
} = {}) {
  const keys = [...new Set([...list.keys, ...root.keys])].sort((a, b) => a - b)
  return seal({
    type: 'publisher',
    head: { epoch: 1, expires, issued, publisher: 'example-tre', version: 1, ...head },
    subject: {
      about: { title: 'Example TRE' },
      keys: keys.map(keyObject),
      roles: { list: role(list), root: role(root) },
      ...subject,
    },
    by: by ?? root.keys.slice(0, root.threshold),
    signatures,
  })
}

export const entry = (name, members = {}) => ({
  basis: 'reviewed',
  decided: '2026-10-12',
  decision: 'allow',
  package: `pkg:pypi/${name}`,
  versions: 'vers:pypi/*',
  ...members,
})

/** The list tier-3 of example-tre, signed by keys 1 and 2: exactly its threshold. */
export function list({
  head,
  subject,
  entries = [entry('numpy'), entry('pandas')],
  by = [1, 2],
  signatures,
  subjectText,
  signAs,
} = {}) {
  return seal({
    type: 'list',
    head: {
      epoch: 1,
      expires,
      issued,
      list: 'tier-3',
      publisher: 'example-tre',
      publisherVersion: 1,
      version: 3,
      ...head,
    },
    subject: { about: { licence: 'CC0-1.0', title: 'Tier 3' }, entries, ...subject },
    by,
    signatures,
    subjectText,
    signAs,
  })
}
