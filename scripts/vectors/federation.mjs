// Vectors of whole federations: files, trust configuration and lock in, verdicts, lock and policy out. The verdicts are written by hand.
import {
  digestOf,
  edit,
  entry,
  headOf,
  identity,
  list,
  now,
  seal,
  sha256,
  subjectLines,
} from './documents.mjs'

const operator = 'south-tre'
const twin = 'the twin of the refusals below'
const pinOf = (document) => `sha256:${digestOf(document)}`
const number = (member, document) => Number(new RegExp(`"${member}":(\\d+)`).exec(headOf(document))[1])
const word = (member, document) => new RegExp(`"${member}":"([^"]*)"`).exec(headOf(document))[1]

/** The identity of one of the two publishers; both hold the same test keys. */
const identityOf = (publisher, parts = {}) =>
  identity({ ...parts, head: { publisher, ...parts.head }, subject: { about: { title: publisher } } })
const listOf = (publisher, name, entries, parts = {}) =>
  list({
    ...parts,
    head: { publisher, list: name, version: 1, ...parts.head },
    subject: { about: { title: name }, ...parts.subject },
    entries,
  })
const deny = (name, members = {}) => entry(name, { decision: 'deny', reason: 'because', ...members })

const example = identityOf('example-tre')
const north = identityOf('north-tre')
const exampleTier = listOf('example-tre', 'tier-3', [deny('evil'), entry('numpy')])
const northMain = listOf('north-tre', 'main', [
  entry('numpy', { basis: 'curated', versions: 'vers:pypi/<2.0.0' }),
])

const trustOf = (publishers, profile = { allowAt: 100, minVoices: 2 }, more = {}) => ({
  trustlist: '1.0',
  operator,
  publishers,
  profiles: { tier: profile },
  ...more,
})
const heard = (id, document, more = {}) => ({
  id,
  from: `../${id}`,
  pin: pinOf(document),
  weight: 60,
  ...more,
})
const both = [heard('example-tre', example), heard('north-tre', north)]

const folder = (publisher, identities, lists) =>
  Object.fromEntries([
    ...identities.map((each) => [`${publisher}/identity/${number('version', each)}.json`, each]),
    ...lists.map((each) => [`${publisher}/${word('list', each)}.list.json`, each]),
  ])
const store = (...documents) =>
  Object.fromEntries(documents.map((each) => [`trust.store/${digestOf(each)}.json`, each]))

const lockedList = (document) => ({
  digest: digestOf(document),
  epoch: number('epoch', document),
  list: word('list', document),
  version: number('version', document),
})
const element = (publisher, pin, by, lists, more = {}) => ({
  identity: { digest: digestOf(by), version: number('version', by) },
  keptDenials: [],
  lastRefreshed: now,
  lists: lists.map(lockedList),
  pin: pinOf(pin),
  publisher,
  ...more,
})
const floor = '2026-11-01T00:00:00Z'
const lockText = (publishers, timeFloor = floor) =>
  `${subjectLines({ publishers, timeFloor, trustlist: '1.0' })}\n`

const told = (publisher, status, { problems = [], findings = [], keep = [], proof = [] } = {}) => ({
  publisher,
  status,
  problems,
  findings,
  keep: keep.map(digestOf).sort(),
  proof: proof.map(digestOf).sort(),
})

