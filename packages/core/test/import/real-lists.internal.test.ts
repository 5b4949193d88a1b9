import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importInventories, type ImportedList } from '../../src/import/import-inventories.js'
import { planUpdate } from '../../src/import/plan-update.js'
import type { FormatName } from '../../src/inventory/formats.js'
import { readInventory } from '../../src/inventory/read-inventory.js'
import { compileList } from '../../src/list/compile-list.js'
import { verifyList } from '../../src/list/verified-list.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import type { PublisherState } from '../../src/merge/publisher-state.js'
import type { JsonValue } from '../../src/json/canonical.js'
import type { Outcome } from '../../src/problem/problem.js'
import { identity, listBytes } from '../seal/make-documents.js'
import { encodeUtf8 } from '../../src/text/utf8.js'
import { toTrust } from '../merge/federation.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

const at = '2026-11-22T12:00:00Z'
const day = '2026-11-22'

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ code, what }) => `${code}: ${what}`).join('\n'))
  return outcome.value
}

interface File {
  readonly publisher: string
  readonly path: string
  readonly format: FormatName
  readonly type: 'pypi' | 'cran'
}

const file = (publisher: string, format: FormatName, type: File['type'], path: string): File => ({
  publisher,
  format,
  type,
  path: `${sharedFolder}lists/${path}`,
})

const turing = (tag: string, kind: 'python-pypi' | 'r-cran') =>
  `turing-dsh/${tag}.allowlist-full-${kind}-tier3.list`

const lists = {
  pypi: [
    file('turing-dsh', 'names', 'pypi', turing('v4.2.2', 'python-pypi')),
    file('opensafely', 'requirements', 'pypi', 'opensafely-python/v2.requirements.txt'),
    file('sheffield-dsh', 'names', 'pypi', 'sheffield-dsh/pypi.allowlist'),
  ],
  cran: [
    file('turing-dsh', 'names', 'cran', turing('v4.2.2', 'r-cran')),
    file('opensafely', 'table', 'cran', '_normalised/opensafely-r-v2.cran.tsv'),
    file('easybuild', 'table', 'cran', 'easybuild/R-bundle-CRAN-2024.11-foss-2024a.tsv'),
  ],
} as const

/** Without the digests of a table: they bind the source archive, and these counts are about versions. */
function bytesOf({ format, path }: File): Uint8Array {
  const bytes = readFileSync(path)
  if (format !== 'table') return bytes
  const lines = bytes.toString('utf8').split('\n')
  return encodeUtf8(lines.map((line) => line.split('\t').slice(0, 2).join('\t')).join('\n'))
}

function imported(from: File, versions: 'any' | 'as-read'): ImportedList {
  const options = { format: from.format, type: from.type, source: from.path }
  const inventory = valueOf(readInventory(bytesOf(from), options))
  return importInventories([{ inventory, from: from.path.split('/').at(-1)! }], { day, versions })
}

/** Import, draft, signature by throwaway keys, verification: the way of every list. */
function stateOf(from: File, versions: 'any' | 'as-read'): PublisherState {
  const { publisher } = from
  const { entries, provenance } = imported(from, versions)
  const about = { title: publisher, provenance }
  const draft = { trustlist: '1.0', publisher, list: 'tier-3', about, entries }
  const compiled = valueOf(compileList(draft as unknown as JsonValue))
  const bytes = listBytes({
    signed: { publisher },
    subject: { about: compiled.subject.about },
    entries: compiled.subject.entries as unknown as readonly Readonly<Record<string, unknown>>[],
  })
  const list = valueOf(verifyList(bytes, identity({ signed: { publisher } }), { now: at, list: 'tier-3' }))
  return { publisher, lists: [list], status: 'fresh', lastRefreshed: at, keptDenials: [] }
}

type Profile = Readonly<Record<string, number>>

/** How many names are allowed in at least one version. */
function countAllowed(states: readonly PublisherState[], weights: object, profile: Profile): number {
  const publishers = states.map(({ publisher }) => ({ id: publisher, ...weights }))
  const trust = toTrust({ operator: 'op-tre', publishers, profile })
  const { policy } = valueOf(mergeLists(states, trust, 'tier', at))
  return policy.rules.filter(({ segments }) => segments.some(({ decision }) => decision === 'allow')).length
}

const drops = [50, 100, 150]
const countsOf = (states: readonly PublisherState[]) =>
  drops.map((allowAt) => countAllowed(states, { weight: 50 }, { allowAt }))

