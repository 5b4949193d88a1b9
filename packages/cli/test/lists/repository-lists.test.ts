import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  mergeLists,
  openIdentity,
  preparePolicy,
  readTrust,
  sha256,
  toPreparedBytes,
  verifyList,
  type JsonValue,
  type ListEntry,
  type Outcome,
  type PublisherState,
  type VerifiedList,
} from '@trustlist/core'
import { parse } from 'yaml'

const folder = fileURLToPath(new URL('../../../../lists/', import.meta.url))
const now = '2026-11-28T00:00:00Z'
const trust = parse(readFileSync(`${folder}trust.yaml`, 'utf8')) as {
  readonly publishers: readonly {
    readonly id: string
    readonly pin: string
    readonly lists: readonly string[]
  }[]
  readonly profiles: object
}

function verified(publisher: string, list: string): VerifiedList {
  const { pin } = trust.publishers.find(({ id }) => id === publisher)!
  const bytes = (path: string) => new Uint8Array(readFileSync(`${folder}${publisher}/${path}`))
  const identity = openIdentity(bytes('identity/1.json'), { pin })
  if (!identity.ok) throw new Error(identity.problems[0].what)
  const opened = verifyList(bytes(`${list}.list.json`), identity.value, { now, list })
  if (!opened.ok) throw new Error(opened.problems[0].what)
  return opened.value
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems[0].what)
  return outcome.value
}

/** The digests of the policies, each of some 3,000 rules, with publishers and states in some order. */
function policyDigests(inOrder: <T>(all: readonly T[]) => readonly T[]): readonly string[] {
  const publishers = inOrder(trust.publishers)
  const read = valueOf(readTrust({ ...trust, publishers } as unknown as JsonValue))
  const states = inOrder(publishers).map(({ id, lists }): PublisherState => {
    const opened = inOrder(lists).map((list) => verified(id, list))
    return { publisher: id, lists: opened, status: 'fresh', lastRefreshed: now, keptDenials: [] }
  })
  return Object.keys(trust.profiles).map((profile) => {
    const { policy } = valueOf(mergeLists(states, read, profile, now))
    return sha256(toPreparedBytes(valueOf(preparePolicy(policy))))
  })
}

describe('the lists of this repository', () => {
  // CI runs this on each version of Node. The digests change with lists/, and with what the specification says of a policy.
  test('give these bytes of a policy everywhere, in whatever order they come', () => {
    const digests = policyDigests((all) => all)
    expect(digests).toMatchInlineSnapshot(`
      [
        "98b6a8efb4febfe36a5294b47c966b11d4b076a4dc0d6a29e6dc9e7effd1261d",
        "1b0278c6d81cee59c2487bac75e4c5d3034dbd4204b61347da80e674d0bc2ca7",
      ]
    `)
    expect(policyDigests((all) => [...all].reverse())).toEqual(digests)
    expect(policyDigests((all) => [...all.slice(1), ...all.slice(0, 1)])).toEqual(digests)
  })

  test('are what trust.yaml names and pins, and all of them', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory())
    const found = folders.flatMap(({ name }) =>
      readdirSync(`${folder}${name}`).flatMap((file) => /^(.*)\.list\.json$/.exec(file)?.[1] ?? []),
    )
    const named = trust.publishers.flatMap(({ id, lists }) => lists.map((list) => verified(id, list).name))
    expect(found.sort()).toEqual([...named].sort())
    expect(named).toHaveLength(3)
    expect(Object.keys(trust.profiles)).toEqual(['tier-2', 'tier-3'])
  })

  const { entries } = verified('example-tre', 'tier-3')
  const kinds: Readonly<Record<string, (entry: ListEntry) => boolean>> = {
    'a review with checks and evidence': ({ basis, checks }) =>
      basis === 'reviewed' && checks?.some(({ evidence }) => evidence !== undefined) === true,
    'a risk that was accepted': ({ checks }) =>
      checks?.some(({ result }) => result === 'accepted-risk') === true,
    'a denial with its reason': ({ decision, reason }) => decision === 'deny' && reason !== undefined,
    'a withdrawal with its reason': ({ decision, reason }) =>
      decision === 'withdrawn' && reason !== undefined,
    'an adopted word with its origin': ({ basis, origins }) => basis === 'adopted' && origins !== undefined,
    'a dependency with what needs it': ({ basis, dependencyOf }) =>
      basis === 'dependency' && dependencyOf !== undefined,
    'a repository as it stood on a day': (entry) => entry.package.endsWith('/*') && entry.asOf !== undefined,
    'what nobody remembers': ({ basis }) => basis === 'legacy',
    'files by their digests': ({ digests }) => digests !== undefined,
    'an end': ({ until }) => until !== undefined,
  }

  test.each(Object.keys(kinds))('show %s', (kind) => {
    expect(entries.filter(kinds[kind]!).map((entry) => entry.package)).not.toEqual([])
  })

  test.each([
    ['derived-debian', 'stable', ['pkg:cran/', 'pkg:deb/', 'pkg:pypi/']],
    ['derived-pyodide', 'packages', ['pkg:pypi/']],
  ] as const)('derive %s from what is published, and say so', (publisher, list, types) => {
    const { about, entries: derived } = verified(publisher, list)
    expect(about.title).toMatch(/derived, endorsed by nobody/)
    expect(new Set(derived.map(({ basis }) => basis))).toEqual(new Set(['curated']))
    expect([...new Set(derived.map((entry) => entry.package.replace(/\/.*/, '/')))]).toEqual(types)
  })

  test('have no private key beside them', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(files.length).toBeGreaterThan(10)
    expect(files.filter((file) => /\.(?:key|pem)$/.test(file))).toEqual([])
  })
})
