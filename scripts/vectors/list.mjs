// Vectors of lists and drafts. The verdicts are written by hand; see list.md.
import { entry, identity, list, now } from './documents.mjs'

const read = (title, rule, why, parts, verdict) => ({
  title,
  rule: `list#${rule}`,
  operation: 'read-list',
  why,
  input: { document: list(parts), identity: identity(), now },
  expect: Array.isArray(verdict) ? { refused: verdict } : { accepted: verdict },
})
const said = (decision, basis = 'reviewed', checks) => ({
  package: 'pkg:pypi/numpy',
  decision,
  basis,
  ...(checks === undefined ? {} : { checks }),
})
const of = (...entries) => ({ entries })
const plain = (entries) => ({ entries, doesNotCount: [], findings: [] })
const deny = (name, members) => entry(name, { decision: 'deny', reason: 'broken wheel', ...members })
const numpy = plain([said('allow')])
const draft = (title, rule, why, members, verdict) => ({
  title,
  rule: `list#${rule}`,
  operation: 'compile-list',
  why,
  input: {
    draft: {
      trustlist: '1.0',
      publisher: 'example-tre',
      list: 'tier-3',
      about: { title: 'Tier 3' },
      entries: [entry('numpy')],
      ...members,
    },
  },
  expect: Array.isArray(verdict) ? { refused: verdict } : { accepted: verdict },
})
const narrow = 'what-a-reader-does-not-understand'
const later = (...entries) => ({ head: { spec: '1.7' }, entries })
const warned = ['list/not-understood']

