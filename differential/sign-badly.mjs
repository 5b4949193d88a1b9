// Signatures that a careless or hostile publisher writes beside its good ones.
import { keyid, signature } from '../scripts/vectors/documents.mjs'

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const stranger = 250

function plusOrder(sig) {
  const bytes = Buffer.from(sig, 'base64')
  let number = 0n
  for (let index = 63; index >= 32; index--) number = number * 256n + BigInt(bytes[index])
  number += order
  for (let index = 32; index < 64; index++) {
    bytes[index] = Number(number % 256n)
    number /= 256n
  }
  return bytes.toString('base64')
}

/** The last character before the padding holds two bits that decode to nothing. */
const withLooseBits = (sig) => `${sig.slice(0, 85)}${String.fromCharCode(sig.charCodeAt(85) + 1)}==`

const identityPoint = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]).toString('base64')

/** By name: the signatures of a document, and what is signed and by whom, to what stands there then. */
export const signatureDamages = {
  stranger: (signatures, message) => [
    ...signatures,
    { keyid: keyid(stranger), sig: signature(stranger, message) },
  ],
  twice: (signatures) => [...signatures, ...signatures.slice(0, 1)],
  missing: (signatures) => signatures.slice(1),
  none: () => [],
  'of-something-else': (signatures) =>
    signatures.map((each, index) =>
      index === 0 ? { ...each, sig: Buffer.alloc(64, 7).toString('base64') } : each,
    ),
  'by-a-stranger': (signatures, message) =>
    signatures.map((each, index) => (index === 0 ? { ...each, sig: signature(stranger, message) } : each)),
  'plus-order': (signatures) =>
    signatures.map((each, index) => (index === 0 ? { ...each, sig: plusOrder(each.sig) } : each)),
  'small-order': (signatures) =>
    signatures.map((each, index) => (index === 0 ? { ...each, sig: identityPoint } : each)),
  'loose-bits': (signatures) =>
    signatures.map((each, index) => (index === 0 ? { ...each, sig: withLooseBits(each.sig) } : each)),
  short: (signatures) =>
    signatures.map((each, index) => (index === 0 ? { ...each, sig: each.sig.slice(4) } : each)),
  'url-alphabet': (signatures) =>
    signatures.map((each) => ({ ...each, sig: each.sig.replaceAll('+', '-').replaceAll('/', '_') })),
  'keyid-in-capitals': (signatures) =>
    signatures.map((each, index) => (index === 0 ? { ...each, keyid: each.keyid.toUpperCase() } : each)),
  'keyid-exchanged': (signatures) =>
    signatures.map((each, index) => ({ ...each, keyid: signatures[(index + 1) % signatures.length].keyid })),
  reversed: (signatures) => [...signatures].reverse(),
}

const smallOrder = '0100000000000000000000000000000000000000000000000000000000000000'
const notCanonical = 'ee'.padEnd(62, 'f') + '7f'
const noPoint = '02'.padEnd(64, '0')

const withKey = ({ keys, ...rest }, hex) => ({
  ...rest,
  keys: [...keys, { keytype: 'ed25519', public: hex, scheme: 'ed25519' }],
})
const withRole = ({ roles, ...rest }, name, change) => ({
  ...rest,
  roles: { ...roles, [name]: { ...roles[name], ...change(roles[name]) } },
})

/** What may be wrong with the keys and roles of an identity. */
export const keyDamages = {
  'key-small-order': (subject) => withKey(subject, smallOrder),
  'key-not-canonical': (subject) => withKey(subject, notCanonical),
  'key-no-point': (subject) => withKey(subject, noPoint),
  'key-twice': ({ keys, ...rest }) => ({ ...rest, keys: [...keys, keys[0]] }),
  'key-other-type': ({ keys, ...rest }) => ({ ...rest, keys: [...keys, { ...keys[0], keytype: 'rsa' }] }),
  'keyid-twice': (subject) => withRole(subject, 'list', ({ keyids }) => ({ keyids: [...keyids, keyids[0]] })),
  'keyid-without-key': (subject) =>
    withRole(subject, 'root', ({ keyids }) => ({ keyids: [...keyids, '0'.repeat(64)] })),
  'threshold-above': (subject) =>
    withRole(subject, 'list', ({ keyids }) => ({ threshold: keyids.length + 1 })),
  'threshold-zero': (subject) => withRole(subject, 'root', () => ({ threshold: 0 })),
  'role-lost': ({ roles, ...rest }) => ({ ...rest, roles: { root: roles.root } }),
  'role-more': ({ roles, ...rest }) => ({ ...rest, roles: { ...roles, spare: roles.root } }),
}
