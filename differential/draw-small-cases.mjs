// Questions about the parts that a federation is made of, by the operations of the other vectors.
import { canonical, keyidOf, pae, publicKey, signature } from '../scripts/vectors/documents.mjs'
import { damageText, textDamages } from './damage-text.mjs'
import { clean, digests, drawEntry, entryDamages, snapshots } from './draw-entry.mjs'
import { drawTrust } from './draw-trust.mjs'
import { addDays } from './time.mjs'
import {
  drawBrokenName,
  drawBrokenRange,
  drawName,
  drawPackage,
  drawRange,
  drawType,
  drawVersion,
  worlds,
} from './worlds.mjs'

const now = '2026-11-22T12:00:00Z'
const drawText = (random) => ({ name: random.pick(Object.keys(textDamages)), at: random.next() })

// Purls that no list of a small world holds, for what the rules of types say.
const purls = [
  'pkg:docker/cassandra',
  'pkg:docker/Customer/DockerImage?repository_url=https://GCR.io/',
  'pkg:conda/NumPy?channel=conda-forge',
  'pkg:conda/numpy?channel=https://Repo.example/main/',
  'pkg:conda/*?channel=main',
  'pkg:golang/GitHub.com/Gorilla/mux',
  'pkg:golang/github.com/gorilla/*',
  'pkg:cpan/drolsky/DateTime',
  'pkg:cpan/Foo::Bar',
  'pkg:brew/wget',
  'pkg:oci/debian?repository_url=registry.example/library/debian',
  'pkg:rpm/fedora/curl?distro=Fedora-25&epoch=1',
  'pkg:maven/org.apache.commons/io@1.3.4',
  'pkg:nuget/EnterpriseLibrary.Common',
  'pkg:github/Package-URL/purl-spec',
  'pkg:gitlab/Group/Sub/Project',
  'pkg:julia/Dates?uuid=ADE2CA70-3891-5945-98FB-DC099432E06A',
  'pkg:swid/Acme/Enterprise?tag_id=1',
  'pkg:conan/boost?user=a&channel=b',
  'pkg:mlflow/CreditFraud?repository_url=https://adb-1.Databricks.com/api',
  'pkg:hex/Jason',
  'pkg:gem/ruby-advisory-db-check?platform=java',
  'pkg:cargo/Rand',
  'pkg:spack/Py-numpy',
  'pkg:easybuild/SciPy-bundle',
  'pkg:bioconductor/IRanges',
  'pkg:generic/openssl?download_url=https:%2F%2Fopenssl.example%2Fx.tgz',
  'pkg:vcpkg/fmt?port_version=2',
  'pkg:pub/Some Package',
  'pkg:npm/%40angular/Animation@12.3.1',
  'pkg:pypi/Django@1.11.1?file_name=x.whl#sub/./path',
  'pkg:deb/debian/dpkg@1.19.0.4?arch=amd64&distro=Stretch',
  'pkg:apk/alpine/curl?distro=v3.20',
  'pkg:npm/*/left',
]

const drawAnyPurl = (random) =>
  random.chance(40)
    ? random.pick(purls)
    : random.chance(60)
      ? drawName(random, drawType(random))
      : drawBrokenName(random, drawType(random))
/** One rule is broken at most: which of several is told first is nobody's concern. */
const drawFound = (random) => {
  const { packages } = worlds[drawType(random)]
  const name = `pkg:${Object.keys(worlds).find((type) => worlds[type].packages === packages)}/${random.pick(packages)}`
  const mark = name.includes('?') ? '&' : '?'
  return random.chance(50) || name.includes('?')
    ? `${name}${random.pick(['', `${mark}arch=amd64`, `${mark}vcs_url=git`, `${mark}novel=1`, '#a/b'])}`
    : `${name}${random.pick(['@1.0', '@1.0?arch=amd64', '@2#a', '@', '?', '#', '@1.0@2', '?a=1?b=2'])}`
}
const drawAnyPattern = (random) => drawName(random, random.pick(['pypi', 'deb', 'deb', 'npm']))
const drawAnyRange = (random, type) =>
  random.chance(65) ? drawRange(random, type) : drawBrokenRange(random, type)

