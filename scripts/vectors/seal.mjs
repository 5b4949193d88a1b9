// Vectors of verifying and signing. The verdicts are written by hand; see seal.md.
import {
  canonical,
  digestOf,
  edit,
  entry,
  headOf,
  identity,
  keyid,
  list,
  now,
  pae,
  publicKey,
  sha256,
  signature,
  signaturesOf,
} from './documents.mjs'

const good = list()
const verify = (title, rule, why, document, verdict, by = {}) => ({
  title,
  rule: `seal#${rule}`,
  operation: 'verify-list',
  why,
  input: { document, identity: by.identity ?? identity(), list: by.list ?? 'tier-3', now: by.now ?? now },
  expect:
    verdict === true
      ? { accepted: { digest: digestOf(document), entries: JSON.parse(document).subject.entries.length } }
      : { refused: [verdict].flat() },
})
const lasting = identity({ head: { issued: '2020-01-01T00:00:00Z', expires: '2039-01-01T00:00:00Z' } })
const withSignaturesOf = (document, other) => {
  const of = (text) => text.slice(0, text.indexOf('\n"signed":'))
  return of(other) + document.slice(of(document).length)
}
const subjectFrom = (text) => text.slice(text.indexOf('"subject":'))
const one = identity({ list: { keys: [1], threshold: 1 }, root: { keys: [1], threshold: 1 } })
const missed = ['key/signature-invalid', 'key/threshold-not-met']
const unsigned = list({ by: [] })
const add = (title, rule, why, key, sig, verdict) => ({
  title,
  rule: `seal#${rule}`,
  operation: 'add-signature',
  why,
  input: { document: unsigned, identity: identity(), publicKey: publicKey(key), signature: sig },
  expect:
    typeof verdict === 'string' && verdict.startsWith('seal/')
      ? { refused: [verdict] }
      : { accepted: verdict },
})
const hex = (base64) => Buffer.from(base64, 'base64').toString('hex')
const message = pae('list', headOf(unsigned))