const defaults = {
  acceptedRisk: [],
  allowAt: 100,
  basis: { adopted: 100, curated: 100, dependency: 100, inherited: 100, legacy: 100, reviewed: 100 },
  criteria: [],
  denyAt: 1,
  minReviewed: 0,
  minVoices: 1,
  policyDays: 30,
}
const listInput = (document, weight, more = {}) => ({
  denyWeight: weight,
  digest: digestOf(document),
  epoch: number('epoch', document),
  kind: 'list',
  list: word('list', document),
  publisher: word('publisher', document),
  status: 'fresh',
  version: number('version', document),
  weight,
  ...more,
})
const segment = (versions, decision, more = {}) => ({
  against: [],
  decision,
  for: [],
  opposition: 0,
  reviewed: 0,
  support: 0,
  voices: 0,
  versions,
  ...more,
})
const rule = (name, ...segments) => ({ package: name, segments })
/** The policy's bytes: canonical, in the one layout, unsigned. */
const policyText = (inputs, rules, profile = { minVoices: 2 }, expires = '2026-12-22T00:00:00Z') =>
  seal({
    type: 'policy',
    head: { expires, issued: now, operator, policy: 'tier' },
    subject: { inputs, profile: { ...defaults, ...profile }, rules },
    by: [],
  })
const policy = (text, more = {}) => ({ text, findings: [], dropped: [], answers: [], ...more })
const answer = (decision, cause, [support, voices, reviewed, opposition]) => ({
  decision,
  cause,
  support,
  voices,
  reviewed,
  opposition,
})
const numpyOfBoth = rule(
  'pkg:pypi/numpy',
  segment('vers:pypi/<2.0.0', 'allow', { for: [0, 1], support: 120, voices: 2, reviewed: 2 }),
  segment('vers:pypi/>=2.0.0', 'undecided', { for: [0], support: 60, voices: 1, reviewed: 1 }),
)
const evilOfFirst = rule('pkg:pypi/evil', segment('vers:pypi/*', 'deny', { against: [0], opposition: 60 }))

const judge = (title, rule, why, { files, trust, lock, ...rest }, expect) => ({
  title,
  rule,
  operation: 'judge-federation',
  why,
  input: {
    files: Object.assign({}, ...files),
    trust,
    ...(lock === undefined ? {} : { lock }),
    at: now,
    profile: 'tier',
    ...rest,
  },
  expect: Array.isArray(expect) ? { refused: expect } : { accepted: { disagreements: [], ...expect } },
})

const met = [
  element('example-tre', example, example, [exampleTier]),
  element('north-tre', north, north, [northMain]),
]
const weekAgo = { lastRefreshed: '2026-11-15T00:00:00Z' }
const metWeekAgo = met.map((each) => ({ ...each, ...weekAgo }))
const known = store(example, exampleTier, north, northMain)
const offerOfNorth = folder('north-tre', [north], [northMain])

const newKeys = identityOf('example-tre', {
  head: { version: 2, issued: '2026-11-20T00:00:00Z' },
  list: { keys: [1, 2, 5], threshold: 2 },
})
const nextTier = listOf('example-tre', 'tier-3', [entry('numpy'), entry('pandas', { until: '2026-12-24' })], {
  by: [1, 5],
  head: {
    issued: '2026-11-21T00:00:00Z',
    previousSha256: digestOf(exampleTier),
    publisherVersion: 2,
    version: 2,
  },
})
const evilKept = {
  decided: '2026-10-12',
  epoch: 1,
  list: 'tier-3',
  package: 'pkg:pypi/evil',
  reason: 'because',
  version: 1,
  versions: 'vers:pypi/*',
}

const otherTier = listOf('example-tre', 'tier-3', [entry('numpy')])
const fault = (code, document) => ({
  code: `lock/${code}`,
  digest: digestOf(document),
  epoch: number('epoch', document),
  list: word('list', document),
  version: number('version', document),
})
const quarantinedExample = {
  ...metWeekAgo[0],
  quarantine: { faults: [fault('equivocation', otherTier)], since: now },
}
const twice = { files: [folder('example-tre', [example], [otherTier]), offerOfNorth, known] }
const toldTwice = [
  told('example-tre', 'quarantined', { problems: ['lock/equivocation'], proof: [exampleTier, otherTier] }),
  told('north-tre', 'accepted'),
]

