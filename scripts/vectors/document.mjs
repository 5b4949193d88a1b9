// Vectors of sealed documents, up to their heads. The verdicts are written by hand; see document.md.
import { digestOf, edit, entry, headOf, identity, list, pae, seal, sha256 } from './documents.mjs'

const good = list()
const head = (title, rule, why, document, verdict) => ({
  title,
  rule: `document#${rule}`,
  operation: 'read-head',
  why,
  input: { document },
  expect: typeof verdict === 'string' ? { refused: [verdict] } : { accepted: verdict },
})
const read = (document, type = 'list') => ({ type, digest: digestOf(document) })
const editHead = (from, to) => edit(good, from, to)
const padded = (bytes) => '\n'.repeat(bytes - good.indexOf('"subject":') - '"subject":'.length) + good
const policy = seal({
  type: 'policy',
  head: {
    expires: '2026-12-01T00:00:00Z',
    issued: '2026-11-01T00:00:00Z',
    operator: 'example-tre',
    policy: 'tier-3',
  },
  subject: {},
  by: [1, 2],
})
const longest = list({
  head: {
    publisher: 'p'.repeat(64),
    list: 'l'.repeat(64),
    previousSha256: 'a'.repeat(64),
    version: 2 ** 53 - 1,
  },
})

export const documentVectors = {
  'head-of-a-list': head(
    'the head of a list is read',
    'reading-the-head',
    'the twin of every refusal',
    good,
    read(good),
  ),
  'head-of-an-identity': head(
    'the head of an identity is read',
    'types',
    'one form serves all documents',
    identity(),
    read(identity(), 'publisher'),
  ),
  'head-of-a-policy': head(
    'the head of a policy is read',
    'types',
    'one form serves all documents',
    policy,
    read(policy, 'policy'),
  ),
  'head-without-the-rest': head(
    'the head is read from the front of the file alone',
    'reading-the-head',
    'a reader must be able to refuse a large file by its first bytes',
    good.slice(0, good.indexOf('numpy')),
    read(good),
  ),
  'head-in-another-layout': head(
    'layout around the member subject does not hide it',
    'reading-the-head',
    'a reader that looks for one spelling refuses what another accepts',
    edit(good.replaceAll('\n', '\r\n'), '"subject":', '"subject"\r\n\t:\t'),
    read(good),
  ),
  'head-without-signatures': head(
    'a document without signatures has a head',
    'members',
    'a draft can be read and compared before it is signed',
    list({ by: [] }),
    read(list({ by: [] })),
  ),
  'empty-file': head(
    'an empty file is refused',
    'sealed-document',
    'a failed download passes for an empty list',
    '',
    'document/empty',
  ),
  'another-json-file': head(
    'JSON that is no sealed document is refused',
    'reading-the-head',
    'a package.json passes for a list',
    '{"name":"x","version":1}',
    'document/not-sealed',
  ),
  'subject-first': head(
    'subject as the first member is refused',
    'reading-the-head',
    'the head would come after what it binds',
    '{"subject":{}}',
    'document/not-sealed',
  ),
  'subject-in-the-head': head(
    'a member called subject inside the head is no subject',
    'reading-the-head',
    'a second subject is read instead of the first',
    '{"signatures":[],"signed":{"a":1,"subject":{}},"subject":{}}',
    'json/syntax',
  ),
  'fourth-member': head(
    'a member before signatures is refused',
    'members',
    'it would be covered by no signature',
    edit(good, '{"signatures"', '{"notes":"unsigned","signatures"'),
    'document/shape',
  ),
  'member-between-head-and-subject': head(
    'a member between head and subject is refused',
    'members',
    'it would be covered by no signature',
    edit(good, '\n"subject":', '\n"signedBy":"us",\n"subject":'),
    'document/shape',
  ),
  'unknown-member-of-the-head': head(
    'an unknown member of the head is refused',
    'members',
    'a later rule that a reader does not know is passed over',
    editHead('"version":3', '"version":3,"zone":"uk"'),
    'document/shape',
  ),
  'head-member-missing': head(
    'a missing member of the head is refused',
    'members',
    'a list without an end would hold for ever',
    editHead('"expires":"2027-11-01T00:00:00Z",', ''),
    'document/shape',
  ),
  'version-zero': head(
    'versions are counted from 1',
    'members',
    'an absent version passes for one',
    editHead('"version":3', '"version":0'),
    'document/shape',
  ),
  'publisher-id-is-a-path': head(
    'a publisher id is a plain name',
    'members',
    'it becomes the name of a folder',
    editHead('"publisher":"example-tre"', '"publisher":"../root"'),
    'document/shape',
  ),
  'unknown-type': head(
    'an unknown type is refused',
    'types',
    'its signature would be made for something else',
    editHead('"type":"list"', '"type":"lists"'),
    'document/shape',
  ),
  'later-minor': head(
    'a later minor of the same major is read',
    'versions-of-the-specification',
    'old readers go on working',
    list({ head: { spec: '1.7' } }),
    read(list({ head: { spec: '1.7' } })),
  ),
  'another-major': head(
    'another major is refused',
    'versions-of-the-specification',
    'its rules are not known here',
    list({ head: { spec: '2.0' } }),
    'document/other-major',
  ),
  'another-major-and-type': head(
    'the major is judged before the rest',
    'versions-of-the-specification',
    'the message would be about something else',
    edit(list({ head: { spec: '2.0' } }), '"type":"list"', '"type":"crate"'),
    'document/other-major',
  ),
  'day-not-in-the-calendar': head(
    'an instant that does not exist is refused',
    'times',
    'readers move it to another day each',
    list({ head: { expires: '2027-02-29T00:00:00Z' } }),
    'document/not-a-day',
  ),
  'leap-day': head(
    '29 February of a leap year is a day',
    'times',
    'the twin of the refusal above',
    list({ head: { expires: '2028-02-29T00:00:00Z' } }),
    read(list({ head: { expires: '2028-02-29T00:00:00Z' } })),
  ),
  'instant-with-offset': head(
    'an offset is refused',
    'times',
    'instants are compared as text',
    list({ head: { issued: '2026-11-01T00:00:00+00:00' } }),
    'document/shape',
  ),
  'head-ends-at-64-kib': head(
    'a head that ends with the 65536th byte is read',
    'limits',
    'the twin of the refusal below',
    padded(65536),
    read(good),
  ),
  'head-ends-behind-64-kib': head(
    'a head that ends later is refused',
    'limits',
    'a reader parses megabytes before it knows who signed',
    padded(65537),
    'document/head-too-large',
  ),
  'longest-names': head(
    'the longest names fit into the signed bytes',
    'limits',
    'a publisher with a long name could not sign',
    longest,
    read(longest),
  ),
  'signatures-64': head(
    '64 signatures are read',
    'limits',
    'the twin of the refusal below',
    list({ by: [], signatures: fakes(64) }),
    read(list({ by: [] })),
  ),
  'signatures-65': head(
    '65 signatures are refused',
    'limits',
    'a reader verifies thousands of them',
    list({ by: [], signatures: fakes(65) }),
    'document/shape',
  ),
  'blank-in-the-head': head(
    'a blank in the head is refused',
    'canonical-text',
    'the signed bytes are those of the canonical text',
    editHead('"epoch":1', '"epoch": 1'),
    'json/blank',
  ),
  'another-type-than-asked': {
    title: 'a document of another type than was asked for is refused',
    rule: 'document#types',
    operation: 'verify-list',
    why: 'an identity passes for a list',
    input: {
      document: identity({ by: [1, 2] }),
      identity: identity(),
      list: 'tier-3',
      now: '2026-11-22T00:00:00Z',
    },
    expect: { refused: ['document/other-type'] },
  },
  'signed-bytes': {
    title: 'the signed bytes are the DSSE pre-authentication encoding of payload type and head',
    rule: 'document#signed-bytes',
    operation: 'signed-bytes',
    why: 'a signature made for one type would verify for another',
    input: { document: good },
    expect: { accepted: pae('list', headOf(good)).toString('utf8') },
  },
  'signed-bytes-of-an-identity': {
    title: 'the payload type follows the type of the head',
    rule: 'document#signed-bytes',
    operation: 'signed-bytes',
    why: 'a signature made for one type would verify for another',
    input: { document: identity() },
    expect: { accepted: pae('publisher', headOf(identity())).toString('utf8') },
  },
  digests: {
    title: 'subject digest and document digest are those of the canonical bytes',
    rule: 'document#digests',
    operation: 'digests',
    why: 'a digest of the file would change with its layout',
    input: { document: good.replaceAll('\n', '\r\n\t') },
    expect: { accepted: { document: digestOf(good), subject: JSON.parse(good).signed.subjectSha256 } },
  },
  layout: {
    title: 'one layout: three members on lines of their own, and one element of an array on a line',
    rule: 'document#layout',
    operation: 'layout',
    why: 'a change of one entry must be a change of one line',
    input: { value: JSON.parse(good) },
    expect: { accepted: good },
  },
  'layout-of-nothing': {
    title: 'an empty array stands on one line',
    rule: 'document#layout',
    operation: 'layout',
    why: 'two writers write two files',
    input: { value: JSON.parse(list({ entries: [], by: [] })) },
    expect: { accepted: list({ entries: [], by: [] }) },
  },
}

function fakes(count) {
  return Array.from({ length: count }, (_, n) => ({ keyid: sha256(`key ${n}`), sig: `${'A'.repeat(86)}==` }))
}

/** The documents that the specification shows. */
export const examples = {
  list: list({
    entries: [
      entry('numpy', {
        versions: 'vers:pypi/>=1.26.0|<2.1.0',
        checks: [{ by: 'platform team', criterion: 'licence', on: '2026-10-12', result: 'pass' }],
      }),
      entry('numpy', { decision: 'deny', reason: 'broken wheel', versions: 'vers:pypi/2.0.0' }),
      entry('pandas', { basis: 'legacy', decided: '2024-07-01' }),
    ]
      .sort((a, b) => (a.versions < b.versions ? -1 : 1))
      .sort((a, b) => (a.package < b.package ? -1 : a.package > b.package ? 1 : 0)),
  }),
  identity: identity(),
}