/** The same without the merge: of each name, how many lists take one of its versions. `*` takes every one. */
function countByHand(files: readonly File[]): readonly number[] {
  const takers = new Map<string, (readonly string[])[]>()
  for (const each of files) {
    const byName = new Map<string, string[]>()
    for (const { package: name, versions } of imported(each, 'as-read').entries) {
      byName.set(name, [...(byName.get(name) ?? []), versions.slice(versions.indexOf('/') + 1)])
    }
    for (const [name, versions] of byName) takers.set(name, [...(takers.get(name) ?? []), versions])
  }
  const most = [...takers.values()].map((all) => {
    const versions = new Set(all.flat())
    const countOf = (version: string) =>
      all.filter((each) => each.includes('*') || each.includes(version)).length
    return Math.max(...[...versions].map(countOf))
  })
  return [1, 2, 3].map((count) => most.filter((each) => each >= count).length)
}

describe.skipIf(!hasShared)(hasShared ? 'real lists, imported' : absent, () => {
  test.each([
    ['pypi', [861, 173, 46]],
    ['cran', [1487, 572, 204]],
  ] as const)('three lists of %s by name: in any, in two, in all three', (type, counts) => {
    const states = lists[type].map((each) => stateOf(each, 'any'))
    expect(countsOf(states)).toEqual(counts)
    // What `trust init` writes: two halves are enough, and two voices are asked for at tier 3.
    expect(countAllowed(states, { trust: 'half' }, { allowAt: 100 })).toBe(counts[1])
    expect(countAllowed(states, { trust: 'half' }, { allowAt: 100, minVoices: 2 })).toBe(counts[1])
  })

  test.each([
    ['pypi', [861, 173, 46]],
    ['cran', [1487, 540, 162]],
  ] as const)('three lists of %s with their versions', (type, counts) => {
    const states = lists[type].map((each) => stateOf(each, 'as-read'))
    const found = countsOf(states)
    expect(found).toEqual(countByHand(lists[type]))
    expect(found).toEqual(counts)
  })

  // Rcpp stands on the lists of two, and the lock says only that it was on the machine.
  test('the lock of pak counts like the list of its names, but for a package whose source it does not know', () => {
    const [turingList, , easybuild] = lists.cran
    const lock = file('opensafely', 'pak', 'cran', 'opensafely-r/v2.pkg.lock')
    expect(countsOf([turingList, lock, easybuild].map((each) => stateOf(each, 'any')))).toEqual([
      1487, 571, 204,
    ])
    expect(imported(lock, 'any').report.unreadable.map(({ text }) => text)).toEqual(['Rcpp 1.0.14'])
  })

  test.each([
    ['sheffield-dsh/pypi.allowlist', 168, 155, 13, 16],
    [turing('v3.1.0', 'python-pypi'), 552, 546, 6, 88],
    [turing('v4.2.2', 'python-pypi'), 773, 773, 0, 91],
  ])('%s: lines, entries, folded groups, other spellings', (path, read, entries, folded, respelt) => {
    const list = imported(file('x', 'names', 'pypi', path), 'as-read')
    const { report } = list
    expect([report.read, list.entries.length, report.folded.length, report.respelt.length]).toEqual([
      read,
      entries,
      folded,
      respelt,
    ])
    expect(report.unreadable).toEqual([])
    expect(new Set(list.entries.map(({ basis }) => basis))).toEqual(new Set(['legacy']))
  })

  test.each([
    [
      'requirements',
      'opensafely-python/v1.requirements.txt',
      'opensafely-python/v2.requirements.txt',
      56,
      40,
      86,
    ],
    [
      'requirements',
      'opensafely-python/v2.ada1653-2023-11-22.requirements.txt',
      'opensafely-python/v2.requirements.txt',
      0,
      36,
      23,
    ],
    ['names', turing('v4.1.0', 'python-pypi'), turing('v4.2.2', 'python-pypi'), 70, 7, 0],
  ] as const)(
    'an update of %s, %s to %s, adds, misses and replaces',
    (format, before, after, added, gone, replaced) => {
      const of = (path: string) => imported(file('x', format, 'pypi', path), 'as-read').entries
      const plan = planUpdate(of(before), of(after), { day, reason: 'gone' })
      const count = (kind: string) => plan.edits.filter((each) => each.kind === kind).length
      expect([count('add'), plan.gone.length, count('replace')]).toEqual([added, gone, replaced])
      expect(plan.kept).toEqual([])
    },
  )
})