const advice = {
  trustlist: '1.0',
  publisher: 'osv',
  list: 'osv',
  about: { title: 'Advisories' },
  entries: [deny('numpy', { versions: 'vers:pypi/1.26.1', references: ['CVE-2026-1'] })],
}
const adviceText = `${JSON.stringify(advice, null, 2)}\n`
const adviceDigest = sha256(adviceText)
const osv = { id: 'osv', from: 'osv.json', unsigned: `sha256:${adviceDigest}`, trust: 'advice' }
const osvElement = {
  keptDenials: [],
  lastRefreshed: now,
  lists: [{ digest: adviceDigest, list: 'osv' }],
  publisher: 'osv',
}
const exampleAlone = { allowAt: 60 }

const watching = listOf(
  'north-tre',
  'main',
  [entry('numpy', { basis: 'curated', versions: 'vers:pypi/<2.0.0' })],
  {
    subject: {
      observed: [
        { digest: digestOf(otherTier), epoch: 1, list: 'tier-3', publisher: 'example-tre', version: 1 },
      ],
    },
  },
)

const cut = edit(nextTier, 'pandas', 'pandaz')

export const federationVectors = {
  'first-meeting': judge(
    'Two publishers are met for the first time: both are accepted, and their lists are merged',
    'merge#steps',
    twin,
    {
      files: [folder('example-tre', [example], [exampleTier]), offerOfNorth],
      trust: trustOf(both),
      ask: [
        { package: 'pkg:pypi/numpy', version: '1.26.0' },
        { package: 'pkg:pypi/numpy', version: '2.0.0rc1' },
        { package: 'pkg:pypi/evil', version: '1' },
        { package: 'pkg:pypi/scipy', version: '1.0' },
      ],
    },
    {
      publishers: [
        told('example-tre', 'accepted', { keep: [example, exampleTier] }),
        told('north-tre', 'accepted', { keep: [north, northMain] }),
      ],
      lock: lockText(met),
      policy: policy(
        policyText([listInput(exampleTier, 60), listInput(northMain, 60)], [evilOfFirst, numpyOfBoth]),
        {
          answers: [
            answer('allow', 'segment', [120, 2, 2, 0]),
            answer('allow', 'segment', [120, 2, 2, 0]),
            answer('deny', 'segment', [0, 0, 0, 60]),
            answer('undecided', 'unlisted', [0, 0, 0, 0]),
          ],
        },
      ),
    },
  ),
  'rotated-and-vanished': judge(
    'A publisher changes its keys and drops a denial: the identity is followed, the list accepted, the denial kept',
    'merge#vanished-denials',
    'whoever gets hold of the keys takes a denial away in silence',
    {
      files: [folder('example-tre', [example, newKeys], [nextTier]), offerOfNorth, known],
      trust: trustOf(both),
      lock: lockText(metWeekAgo),
    },
    {
      publishers: [
        told('example-tre', 'accepted', { keep: [newKeys, nextTier] }),
        told('north-tre', 'accepted'),
      ],
      lock: lockText(
        [element('example-tre', example, newKeys, [nextTier], { keptDenials: [evilKept] }), met[1]],
        '2026-11-21T00:00:00Z',
      ),
      policy: policy(
        policyText(
          [
            listInput(nextTier, 60),
            listInput(northMain, 60),
            { ...evilKept, kind: 'kept-denial', publisher: 'example-tre' },
          ],
          [
            rule('pkg:pypi/evil', segment('vers:pypi/*', 'deny', { against: [2], opposition: 60 })),
            numpyOfBoth,
            rule(
              'pkg:pypi/pandas',
              segment('vers:pypi/*', 'undecided', { for: [0], support: 60, voices: 1, reviewed: 1 }),
            ),
          ],
        ),
        { findings: ['merge/denial-vanished'] },
      ),
    },
  ),
  'signed-twice': judge(
    'A publisher signs one version twice: it is quarantined, the other one is accepted, and there is no policy',
    'merge#missing-and-failing-publishers',
    'a publisher that shows two lists to two readers is merged all the same',
    { ...twice, trust: trustOf(both), lock: lockText(metWeekAgo) },
    {
      publishers: toldTwice,
      lock: lockText([quarantinedExample, met[1]]),
      policy: { refused: ['merge/publisher-quarantined'] },
    },
  ),
  'signed-twice-optional': judge(
    'Of an optional publisher in quarantine the denials stay and the allows weigh nothing',
    'merge#missing-and-failing-publishers',
    'a publisher gets rid of its denials by being caught',
    {
      ...twice,
      trust: trustOf([heard('example-tre', example, { optional: true }), both[1]]),
      lock: lockText(metWeekAgo),
    },
    {
      publishers: toldTwice,
      lock: lockText([quarantinedExample, met[1]]),
      policy: policy(
        policyText(
          [listInput(exampleTier, 60, { status: 'quarantined' }), listInput(northMain, 60)],
          [
            evilOfFirst,
            rule(
              'pkg:pypi/numpy',
              segment('vers:pypi/<2.0.0', 'undecided', { for: [0, 1], support: 60, voices: 1, reviewed: 1 }),
              segment('vers:pypi/>=2.0.0', 'undecided', { for: [0] }),
            ),
          ],
        ),
        { findings: ['merge/quarantined'] },
      ),
    },
  ),
  'subject-changed': judge(
    'A list that was changed on the way is not accepted; the last accepted one serves for its days of grace',
    'freshness#the-verdict',
    'whoever can spoil a file takes away what it said before',
    {
      files: [folder('example-tre', [example, newKeys], [cut]), offerOfNorth, known],
      trust: trustOf(both),
      lock: lockText(metWeekAgo),
    },
    {
      publishers: [
        told('example-tre', 'stale', { problems: ['seal/subject-digest'], keep: [newKeys] }),
        told('north-tre', 'accepted'),
      ],
      lock: lockText(
        [element('example-tre', example, newKeys, [exampleTier], weekAgo), met[1]],
        '2026-11-20T00:00:00Z',
      ),
      policy: policy(
        policyText(
          [listInput(exampleTier, 60, { status: 'stale' }), listInput(northMain, 60)],
          [evilOfFirst, numpyOfBoth],
        ),
        { findings: ['merge/publisher-stale'] },
      ),
    },
  ),
  'never-met': judge(
    'Of a publisher that offers nothing at the first meeting nothing is accepted, and there is no policy without it',
    'merge#missing-and-failing-publishers',
    'whoever keeps a publisher away at the first meeting is rid of its denials',
    { files: [offerOfNorth], trust: trustOf(both) },
    {
      publishers: [
        told('example-tre', 'stale', { problems: ['lock/identity-lost'] }),
        told('north-tre', 'accepted', { keep: [north, northMain] }),
      ],
      lock: lockText([met[1]]),
      policy: { refused: ['merge/publisher-missing'] },
    },
  ),
  'unsigned-beside-signed': judge(
    'A file that its source never signs denies beside a signed list that allows',
    'trust#unsigned-sources',
    'advisories are not heard because nobody signs them',
    {
      files: [folder('example-tre', [example], [exampleTier]), { 'osv.json': adviceText }],
      trust: trustOf([both[0], osv], exampleAlone),
    },
    {
      publishers: [
        told('example-tre', 'accepted', { keep: [example, exampleTier] }),
        { ...told('osv', 'accepted'), keep: [adviceDigest] },
      ],
      lock: lockText([met[0], osvElement]),
      policy: policy(
        policyText(
          [
            listInput(exampleTier, 60),
            {
              denyWeight: 100,
              digest: adviceDigest,
              kind: 'list',
              list: 'osv',
              publisher: 'osv',
              status: 'fresh',
              unsigned: true,
              weight: 0,
            },
          ],
          [
            evilOfFirst,
            rule(
              'pkg:pypi/numpy',
              segment('vers:pypi/<1.26.1', 'allow', { for: [0], support: 60, voices: 1, reviewed: 1 }),
              segment('vers:pypi/1.26.1', 'deny', {
                against: [1],
                for: [0],
                opposition: 100,
                support: 60,
                voices: 1,
                reviewed: 1,
              }),
              segment('vers:pypi/>1.26.1', 'allow', { for: [0], support: 60, voices: 1, reviewed: 1 }),
            ),
          ],
          exampleAlone,
        ),
      ),
    },
  ),
  'unsigned-not-reviewed': judge(
    'A file that changed after its review is not accepted, and what was accepted is not the file that was reviewed',
    'merge#missing-and-failing-publishers',
    'a source that nobody signs changes its mind, and nobody has looked',
    {
      files: [
        folder('example-tre', [example], [exampleTier]),
        { 'osv.json': adviceText.replace('1.26.1', '1.26.2') },
        known,
        { [`trust.store/${adviceDigest}.unsigned`]: adviceText },
      ],
      trust: trustOf([both[0], { ...osv, unsigned: `sha256:${'0'.repeat(64)}` }], exampleAlone),
      lock: lockText([metWeekAgo[0], { ...osvElement, ...weekAgo }]),
    },
    {
      publishers: [
        told('example-tre', 'accepted'),
        told('osv', 'stale', { problems: ['list/unsigned-changed'] }),
      ],
      lock: lockText([met[0], { ...osvElement, ...weekAgo }]),
      policy: { refused: ['merge/other-binding'] },
    },
  ),
  'seen-differently': judge(
    'What one publisher saw of another is compared with what was accepted, and changes no verdict',
    'freshness#compare-with-what-others-saw',
    'a publisher shows one list to its peers and another one here',
    {
      files: [folder('example-tre', [example], [exampleTier]), folder('north-tre', [north], [watching])],
      trust: trustOf(both),
    },
    {
      publishers: [
        told('example-tre', 'accepted', { keep: [example, exampleTier] }),
        told('north-tre', 'accepted', { keep: [north, watching] }),
      ],
      lock: lockText([met[0], element('north-tre', north, north, [watching])]),
      disagreements: [
        {
          publisher: 'example-tre',
          list: 'tier-3',
          epoch: 1,
          version: 1,
          seen: [
            { digest: digestOf(exampleTier), by: ['here'] },
            { digest: digestOf(otherTier), by: ['north-tre, list main'] },
          ].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
        },
      ],
      policy: policy(
        policyText([listInput(exampleTier, 60), listInput(watching, 60)], [evilOfFirst, numpyOfBoth]),
      ),
    },
  ),
  'store-lost': judge(
    'A list that the store lost cannot serve, and there is no policy without it',
    'freshness#reopening',
    'whoever deletes a file from the store takes its denials out of the policy',
    {
      files: [folder('example-tre', [example], []), offerOfNorth, store(example, north, northMain)],
      trust: trustOf(both),
      lock: lockText(metWeekAgo),
    },
    {
      publishers: [
        told('example-tre', 'stale', { problems: ['lock/list-missing'] }),
        told('north-tre', 'accepted'),
      ],
      lock: lockText([metWeekAgo[0], met[1]]),
      policy: { refused: ['lock/document-missing'] },
    },
  ),
  'lock-damaged': judge(
    'With a lock that was edited nothing is judged',
    'freshness#the-lock',
    'whoever edits the lock takes back what was accepted',
    {
      files: [folder('example-tre', [example], [exampleTier]), offerOfNorth, known],
      trust: trustOf(both),
      lock: lockText([...met].reverse()),
    },
    ['lock/damaged'],
  ),
  'trust-unsound': judge(
    'With a trust configuration that is not sound nothing is judged',
    'merge#trust-configuration',
    'a weight that nobody decided is guessed',
    {
      files: [folder('example-tre', [example], [exampleTier]), offerOfNorth],
      trust: trustOf([both[0], { ...both[1], id: 'example-tre' }]),
    },
    ['merge/publisher-twice'],
  ),
}