export const sealVectors = {
  list: verify('a list in order is accepted', 'verification', 'the twin of every refusal', good, true),
  'list-in-another-layout': verify(
    'another layout is accepted',
    'verification',
    'git converts line ends',
    good.replaceAll('\n', '\r\n').trimEnd(),
    true,
  ),
  'signatures-before-freshness': verify(
    'signatures are checked before dates',
    'verification',
    'whoever has no key learns nothing, and a message names the graver fault',
    list({ by: [1], head: { expires: '2026-11-02T00:00:00Z' } }),
    'key/threshold-not-met',
  ),
  'freshness-before-digest': verify(
    'dates are checked before the subject',
    'verification',
    'the subject of a stale list is not worth hashing',
    edit(list({ head: { expires: '2026-11-02T00:00:00Z' } }), 'numpy', 'numpx'),
    'seal/expired',
  ),
  'digest-before-content': verify(
    'the digest is checked before the content is parsed',
    'verification',
    'a flaw of a parser is reached by bytes that nobody signed',
    edit(good, 'pandas', 'pandas" '),
    'seal/subject-digest',
  ),
  'signatures-spliced-from-another-list': verify(
    'signatures of another list do not count',
    'verification',
    'a narrow list lends its signatures to a wide one',
    withSignaturesOf(good, list({ head: { list: 'tier-2' } })),
    missed,
  ),
  'signatures-spliced-from-another-version': verify(
    'signatures of another version do not count',
    'verification',
    'an old list lends its signatures to a new one',
    withSignaturesOf(good, list({ head: { version: 2 } })),
    missed,
  ),
  'signatures-spliced-from-another-publisher': verify(
    'signatures for another publisher do not count, even by the same keys',
    'verification',
    'a key in two identities speaks for both',
    withSignaturesOf(good, list({ head: { publisher: 'other-tre' } })),
    missed,
  ),
  'signatures-spliced-from-an-identity': verify(
    'signatures of an identity do not count',
    'verification',
    'a root signature is used for a list',
    withSignaturesOf(
      list({ by: [1] }),
      identity({ list: { keys: [1], threshold: 1 }, root: { keys: [1], threshold: 1 } }),
    ),
    missed,
    { identity: one },
  ),
  'signed-as-another-type': verify(
    'the same head signed under the payload type of a policy does not count',
    'verification',
    'a signature is used for another kind of document',
    list({ signAs: 'policy' }),
    missed,
  ),
  'signed-without-payload-type': verify(
    'a signature over the bare head does not count',
    'verification',
    'a signature from another tool is used',
    list({
      by: [],
      signatures: [1, 2].map((n) => ({ keyid: keyid(n), sig: signature(n, Buffer.from(headOf(good))) })),
    }),
    missed,
  ),
  'another-publisher': verify(
    'a list of another publisher is refused',
    'check-names',
    'a publisher answers for another',
    list({ head: { publisher: 'other-tre' } }),
    'seal/other-publisher',
  ),
  'another-list': verify(
    'another list than was asked for is refused',
    'check-names',
    'a wide list is served for a narrow one',
    list({ head: { list: 'tier-2' } }),
    'seal/other-list',
  ),
  'the-list-asked-for': verify(
    'the list that was asked for is accepted',
    'check-names',
    'the twin of the refusal above',
    list({ head: { list: 'tier-2' } }),
    true,
    { list: 'tier-2' },
  ),
  'identity-withheld': verify(
    'a list of a newer identity than is known is refused',
    'check-identity',
    'the identity that removes a key is kept from the reader',
    list({ head: { publisherVersion: 2 } }),
    'seal/identity-withheld',
  ),
  'older-identity': verify(
    'a list of an older identity is accepted where its keys are still in force',
    'check-identity',
    'each new identity would void every list',
    good,
    true,
    { identity: identity({ head: { version: 2 } }) },
  ),
  'epoch-revoked': verify(
    'a list of an earlier epoch is refused',
    'check-identity',
    'lists that a thief signed go on',
    good,
    'seal/epoch-revoked',
    { identity: identity({ head: { epoch: 2 } }) },
  ),
  'epoch-that-does-not-exist': verify(
    'a list of a later epoch is refused',
    'check-identity',
    'a list key outlives the revocation to come',
    list({ head: { epoch: 2 } }),
    'seal/epoch-revoked',
  ),
  'key-removed': verify(
    'a list signed by keys that were removed is refused',
    'check-identity',
    'a stolen key is removed and goes on signing',
    good,
    ['key/threshold-not-met', 'key/unknown-keyid'],
    { identity: identity({ list: { keys: [3, 5], threshold: 1 } }) },
  ),
  'in-the-last-second': verify(
    'a list is in force in the second before it expires',
    'check-freshness',
    'the twin of the refusal below',
    good,
    true,
    { identity: lasting, now: '2027-10-31T23:59:59Z' },
  ),
  expired: verify(
    'a list is refused from the second it expires',
    'check-freshness',
    'a mirror serves a list from before a denial for ever',
    good,
    'seal/expired',
    { identity: lasting, now: '2027-11-01T00:00:00Z' },
  ),
  'a-day-ahead': verify(
    'a list dated a day ahead is accepted',
    'check-freshness',
    'clocks differ',
    good,
    true,
    { now: '2026-10-31T00:00:00Z' },
  ),
  'issued-in-the-future': verify(
    'a list dated more than a day ahead is refused',
    'check-freshness',
    'a list signed now takes over later, or moves a time floor',
    good,
    'seal/issued-in-future',
    { identity: lasting, now: '2026-10-30T23:59:59Z' },
  ),
  'expires-before-issued': verify(
    'a list that expires when it was issued is refused',
    'check-freshness',
    'it was never in force',
    list({ head: { expires: '2026-11-01T00:00:00Z' } }),
    'seal/expires-before-issued',
  ),
  'identity-expired': verify(
    'a list under an expired identity is refused',
    'check-freshness',
    'an identity that removes a key is kept from the reader',
    good,
    'seal/identity-expired',
    { identity: identity({ head: { issued: '2025-01-01T00:00:00Z', expires: '2026-01-01T00:00:00Z' } }) },
  ),
  'entry-edited': verify(
    'a change of one character in an entry is refused',
    'check-digest',
    'a mirror decides what is allowed',
    edit(good, 'pypi/numpy', 'pypi/numpx'),
    'seal/subject-digest',
  ),
  'entry-removed': verify(
    'an entry taken away is refused',
    'check-digest',
    'a mirror takes away a denial',
    edit(good, `${canonical(entry('numpy'))},\n`, ''),
    'seal/subject-digest',
  ),
  'subject-of-another-list': verify(
    'the subject of another signed list is refused',
    'check-digest',
    'a narrow list gets the content of a wide one',
    good.slice(0, good.indexOf('"subject":')) + subjectFrom(list({ entries: [entry('evil')] })),
    'seal/subject-digest',
  ),
  'member-behind-the-subject': verify(
    'a member behind the subject is refused',
    'check-digest',
    'it would be covered by no signature',
    `${good.trimEnd().slice(0, -1)},"z":1}\n`,
    'seal/subject-digest',
  ),
  'cut-short': verify(
    'a file without its last brace is refused',
    'check-digest',
    'half a list passes for the whole',
    good.trimEnd().slice(0, -1),
    'seal/subject-digest',
  ),
  'cut-in-an-entry': verify(
    'a file that ends inside an entry is refused as broken text',
    'check-digest',
    'half a list passes for the whole',
    good.slice(0, good.indexOf('pandas')),
    'json/syntax',
  ),
  'head-exchanged': {
    title: 'the subject is compared with the head that was verified',
    rule: 'seal#check-digest',
    operation: 'verify-subject',
    why: 'the file changes between two readings',
    input: { verified: good, document: list({ head: { version: 4 } }), identity: identity(), now },
    expect: { refused: ['seal/other-head'] },
  },
  'head-the-same': {
    title: 'the same head in another layout is the same head',
    rule: 'seal#check-digest',
    operation: 'verify-subject',
    why: 'the twin of the refusal above',
    input: { verified: good, document: good.replaceAll('\n', ''), identity: identity(), now },
    expect: { accepted: { subjectSha256: JSON.parse(good).signed.subjectSha256 } },
  },
  'blank-under-a-valid-digest': verify(
    'signed text that is not canonical is refused',
    'read-the-content',
    'a publisher signs a text with two readings',
    list({ subjectText: '{"about":{"title":"x"},"entries": []}' }),
    'json/blank',
  ),
  'shape-under-a-valid-digest': verify(
    'signed content of another shape is refused',
    'read-the-content',
    'a reader guesses what a member of another form means',
    list({ subjectText: '{"about":{"title":"x"},"entries":{}}' }),
    'list/shape',
  ),
  sign: add(
    'a signature by a key of the role is taken',
    'signing',
    'the twin of the refusals below',
    1,
    hex(signature(1, message)),
    list({ by: [1] }),
  ),
  'sign-with-a-foreign-key': add(
    'a signature by a key without a part in the role is refused',
    'signing',
    'a publisher learns only from its readers that nobody takes its list',
    9,
    hex(signature(9, message)),
    'seal/foreign-key',
  ),
  'sign-wrongly': add(
    'a fresh signature that does not verify is refused',
    'signing',
    'a signer hashes first, or a fault gives the key away',
    1,
    hex(signature(1, Buffer.from(sha256(message)))),
    'seal/bad-signature',
  ),
  'dsse-envelope': {
    title: 'the head is a DSSE envelope without loss',
    rule: 'seal#dsse',
    operation: 'dsse',
    why: 'a site without this tool could not check a signature',
    input: { document: good },
    expect: {
      accepted: {
        payload: Buffer.from(headOf(good)).toString('base64'),
        payloadType: 'application/vnd.trustlist.list.v1+json',
        signatures: signaturesOf(good),
      },
    },
  },
}
