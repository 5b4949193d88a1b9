/** One accepted document of each kind; tests change a copy. */
const sha = 'a'.repeat(64)
const instant = '2026-11-01T00:00:00Z'

export const allow = {
  basis: 'reviewed',
  decided: '2026-10-12',
  decision: 'allow',
  package: 'pkg:pypi/numpy',
  versions: 'vers:pypi/>=1.26.0|<2.1.0',
}
export const deny = { ...allow, decision: 'deny', reason: 'It calls home at import.' }
export const rich = {
  ...allow,
  basis: 'adopted',
  origins: ['turing-dsh', 'pkg:cran/*'],
  versions: 'vers:pypi/1.26.4',
  digests: [{ file: 'numpy-1.26.4.tar.gz', sha256: sha }],
  until: '2027-10-12',
  checks: [
    {
      criterion: 'vulnerabilities',
      result: 'pass',
      by: 'A. Reviewer',
      on: '2026-10-11',
      evidence: 'https://example.org/1',
      note: 'none known',
    },
    { criterion: 'x-example-tre-cve-scan', result: 'accepted-risk' },
  ],
  reviewers: ['A. Reviewer'],
  references: ['CVE-2025-1234'],
  dependencyOf: ['pkg:pypi/pandas@2.2.0'],
}
export const repository = {
  ...allow,
  basis: 'inherited',
  origins: ['pkg:cran/*'],
  package: 'pkg:cran/*',
  versions: 'vers:cran/*',
  asOf: '2026-01-01',
}

const profile = {
  acceptedRisk: [],
  allowAt: 100,
  basis: { legacy: 50 },
  criteria: [],
  denyAt: 1,
  minReviewed: 0,
  minVoices: 1,
  policyDays: 30,
}
const segment = {
  against: [],
  decision: 'allow',
  for: [0],
  opposition: 0,
  reviewed: 1,
  support: 100,
  versions: 'vers:pypi/*',
  voices: 1,
}
const keptDenial = {
  decided: '2026-01-01',
  list: 'tier-3',
  package: 'pkg:pypi/foo',
  reason: 'broken',
  versions: 'vers:pypi/*',
  epoch: 1,
  version: 3,
}