/** Texts that are documents, values or near them. */
function drawGateText(random, documents) {
  const text =
    documents.length > 0 && random.chance(60)
      ? random.pick(documents)
      : canonical(drawEntry(random, 'alder', ['birch'], now))
  const [first, second] = [drawText(random), drawText(random)]
  return damageText(
    text.slice(0, 3000),
    random.chance(20) ? [] : random.chance(70) ? [first] : [first, second],
  )
}

/** Signatures by the rule for every library: good ones, others, and those in which libraries differ. */
function drawSignature(random) {
  const key = random.int(1, 30)
  const message = random.pick(['', 'a', 'DSSEv1 1 a 1 b'])
  const sig = Buffer.from(signature(key, pae('list', message)), 'base64')
  const flipped = Buffer.from(sig)
  flipped[random.int(0, 63)] ^= 1 << random.int(0, 7)
  return {
    publicKey: random.pick([
      publicKey(key),
      publicKey(key),
      publicKey(key + 1),
      '01'.padEnd(64, '0'),
      '02'.padEnd(64, '0'),
    ]),
    message: pae('list', message).toString(),
    signature: random
      .pick([sig, sig, flipped, sig.subarray(1), Buffer.concat([Buffer.from([1]), Buffer.alloc(63)])])
      .toString('hex'),
  }
}

