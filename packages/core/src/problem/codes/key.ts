import type { CatalogueTable } from '../catalogue-entry.js'

const refused = { severity: 'error', exit: 3 } as const
const answeredNo = { severity: 'error', exit: 1 } as const

export const keyCodes = {
  'key/not-canonical': {
    ...refused,
    spec: 'key#public-keys',
    title: 'A public key is not the canonical encoding of a point',
    mend: 'take the key out of the identity and make another with trustlist keygen',
  },
  'key/small-order': {
    ...refused,
    spec: 'key#public-keys',
    title: 'A public key is a point of small order, under which anybody can sign',
    mend: 'take the key out of the identity and make another with trustlist keygen',
  },
  'key/duplicate-key': {
    ...refused,
    spec: 'key#roles',
    title: 'An identity holds the same key twice',
    mend: 'keep one of the two',
  },
  'key/duplicate-keyid': {
    ...refused,
    spec: 'key#counting-signatures',
    title: 'A keyid stands twice in one place',
    mend: 'keep one of the two',
  },
  'key/keyid-without-key': {
    ...refused,
    spec: 'key#roles',
    title: 'A role names a keyid that the identity has no key for',
    mend: 'add the key, or take the keyid out of the role',
  },
  'key/threshold': {
    ...refused,
    spec: 'key#roles',
    title: 'A threshold is below 1 or above the number of keys of its role',
    mend: 'set a threshold between 1 and the number of keyids',
  },
  'key/signature-encoding': {
    ...refused,
    spec: 'key#signatures',
    title: 'A signature is not the one base64 spelling of 64 bytes',
    mend: 'take the signature out and sign again',
  },
  'key/signature-invalid': {
    severity: 'warning',
    exit: 0,
    spec: 'key#counting-signatures',
    title: 'A signature by a known key does not verify; it is not counted',
    mend: 'take the signature out, or sign again with this key',
  },
  'key/unknown-keyid': {
    severity: 'notice',
    exit: 0,
    spec: 'key#counting-signatures',
    title: 'A signature is by a key that has no part in this role; it is not counted',
    mend: 'nothing needs to be done; the signature may belong to a newer or an older identity',
  },
  'key/threshold-not-met': {
    ...answeredNo,
    spec: 'key#counting-signatures',
    title: 'Fewer keys than the threshold have signed',
    mend: 'trustlist sign FILE --key KEY with a current key of the role',
  },
  'key/pin-mismatch': {
    ...answeredNo,
    spec: 'key#fingerprints',
    title: 'The identity is not the one that was pinned',
    mend: 'ask the publisher by another way which fingerprint is right; do not go on with this one',
  },
  'key/pin-form': {
    ...refused,
    spec: 'key#fingerprints',
    title: 'A fingerprint is not sha256: and 64 lower-case hex digits',
    mend: 'copy the fingerprint as trustlist identity show prints it',
  },
  'key/subject-digest': {
    ...answeredNo,
    spec: 'key#opening-an-identity',
    title: 'The identity has been changed after it was signed',
    mend: 'fetch the identity again from its publisher',
  },
  'key/other-publisher': {
    ...answeredNo,
    spec: 'identity#following',
    title: 'The next identity is that of another publisher',
    mend: 'fetch the identities again; each publisher has a folder of its own',
  },
  'key/other-version': {
    ...answeredNo,
    spec: 'identity#following',
    title: 'An identity has another version than it was offered as',
    mend: 'fetch the identities again; each file is called by its version',
  },
  'key/previous-threshold-not-met': {
    ...answeredNo,
    spec: 'identity#following',
    title: 'Too few root keys of the identity before signed the next one',
    mend: 'do not take it; the publisher has root keys of the version before sign it, or tells everybody a new fingerprint',
  },
  'key/issued-in-future': {
    ...answeredNo,
    spec: 'identity#following',
    title: 'The next identity is dated more than a day ahead of the clock',
    mend: 'set the clock of this machine; if it is right, ask the publisher',
  },
  'key/epoch-lowered': {
    ...answeredNo,
    spec: 'identity#following',
    title: 'The next identity has a lower epoch than the one before',
    mend: 'do not take it; the publisher makes its next identity with trustlist identity rotate',
  },
  'key/identity-missing': {
    ...answeredNo,
    spec: 'identity#what-is-offered',
    title: 'A version of an identity is missing, and a later one is there',
    mend: 'fetch the missing identity version from the publisher',
  },
  'key/too-many-rotations': {
    ...refused,
    spec: 'identity#what-is-offered',
    title: 'More versions of an identity follow than are read in one run',
    mend: 'ask the publisher by another way for the fingerprint of its newest identity, and pin that',
  },
} as const satisfies CatalogueTable