export const valid = {
  signatures: [{ keyid: sha, sig: `${'A'.repeat(86)}==` }],
  'list-head': {
    epoch: 1,
    expires: '2027-02-01T00:00:00Z',
    issued: instant,
    list: 'tier-3',
    previousSha256: sha,
    publisher: 'example-tre',
    publisherVersion: 1,
    spec: '1.0',
    subjectSha256: sha,
    type: 'list',
    version: 42,
  },
  'list-subject': {
    about: {
      title: 'Tier 3',
      licence: 'CC0-1.0',
      homepage: 'https://example.org',
      contact: 'software@tre.example',
    },
    criteria: [{ id: 'x-example-tre-cve-scan', text: 'Scanned for known faults.' }],
    entries: [allow, deny, rich, repository],
    observed: [{ digest: sha, epoch: 1, list: 'core', publisher: 'turing-dsh', version: 2 }],
  },
  'list-subject-read': { about: { title: 'Tier 3' }, entries: [allow] },
  entry: rich,
  'entry-read': rich,
  'publisher-head': {
    epoch: 1,
    expires: '2027-02-01T00:00:00Z',
    issued: instant,
    publisher: 'example-tre',
    spec: '1.0',
    subjectSha256: sha,
    type: 'publisher',
    version: 1,
  },
  'publisher-subject': {
    about: { title: 'Example TRE' },
    keys: [{ keytype: 'ed25519', public: sha, scheme: 'ed25519' }],
    roles: { list: { keyids: [sha], threshold: 1 }, root: { keyids: [sha], threshold: 1 } },
  },
  'policy-head': {
    expires: '2026-12-01T00:00:00Z',
    issued: instant,
    operator: 'example-tre',
    policy: 'tier-3',
    spec: '1.0',
    subjectSha256: sha,
    type: 'policy',
  },
  'policy-subject': {
    inputs: [
      {
        denyWeight: 50,
        digest: sha,
        epoch: 1,
        kind: 'list',
        list: 'tier-3',
        publisher: 'turing-dsh',
        status: 'fresh',
        version: 2,
        weight: 50,
      },
      { criteria: [], kind: 'repository', package: 'pkg:deb/debian/*', weight: 100 },
      {
        by: 'board',
        decision: 'allow',
        kind: 'override',
        package: 'pkg:pypi/torch',
        reason: 'IG-1',
        until: '2027-03-01',
        versions: 'vers:pypi/2.4.1',
      },
      {
        by: 'security',
        disregard: 'osv',
        kind: 'disregard',
        package: 'pkg:pypi/*',
        reason: 'not reachable',
        until: '2027-03-01',
      },
      { ...keptDenial, kind: 'kept-denial', publisher: 'turing-dsh' },
    ],
    profile,
    rules: [
      {
        package: 'pkg:pypi/numpy',
        segments: [
          {
            ...segment,
            until: '2027-01-01',
            files: [{ decision: 'deny', sha256: sha, support: 0, voices: 0 }],
          },
          { ...segment, asOf: '2026-01-01' },
        ],
      },
    ],
  },
  trust: {
    trustlist: '1.0',
    operator: 'example-tre',
    contact: 'software@tre.example',
    publishers: [
      {
        id: 'turing-dsh',
        from: 'https://git.example.org/uk-tre/lists.git#main:turing-dsh',
        pin: `sha256:${sha}`,
        lists: ['tier-3', { name: 'core', trust: 'full', profiles: ['tier-2'] }],
        weight: 60,
        denyWeight: 60,
        veto: false,
        group: 'turing',
        scope: ['pkg:pypi/*', 'pkg:cran/*'],
        criteria: { 'x-turing-dsh-cve-scan': 'vulnerabilities' },
        maxAgeDays: 400,
        graceDays: 14,
        optional: false,
      },
      { id: 'osv', from: './osv.yaml', unsigned: `sha256:${sha}`, trust: 'advice' },
    ],
    repositories: [
      { package: 'pkg:deb/debian/*', weight: 100 },
      { package: 'pkg:cran/*', weight: 100, profiles: ['tier-2'] },
    ],
    comesWith: ['r-base', 'r-recommended', 'python-stdlib'],
    registries: { pypi: ['https://nexus.tre.example/repository/pypi/simple'] },
    acknowledged: [
      {
        publisher: 'sheffield-dsh',
        package: 'pkg:pypi/foo',
        versions: 'vers:pypi/*',
        reason: 'was a typo',
        by: 'platform team',
      },
    ],
    profiles: {
      'tier-2': { allowAt: 100 },
      'tier-3': {
        allowAt: 100,
        denyAt: 1,
        minVoices: 2,
        minReviewed: 1,
        criteria: ['vulnerabilities'],
        acceptedRisk: ['vulnerabilities'],
        maxAgeDays: 730,
        basis: { legacy: 50 },
        preReleases: 'named',
        policyDays: 30,
      },
    },
    overrides: [
      {
        package: 'pkg:pypi/torch',
        versions: 'vers:pypi/2.4.1',
        decision: 'allow',
        profiles: ['tier-3'],
        reason: 'IG-2031',
        by: 'IG board',
        until: '2027-03-01',
      },
      { package: 'pkg:pypi/evil', versions: 'vers:pypi/*', decision: 'deny' },
      {
        disregard: 'osv',
        reference: 'CVE-2025-1234',
        package: 'pkg:pypi/pillow',
        reason: 'not reachable here',
        by: 'security',
        until: '2027-03-01',
      },
    ],
  },
  lock: {
    trustlist: '1.0',
    timeFloor: instant,
    publishers: [
      {
        publisher: 'turing-dsh',
        identity: { digest: sha, version: 2 },
        pin: `sha256:${sha}`,
        lastRefreshed: instant,
        keptDenials: [keptDenial],
        lists: [
          {
            list: 'tier-3',
            epoch: 1,
            version: 2,
            digest: sha,
            commit: 'b'.repeat(40),
            identity: { digest: sha, version: 1 },
          },
        ],
        quarantine: {
          since: instant,
          faults: [
            { code: 'lock/identity-equivocation', digest: sha, epoch: 1, version: 2 },
            { code: 'lock/revoked', digest: sha, list: 'tier-3', epoch: 1, version: 2 },
          ],
        },
      },
      { publisher: 'osv', lastRefreshed: instant, keptDenials: [], lists: [{ list: 'osv', digest: sha }] },
    ],
  },
  vector: {
    title: 'refuses a byte order mark',
    rule: 'document#canonical-text',
    operation: 'openDocument',
    why: 'Two spellings of one document.',
    input: { text: 'x' },
    expect: { refused: ['json/byte-order-mark'] },
  },
}
