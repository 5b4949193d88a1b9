// Vectors of keys, signatures and identities. The verdicts are written by hand; see key.md.
import {
  digestOf,
  edit,
  headOf,
  identity,
  keyObject,
  keyid,
  list,
  pae,
  publicKey,
  signature,
} from './documents.mjs'

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const message = pae('list', headOf(list()))
const sig = (n) => ({ keyid: keyid(n), sig: signature(n, message) })

const open = (title, rule, why, document, verdict, pin) => ({
  title,
  rule: `key#${rule}`,
  operation: 'open-identity',
  why,
  input: { identity: document, ...(pin === undefined ? {} : { pin }) },
  expect:
    verdict === true
      ? { accepted: { fingerprint: `sha256:${digestOf(document)}` } }
      : { refused: [verdict].flat() },
})
const count = (title, rule, why, signatures, verdict) => ({
  title,
  rule: `key#${rule}`,
  operation: 'count-signatures',
  why,
  input: { document: list({ by: [], signatures }), identity: identity() },
  expect: Array.isArray(verdict) ? { refused: verdict } : { accepted: verdict },
})
const verify = (title, rule, why, publicKeyHex, text, signatureHex, verdict) => ({
  title,
  rule: `key#${rule}`,
  operation: 'verify-signature',
  why,
  input: { publicKey: publicKeyHex, message: text, signature: signatureHex },
  expect: { accepted: verdict },
})
const key = (title, rule, why, publicHex, verdict) => ({
  title,
  rule: `key#${rule}`,
  operation: 'check-key',
  why,
  input: { publicKey: publicHex },
  expect: verdict === true ? { accepted: true } : { refused: [verdict] },
})

const little = (value) =>
  Buffer.from(Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n))).toString(
    'hex',
  )
const toNumber = (hex) =>
  [...Buffer.from(hex, 'hex')].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
const rawOf = (base64) => Buffer.from(base64, 'base64').toString('hex')
const own = rawOf(signature(1, Buffer.from('text')))
const plusOrder = (hex) => hex.slice(0, 64) + little(toNumber(hex.slice(64)) + order)
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const strayBits = (base64) => `${base64.slice(0, 85)}${alphabet[alphabet.indexOf(base64[85]) + 1]}==`

const keys = [1, 2, 3, 4].map(keyObject)
const subject = (members) => identity({ subject: members })
const roles = JSON.parse(identity()).subject.roles
const both =
  'two verifiers must agree on every signature, or a document is valid for one and not for the other'
const two = { keyids: [1, 2].map(keyid), findings: [] }