export const listVectors = {
  list: read(
    'a list in order is read',
    'reading',
    'the twin of the refusals below',
    of(entry('numpy')),
    numpy,
  ),
  'no-entries': read(
    'a list may be empty',
    'reading',
    'a publisher that withdraws everything has a list still',
    of(),
    plain([]),
  ),
  'deny-without-reason': read(
    'a denial without reason is refused',
    'members',
    'nobody can tell whether it is still right',
    of(entry('numpy', { decision: 'deny' })),
    ['list/shape'],
  ),
  deny: read(
    'a denial with its reason is read',
    'members',
    'the twin of the refusal above',
    of(deny('numpy')),
    plain([said('deny')]),
  ),
  withdrawn: read(
    'a withdrawal with its reason is read',
    'members',
    'a word taken back is not a denial',
    of(entry('numpy', { decision: 'withdrawn', reason: 'not used here any more' })),
    plain([said('withdrawn')]),
  ),
  'range-of-a-pattern': read(
    'a pattern has any version',
    'members',
    'versions of different packages do not compare',
    of(entry('*', { versions: 'vers:pypi/<2' })),
    ['list/shape'],
  ),
  'snapshot-of-a-package': read(
    'a snapshot day stands on patterns only',
    'members',
    'it is read as the day of the version',
    of(entry('numpy', { asOf: '2026-01-01' })),
    ['list/shape'],
  ),
  'snapshot-of-a-denial': read(
    'a snapshot day stands on allows only',
    'members',
    'a denial that holds for one day of a repository',
    of(deny('*', { asOf: '2026-01-01' })),
    ['list/shape'],
  ),
  'digests-of-a-range': read(
    'digests stand on one exact version only',
    'members',
    'files of one version vouch for another',
    of(entry('numpy', { digests: [{ file: 'numpy.whl', sha256: 'a'.repeat(64) }] })),
    ['list/shape'],
  ),
  digests: read(
    'digests of one exact version are read',
    'members',
    'the twin of the refusal above',
    of(
      entry('numpy', {
        digests: [{ file: 'numpy.whl', sha256: 'a'.repeat(64) }],
        versions: 'vers:pypi/1.26.4',
      }),
    ),
    numpy,
  ),
  'day-not-in-the-calendar': read(
    'a day that does not exist is refused',
    'rules',
    'readers move it to another day each',
    of(entry('numpy', { until: '2027-02-29' })),
    ['document/not-a-day'],
  ),
  'leap-day': read(
    '29 February of a leap year is a day',
    'rules',
    'the twin of the refusal above',
    of(entry('numpy', { until: '2028-02-29' })),
    numpy,
  ),
  'package-not-folded': read(
    'a package in another spelling than its ecosystem folds it to is refused',
    'package-and-versions',
    'a denial of one spelling does not meet an allow of another',
    of(entry('zope.interface')),
    ['purl/not-folded'],
  ),
  'package-folded': read(
    'the folded spelling is read',
    'package-and-versions',
    'the twin of the refusal above',
    of(entry('numpy')),
    numpy,
  ),
  'versions-of-another-type': read(
    'versions of another type than the package are refused',
    'package-and-versions',
    'they are ordered by the rules of another ecosystem',
    of(entry('numpy', { versions: 'vers:npm/*' })),
    ['list/other-version-type'],
  ),
  'conda-without-channel': read(
    'an allow of a conda package without channel is refused',
    'package-and-versions',
    'one name is another package in every channel',
    of(entry('x', { package: 'pkg:conda/numpy', versions: 'vers:conda/*' })),
    ['purl/allow-too-wide'],
  ),
  'entries-unsorted': read(
    'entries out of order are refused',
    'order-of-entries',
    'one list has many digests, and a diff hides a change',
    of(entry('pandas'), entry('numpy')),
    ['list/entries-unsorted'],
  ),
  'entries-sorted-by-code-unit': read(
    'entries are sorted by code unit, not by locale',
    'order-of-entries',
    'writers of two countries write two lists',
    of(
      entry('x', { package: 'pkg:cran/MASS', versions: 'vers:cran/*' }),
      entry('x', { package: 'pkg:cran/abc', versions: 'vers:cran/*' }),
    ),
    plain([
      { ...said('allow'), package: 'pkg:cran/MASS' },
      { ...said('allow'), package: 'pkg:cran/abc' },
    ]),
  ),
  'entries-of-one-package-unsorted': read(
    'entries of one package are in order of versions',
    'order-of-entries',
    'one list has many digests',
    of(entry('numpy', { versions: 'vers:pypi/2.0.0' }), entry('numpy', { versions: 'vers:pypi/1.26.4' })),
    ['list/entries-unsorted'],
  ),
  'entry-twice': read(
    'an entry that stands twice is refused',
    'order-of-entries',
    'a repetition hides a change in review',
    of(entry('numpy'), entry('numpy')),
    ['list/duplicate-entry'],
  ),
  'two-entries-of-one-package': read(
    'two entries of one package that differ are read',
    'order-of-entries',
    'the twin of the refusal above',
    of(entry('numpy'), entry('numpy', { decided: '2026-10-13' })),
    plain([said('allow'), said('allow')]),
  ),
  'origin-is-self': read(
    'a publisher that names itself as origin is refused',
    'origins',
    'a word repeats itself',
    of(entry('numpy', { basis: 'adopted', origins: ['example-tre'] })),
    ['list/origin-is-self'],
  ),
  adopted: read(
    'an adopted word names whose it is',
    'origins',
    'the twin of the refusal above',
    of(entry('numpy', { basis: 'adopted', origins: ['turing-dsh'] })),
    plain([said('allow', 'adopted')]),
  ),
  'adopted-without-origin': read(
    'an adopted word without origin is refused',
    'origins',
    'a repetition counts as a judgement',
    of(entry('numpy', { basis: 'adopted' })),
    ['list/shape'],
  ),
  'reviewed-with-origin': read(
    'one’s own judgement has no origin',
    'origins',
    'a repetition counts as a judgement',
    of(entry('numpy', { origins: ['turing-dsh'] })),
    ['list/shape'],
  ),
  'criterion-twice': read(
    'a criterion that stands twice is refused',
    'criteria',
    'one id has two meanings',
    { ...of(entry('numpy')), subject: { criteria: [own('a'), own('a')] } },
    ['list/duplicate-criterion'],
  ),
  'criterion-of-another-publisher': read(
    'a criterion in the name of another publisher is refused',
    'criteria',
    'a publisher says what another means',
    { ...of(entry('numpy')), subject: { criteria: [{ ...own('a'), id: 'x-other-tre-scan' }] } },
    ['list/foreign-criterion'],
  ),
  criterion: read(
    'a criterion of one’s own is read',
    'criteria',
    'the twin of the refusals above',
    { ...of(entry('numpy')), subject: { criteria: [own('a'), own('b')] } },
    numpy,
  ),
  'unknown-member-of-an-allow': read(
    'an allow with an unknown member does not count',
    narrow,
    'a condition that the reader does not know is passed over',
    later(entry('numpy', { onlyOn: 'linux' })),
    { entries: [said('allow')], doesNotCount: [0], findings: warned },
  ),
  'unknown-member-of-a-denial': read(
    'a denial with an unknown member is a denial',
    narrow,
    'a denial is lost on an old reader',
    later(deny('numpy', { onlyOn: 'linux' })),
    { entries: [said('deny')], doesNotCount: [0], findings: warned },
  ),
  'unknown-basis': read(
    'an allow with an unknown basis does not count',
    narrow,
    'its weight is not known',
    later(entry('numpy', { basis: 'sandboxed' })),
    { entries: [said('allow', 'sandboxed')], doesNotCount: [0], findings: warned },
  ),
  'unknown-decision': read(
    'an unknown decision is read as a denial',
    narrow,
    'a new kind of denial is read as nothing',
    later(entry('numpy', { decision: 'suspended' })),
    { entries: [said('deny')], doesNotCount: [], findings: warned },
  ),
  'unknown-result': read(
    'an unknown result of a check is read as fail',
    narrow,
    'a new kind of failure passes',
    later(entry('numpy', { checks: [{ criterion: 'licence', result: 'partly' }] })),
    { entries: [said('allow', 'reviewed', ['fail'])], doesNotCount: [], findings: warned },
  ),
  'unknown-member-of-a-check': read(
    'an allow with an unknown member of a check does not count',
    narrow,
    'a condition of the check is passed over',
    later(entry('numpy', { checks: [{ criterion: 'licence', partOf: 'src', result: 'pass' }] })),
    { entries: [said('allow', 'reviewed', ['pass'])], doesNotCount: [0], findings: warned },
  ),
  'unknown-member-elsewhere': read(
    'an unknown member of the subject is refused',
    narrow,
    'a later rule for the whole list is passed over',
    { ...later(entry('numpy')), subject: { appliesTo: 'linux' } },
    ['list/shape'],
  ),
  'unknown-member-of-a-digest': read(
    'an unknown member of a file digest is refused',
    narrow,
    'a file is bound by something that nobody compares',
    later(
      entry('numpy', {
        digests: [{ file: 'a', sha256: 'a'.repeat(64), size: 1 }],
        versions: 'vers:pypi/1.26.4',
      }),
    ),
    ['list/shape'],
  ),
  'order-is-that-of-the-text': read(
    'the order is that of the entries as written, not as read',
    narrow,
    'two readers differ on whether a list is sorted',
    later(entry('numpy', { decision: 'alright' }), entry('numpy', { decision: 'deny', reason: 'x' })),
    { entries: [said('deny'), said('deny')], doesNotCount: [], findings: warned },
  ),
  draft: draft(
    'a draft is folded, sorted and given its defaults',
    'drafts',
    'what is signed has one spelling',
    {
      defaults: { basis: 'legacy', decided: '2024-07-01', decision: 'allow' },
      entries: [
        { package: 'pkg:pypi/Zope.Interface', versions: 'vers:pypi/*' },
        { basis: 'reviewed', package: 'pkg:pypi/numpy', versions: 'vers:pypi/*' },
      ],
    },
    {
      publisher: 'example-tre',
      list: 'tier-3',
      subject: {
        about: { title: 'Tier 3' },
        entries: [
          {
            basis: 'reviewed',
            decided: '2024-07-01',
            decision: 'allow',
            package: 'pkg:pypi/numpy',
            versions: 'vers:pypi/*',
          },
          {
            basis: 'legacy',
            decided: '2024-07-01',
            decision: 'allow',
            package: 'pkg:pypi/zope-interface',
            versions: 'vers:pypi/*',
          },
        ],
      },
    },
  ),
  'draft-with-an-unknown-member': draft(
    'an unknown member of a draft is refused',
    'drafts',
    'a misspelt member is lost',
    { expirse: '2027-01-01' },
    ['list/draft-shape'],
  ),
  'draft-with-an-unknown-member-of-an-entry': draft(
    'a writer knows every member it writes',
    'drafts',
    'a misspelt member makes an allow not count',
    { entries: [entry('numpy', { untill: '2027-01-01' })] },
    ['list/shape'],
  ),
  'draft-with-versions-by-default': draft(
    'versions are no default',
    'drafts',
    'one line widens every entry unseen',
    { defaults: { versions: 'vers:pypi/*' } },
    ['list/draft-shape'],
  ),
  'draft-of-another-version': draft(
    'a draft says which version of the specification it follows',
    'drafts',
    'a later draft is compiled by earlier rules',
    { trustlist: '1.1' },
    ['list/draft-shape'],
  ),
  provenance: draft(
    'a list says from which files its entries were made',
    'provenance',
    'nobody could make the entries again and compare',
    {
      about: {
        title: 'Tier 3',
        provenance: [
          {
            from: 'requirements.txt',
            format: 'requirements',
            sha256: 'a'.repeat(64),
            asOf: '2026-10-01',
            on: '2026-11-01',
          },
        ],
      },
    },
    {
      publisher: 'example-tre',
      list: 'tier-3',
      subject: {
        about: {
          provenance: [
            {
              asOf: '2026-10-01',
              format: 'requirements',
              from: 'requirements.txt',
              on: '2026-11-01',
              sha256: 'a'.repeat(64),
            },
          ],
          title: 'Tier 3',
        },
        entries: [entry('numpy')],
      },
    },
  ),
  'provenance-without-source': draft(
    'what entries were made from is named',
    'members',
    'a digest of nothing that is known',
    { about: { title: 'Tier 3', provenance: [{ sha256: 'a'.repeat(64) }] } },
    ['list/shape'],
  ),
  'digests-without-file': draft(
    'a digest stands without the name of its file where that is not known',
    'members',
    'a lockfile that has digests alone would lose them, or get names that are made up',
    { entries: [entry('numpy', { digests: [{ sha256: 'a'.repeat(64) }], versions: 'vers:pypi/1.26.4' })] },
    {
      publisher: 'example-tre',
      list: 'tier-3',
      subject: {
        about: { title: 'Tier 3' },
        entries: [entry('numpy', { digests: [{ sha256: 'a'.repeat(64) }], versions: 'vers:pypi/1.26.4' })],
      },
    },
  ),
  'draft-with-a-bidi-control': draft(
    'a draft holds no invisible characters',
    'drafts',
    'it is refused only when it is published',
    { about: { title: 'a\u202eb' } },
    ['json/invisible-character'],
  ),
}

function own(name) {
  return { id: `x-example-tre-${name}`, text: 'What passing it means.' }
}