const drawKey = (random) =>
  random.pick([
    publicKey(random.int(1, 100)),
    '00'.repeat(32),
    `${'00'.repeat(31)}80`,
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}ff`,
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    '02'.repeat(31),
  ])

const sortEntries = (entries) =>
  [...new Map(entries.map((each) => [`${each.package} ${each.versions} ${canonical(each)}`, each]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each)

/** A merge of lists without their signatures, as the vectors of `merge` write it. */
function drawMerge(random) {
  const ids = ['alder', 'birch', 'cedar', 'op'].slice(0, random.int(1, 4))
  const entriesOf = (id, most) =>
    sortEntries(random.list(0, most, () => drawEntry(random, id, [...ids, 'op'], now)))
  const states = ids.map((id) => ({
    publisher: id,
    lists: [
      { list: 'main', entries: entriesOf(id, 6) },
      ...(random.chance(30) ? [{ list: 'extra', entries: entriesOf(id, 3) }] : []),
    ],
    ...(random.chance(12)
      ? {
          status: random.pick(['stale', 'quarantined']),
          lastRefreshed: addDays(now, -random.pick([1, 14, 15])),
        }
      : {}),
  }))
  const names = states.map(({ publisher, lists }) => ({
    id: publisher,
    lists: lists.map(({ list }) => ({ name: list, versions: [] })),
  }))
  const trust = drawTrust(random, 'op', names, now)
  const publishers = trust.publishers.map((each) => ({ ...each, pin: `sha256:${keyidOf(each.id)}` }))
  return { trust: { ...trust, publishers }, profile: 'tier', at: now, states }
}

function drawQuery(random) {
  const type = drawType(random)
  return clean({
    package: drawPackage(random, type),
    version: random.maybe(85, () => drawVersion(random, type)),
    digest: random.maybe(25, () => random.pick(digests)),
    snapshot: random.maybe(25, () => random.pick(snapshots)),
  })
}

const drawDenial = (random) => {
  const {
    package: name,
    versions,
    decided,
    digests: files,
    until,
  } = drawEntry(random, 'alder', [], now, true)
  return clean({ list: 'main', package: name, versions, decided, digests: files, reason: 'gone', until })
}

/** What a version of a list denied, and what the next one answers: entries of the first, changed. */
function drawVanishing(random) {
  const before = random.list(1, 5, () => {
    const entry = drawEntry(random, 'alder', ['birch'], now)
    delete entry.asOf
    return random.chance(70) ? { ...entry, decision: 'deny', reason: 'because' } : entry
  })
  const after = before.flatMap((entry) => {
    const type = /^pkg:([a-z]+)/.exec(entry.package)[1]
    const fate = random.weighted({ gone: 4, same: 2, withdrawn: 2, allowed: 3, narrower: 2 })
    if (fate === 'gone') return []
    if (fate === 'same') return [entry]
    const versions = entry.digests || entry.package.includes('*') ? entry.versions : drawRange(random, type)
    const decided = random.pick([entry.decided, '2026-11-20', '2026-11-23'])
    if (fate === 'narrower') return [{ ...entry, versions }]
    const { reason, ...rest } = entry
    return [
      fate === 'allowed'
        ? { ...rest, decision: 'allow', versions, decided }
        : { ...rest, reason: reason ?? 'x', decision: 'withdrawn', versions, decided },
    ]
  })
  const list = (entries, version) => ({
    publisher: 'alder',
    list: 'main',
    version,
    entries: sortEntries(entries),
  })
  return {
    kept: random.list(0, 2, () => drawDenial(random)),
    before: list(before, 1),
    now: list([...after, ...random.list(0, 2, () => drawEntry(random, 'alder', ['birch'], now))], 2),
    at: now,
  }
}

function drawDraft(random) {
  const entries = random.list(0, 5, () => {
    const entry = drawEntry(random, 'alder', ['birch'], now, random.chance(95))
    if (!random.chance(25)) return entry
    // What a range that is wrong breaks besides is nobody's concern.
    const { 'entry-range': range, ...damages } = entryDamages
    void range
    return random.pick(Object.values(damages))(entry, random, 'alder') ?? entry
  })
  return clean({
    trustlist: random.chance(96) ? '1.0' : '2.0',
    publisher: 'alder',
    list: 'main',
    about: random.chance(96) ? { title: 'Main' } : {},
    defaults: random.maybe(25, () =>
      random.pick([
        { basis: 'legacy' },
        { decided: '2026-01-01', reviewers: ['Anna'] },
        { versions: 'vers:npm/*' },
        { until: '2027-01-01', decision: 'deny' },
      ]),
    ),
    entries: random.chance(30)
      ? entries.map(({ decided, ...rest }) => (random.chance(50) ? rest : { decided, ...rest }))
      : entries,
    novel: random.maybe(2, () => 1),
  })
}

const typed = (make) => (random) => make(random, drawType(random))

/** By operation: draws its input. What depends on a federation takes the case of one. */
const questions = {
  gate: (random, { files }) => ({ text: drawGateText(random, Object.values(files)) }),
  'canonical-text': (random) => ({ value: drawEntry(random, 'alder', ['birch'], now) }),
  'parse-purl': (random) => ({ text: drawAnyPurl(random) }),
  'check-package': (random) => ({ text: drawAnyPurl(random) }),
  'fold-package': (random) => ({ text: drawAnyPurl(random) }),
  'identify-package': (random) => ({ text: random.chance(40) ? random.pick(purls) : drawFound(random) }),
  'parse-pattern': (random) => ({ text: drawAnyPurl(random) }),
  'match-pattern': (random) => ({ pattern: drawAnyPattern(random), package: drawAnyPattern(random) }),
  'meet-patterns': (random) => ({ patterns: [drawAnyPattern(random), drawAnyPattern(random)] }),
  'rank-patterns': (random) => ({ patterns: [...new Set(random.list(1, 4, () => drawAnyPattern(random)))] }),
  'check-allow': (random) => ({
    pattern: random.pick([
      'pkg:conda/*',
      'pkg:conda/a',
      'pkg:conda/a?channel=x',
      'pkg:oci/a',
      drawAnyPattern(random),
    ]),
  }),
  'refine-package': (random) => ({
    patterns: [...new Set(random.list(1, 5, () => drawAnyPattern(random)))],
    package: drawPackage(random, 'deb'),
  }),
  'match-patterns': (random) => ({
    patterns: [...new Set(random.list(1, 5, () => drawAnyPattern(random)))],
    package: drawPackage(random, random.pick(['deb', 'npm'])),
  }),
  'parse-version': typed((random, type) => ({
    type,
    version: random.chance(50)
      ? drawVersion(random, type)
      : random.pick(worlds[type].unreadable.length > 0 ? worlds[type].unreadable : ['x']),
  })),
  'parse-range': typed((random, type) => ({ range: drawAnyRange(random, type) })),
  'parse-canonical-range': typed((random, type) => ({ range: drawAnyRange(random, type) })),
  'contains-version': typed((random, type) => ({
    range: drawRange(random, type),
    version: drawVersion(random, type),
  })),
  'combine-ranges': typed((random, type) => ({
    operation: random.pick(['union', 'intersection', 'difference']),
    a: drawRange(random, type),
    b: drawRange(random, type),
  })),
  'lint-range': typed((random, type) => ({ range: drawRange(random, type) })),
  'compare-versions': typed((random, type) => {
    const ordered = type === 'github' ? 'deb' : type
    return { type: ordered, a: drawVersion(random, ordered), b: drawVersion(random, ordered) }
  }),
  'is-pre-release': typed((random, type) => ({ type, version: drawVersion(random, type) })),
  'check-key': (random) => ({ publicKey: drawKey(random) }),
  keyid: (random) => ({ publicKey: publicKey(random.int(1, 200)) }),
  'verify-signature': drawSignature,
  'compile-list': (random) => ({ draft: drawDraft(random) }),
  'keep-denials': drawVanishing,
  merge: drawMerge,
  'policy-text': drawMerge,
  'policy-head': drawMerge,
  ask: (random) => ({
    ...drawMerge(random),
    ask: random.list(1, 6, () => drawQuery(random)),
    ...(random.chance(15) ? { askedAt: addDays(now, random.pick([-2, 1, 29, 30, 400])) } : {}),
  }),
}

/** Of the documents of a federation, by what one alone can be asked. */
const documentQuestions = {
  'read-head': ({ document }) => ({ document }),
  'signed-bytes': ({ document }) => ({ document }),
  dsse: ({ document }) => ({ document }),
  'count-signatures': ({ document, identity }) => ({ document, identity }),
  'verify-list': ({ document, identity, now: at, list }) => ({ document, identity, list, now: at }),
  'read-list': ({ document, identity, now: at }) => ({ document, identity, now: at }),
}

function askAboutDocuments(random, { at, files }) {
  const paths = Object.keys(files)
  const identities = paths.filter((path) => path.includes('/identity/'))
  const lists = paths.filter((path) => path.endsWith('.list.json'))
  if (identities.length === 0) return []
  const path = random.pick(identities)
  const publisher = path.split('/')[0]
  const own = lists.filter((each) => each.startsWith(`${publisher}/`))
  const operation = random.pick([...Object.keys(documentQuestions), 'open-identity', 'follow-identities'])
  if (operation === 'open-identity') return [{ operation, input: { identity: files[path] } }]
  if (operation === 'follow-identities') {
    const chain = identities.filter((each) => each.startsWith(`${publisher}/`))
    const offered = chain.map((each) => ({
      version: Number(/(\d+)\.json$/.exec(each)[1]),
      document: files[each],
    }))
    return [{ operation, input: { trusted: files[chain[0]], offered, now: at } }]
  }
  const list = random.pick(own.length > 0 ? own : identities)
  const name = /([^/]+)\.list\.json$/.exec(list)?.[1] ?? 'main'
  return [
    {
      operation,
      input: documentQuestions[operation]({
        document: files[list],
        identity: files[path],
        now: at,
        list: name,
      }),
    },
  ]
}

/** Some questions, about the federation of a case and about nothing of it. */
export function drawSmallCases(random, federation, count) {
  const names = Object.keys(questions)
  const about = random.list(0, 2, () => askAboutDocuments(random, federation)).flat()
  const others = Array.from({ length: count }, () => {
    const operation = random.pick(names)
    return { operation, input: JSON.parse(JSON.stringify(questions[operation](random, federation))) }
  })
  return [...about, ...others]
}