export const keyVectors = {
  keyid: {
    title: 'a keyid is SHA-256 of the TUF key object',
    rule: 'key#keyids',
    operation: 'keyid',
    why: 'a chosen id could name another key',
    input: { publicKey: publicKey(1) },
    expect: { accepted: keyid(1) },
  },
  'public-key': key(
    'a public key of 32 bytes in canonical encoding is taken',
    'public-keys',
    'the twin of the refusals below',
    publicKey(1),
    true,
  ),
  'public-key-of-order-1': key(
    'the neutral element is refused as a key',
    'public-keys',
    'anybody can sign under it',
    `01${'00'.repeat(31)}`,
    'key/small-order',
  ),
  'public-key-of-order-8': key(
    'a point of order 8 is refused as a key',
    'public-keys',
    'one signature in eight verifies by itself',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'key/small-order',
  ),
  'public-key-of-small-order-not-reduced': key(
    'a point of small order in another spelling is refused as a key',
    'public-keys',
    'anybody can sign under it',
    `ee${'ff'.repeat(30)}7f`,
    'key/small-order',
  ),
  'public-key-not-reduced': key(
    'a y that is not below the field prime is refused',
    'public-keys',
    'one key would have two keyids and could reach a threshold of two',
    `f0${'ff'.repeat(30)}7f`,
    'key/not-canonical',
  ),
  'public-key-of-31-bytes': key(
    'a public key has 32 bytes',
    'public-keys',
    'libraries pad or cut it',
    publicKey(1).slice(2),
    'key/not-canonical',
  ),
  signature: verify(
    'an honest signature verifies',
    'verification-rule',
    'the twin of the refusals below',
    publicKey(1),
    'text',
    own,
    true,
  ),
  'signature-of-another-message': verify(
    'a signature of another message does not verify',
    'verification-rule',
    'anything can be put in its place',
    publicKey(1),
    'tex',
    own,
    false,
  ),
  'signature-by-another-key': verify(
    'a signature by another key does not verify',
    'verification-rule',
    'anybody can sign',
    publicKey(2),
    'text',
    own,
    false,
  ),
  'signature-s-plus-l': verify(
    'S plus L does not verify',
    'verification-rule',
    'a second valid signature without the key',
    publicKey(1),
    'text',
    plusOrder(own),
    false,
  ),
  'signature-r-of-small-order': verify(
    'an R of small order does not verify',
    'verification-rule',
    both,
    publicKey(1),
    'text',
    `01${'00'.repeat(31)}${own.slice(64)}`,
    false,
  ),
  'signature-under-a-key-of-small-order': verify(
    'nothing verifies under a key of small order',
    'verification-rule',
    'R = the neutral element and S = 0 verify for every message',
    `01${'00'.repeat(31)}`,
    'text',
    `01${'00'.repeat(63)}`,
    false,
  ),
  'signature-of-63-bytes': verify(
    'a signature has 64 bytes',
    'verification-rule',
    'libraries pad it, or throw',
    publicKey(1),
    'text',
    own.slice(2),
    false,
  ),
  'sealed-signature-stray-bits': count(
    'a signature in another base64 spelling refuses the document',
    'signatures',
    'one signature stands twice in other spellings',
    [sig(1), { ...sig(2), sig: strayBits(sig(2).sig) }],
    ['key/signature-encoding'],
  ),
  'sealed-signature-s-plus-l': count(
    'a signature with S plus L is not counted',
    'signatures',
    'a second signature made without the key',
    [sig(1), { keyid: keyid(2), sig: Buffer.from(plusOrder(rawOf(sig(2).sig)), 'hex').toString('base64') }],
    ['key/signature-invalid', 'key/threshold-not-met'],
  ),
  'two-of-three': count(
    'two signatures reach a threshold of two',
    'counting-signatures',
    'the twin of the refusals below',
    [sig(1), sig(2)],
    two,
  ),
  'one-of-three': count(
    'one signature does not reach a threshold of two',
    'counting-signatures',
    'one stolen key is enough',
    [sig(1)],
    ['key/threshold-not-met'],
  ),
  'keyid-twice': count(
    'a keyid that stands twice refuses the document',
    'counting-signatures',
    'one key counts as two',
    [sig(1), sig(1)],
    ['key/duplicate-keyid'],
  ),
  'keyid-twice-beside-enough': count(
    'also beside enough others',
    'counting-signatures',
    'another verifier counts differently',
    [sig(1), sig(2), sig(2)],
    ['key/duplicate-keyid'],
  ),
  'one-signature-under-two-keyids': count(
    'a signature counts under its own key alone',
    'counting-signatures',
    'one key counts as two',
    [sig(1), { ...sig(1), keyid: keyid(2) }],
    ['key/signature-invalid', 'key/threshold-not-met'],
  ),
  'foreign-signature-beside-enough': count(
    'a signature by a foreign key is passed over and reported',
    'counting-signatures',
    'a stranger makes a good document fail',
    [sig(1), sig(2), sig(9)],
    { ...two, findings: ['key/unknown-keyid'] },
  ),
  'foreign-signature': count(
    'a signature by a foreign key does not count',
    'counting-signatures',
    'anybody can sign',
    [sig(1), sig(9)],
    ['key/threshold-not-met', 'key/unknown-keyid'],
  ),
  'broken-signature-beside-enough': count(
    'a broken signature is not counted and reported',
    'counting-signatures',
    'a fault of one signer stops all',
    [sig(1), sig(2), { ...sig(3), sig: sig(2).sig }],
    { ...two, findings: ['key/signature-invalid'] },
  ),
  'root-key-on-a-list': count(
    'a root key has no part in the role list',
    'counting-signatures',
    'the key kept offline would be needed online',
    [sig(1), sig(4)],
    ['key/threshold-not-met', 'key/unknown-keyid'],
  ),
  identity: open(
    'an identity signed by its own root threshold opens',
    'opening-an-identity',
    'the twin of the refusals below',
    identity(),
    true,
  ),
  'identity-pinned': open(
    'an identity with the pinned fingerprint opens',
    'fingerprints',
    'the twin of the refusals below',
    identity(),
    true,
    `sha256:${digestOf(identity())}`,
  ),
  'identity-in-another-layout': open(
    'another layout leaves the fingerprint as it is',
    'fingerprints',
    'a fingerprint would change with an editor',
    identity().replaceAll('\n', '\r\n'),
    true,
    `sha256:${digestOf(identity())}`,
  ),
  'identity-of-somebody-else': open(
    'another identity than the pinned one is refused',
    'fingerprints',
    'whoever serves the file chooses the keys',
    identity({ root: { keys: [9], threshold: 1 } }),
    'key/pin-mismatch',
    `sha256:${digestOf(identity())}`,
  ),
  'pin-in-capitals': open(
    'a pin has one form',
    'fingerprints',
    'a mistyped pin compares with nothing',
    identity(),
    'key/pin-form',
    `sha256:${digestOf(identity()).toUpperCase()}`,
  ),
  'identity-edited': open(
    'a changed subject is refused',
    'opening-an-identity',
    'a mirror adds its own key',
    edit(identity(), 'Example TRE', 'Example TRX'),
    'key/subject-digest',
  ),
  'identity-not-signed-by-root': open(
    'an identity that its list keys signed is refused',
    'opening-an-identity',
    'a stolen list key replaces the identity',
    identity({ by: [1, 2] }),
    ['key/threshold-not-met', 'key/unknown-keyid'],
  ),
  'identity-below-its-root-threshold': open(
    'an identity below its root threshold is refused',
    'opening-an-identity',
    'one stolen root key replaces the identity',
    identity({ root: { keys: [4, 5], threshold: 2 }, by: [4] }),
    'key/threshold-not-met',
  ),
  'list-for-an-identity': open(
    'a list is no identity',
    'opening-an-identity',
    'list keys name new keys',
    list(),
    'document/other-type',
  ),
  'one-key-for-both-roles': open(
    'one key may have both roles',
    'roles',
    'a community of one could not publish',
    identity({ list: { keys: [1], threshold: 1 }, root: { keys: [1], threshold: 1 } }),
    true,
  ),
  'key-twice': open(
    'a key that stands twice is refused',
    'roles',
    'one key counts as two',
    subject({ keys: [...keys, keys[0]] }),
    'key/duplicate-key',
  ),
  'key-of-small-order-in-an-identity': open(
    'a key of small order is refused in an identity',
    'roles',
    'anybody can sign under it',
    subject({ keys: [...keys, { ...keys[0], public: '00'.repeat(32) }] }),
    'key/small-order',
  ),
  'key-of-another-type': open(
    'a key of another type is refused',
    'roles',
    'its signatures are judged by rules unknown here',
    subject({ keys: [{ ...keys[0], keytype: 'rsa' }, ...keys] }),
    'document/shape',
  ),
  'keyid-without-key': open(
    'a keyid without its key is refused',
    'roles',
    'a role that nobody can fill',
    subject({ roles: { ...roles, list: { keyids: [keyid(9)], threshold: 1 } } }),
    'key/keyid-without-key',
  ),
  'keyid-twice-in-a-role': open(
    'a keyid that stands twice in a role is refused',
    'roles',
    'a threshold of two that one key reaches',
    subject({ roles: { ...roles, list: { keyids: [keyid(1), keyid(1)], threshold: 2 } } }),
    'key/duplicate-keyid',
  ),
  'threshold-above-the-keys': open(
    'a threshold above the number of keys is refused',
    'roles',
    'a publisher locks itself out',
    subject({ roles: { ...roles, list: { ...roles.list, threshold: 4 } } }),
    'key/threshold',
  ),
  'threshold-of-0': open(
    'a threshold of 0 is refused',
    'roles',
    'everybody reaches it',
    subject({ roles: { ...roles, list: { ...roles.list, threshold: 0 } } }),
    'document/shape',
  ),
  'third-role': open(
    'a third role is refused',
    'roles',
    'a reader passes over what it means',
    subject({ roles: { ...roles, snapshot: roles.root } }),
    'document/shape',
  ),
}
