import type { CatalogueTable } from '../catalogue-entry.js'

const answeredNo = { severity: 'error', exit: 1 } as const

export const sealCodes = {
  'seal/other-publisher': {
    ...answeredNo,
    spec: 'seal#check-names',
    title: 'The document is by another publisher than was asked for',
    mend: 'name the identity of the publisher that the document names, or fetch the document again',
  },
  'seal/other-list': {
    ...answeredNo,
    spec: 'seal#check-names',
    title: 'The document is another list than was asked for',
    mend: 'fetch the list again under its own name',
  },
  'seal/identity-withheld': {
    ...answeredNo,
    spec: 'seal#check-identity',
    title: 'The document was signed under a newer identity than is known here',
    mend: 'fetch the missing identity versions from the publisher',
  },
  'seal/epoch-revoked': {
    ...answeredNo,
    spec: 'seal#check-identity',
    title: 'The document belongs to an epoch that the publisher has revoked, or that does not exist yet',
    mend: 'fetch the current list; the publisher signs it again with trustlist sign',
  },
  'seal/identity-expired': {
    ...answeredNo,
    spec: 'seal#check-freshness',
    title: 'The identity is no longer in force',
    mend: 'fetch the current identity; the publisher renews it with trustlist identity renew',
  },
  'seal/expired': {
    ...answeredNo,
    spec: 'seal#check-freshness',
    title: 'The document is no longer in force',
    mend: 'fetch the current document; the publisher signs it again with trustlist sign --renew',
  },
  'seal/issued-in-future': {
    ...answeredNo,
    spec: 'seal#check-freshness',
    title: 'The document is dated more than a day ahead of the clock',
    mend: 'set the clock of this machine; if it is right, ask the publisher',
  },
  'seal/expires-before-issued': {
    severity: 'error',
    exit: 3,
    spec: 'seal#check-freshness',
    title: 'The document expires before it was issued',
    mend: 'sign it again with a later --expires',
  },
  'seal/subject-digest': {
    ...answeredNo,
    spec: 'seal#check-digest',
    title: 'The content has been changed after it was signed',
    mend: 'fetch the file again; the publisher signs a change with trustlist sign',
  },
  'seal/other-head': {
    ...answeredNo,
    spec: 'seal#check-digest',
    title: 'The file has another head than the one that was verified',
    mend: 'read the file again: it changed in between',
  },
  'seal/foreign-key': {
    ...answeredNo,
    spec: 'seal#signing',
    title: 'The key has no part in the role that signs this document',
    mend: 'sign with a key of the role, or add the key to the identity',
  },
  'seal/bad-signature': {
    ...answeredNo,
    spec: 'seal#signing',
    title: 'A fresh signature does not verify; nothing was written',
    mend: 'check that the signer signs the bytes it was given, unhashed, with Ed25519',
  },
  'seal/already-signed': {
    severity: 'notice',
    exit: 0,
    spec: 'seal#signing',
    title: 'The key has signed this document already',
    mend: 'nothing needs to be done',
  },
} as const satisfies CatalogueTable
