import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openIdentity, verifyList, type ListEntry, type VerifiedList } from '@trustlist/core'
import { parse } from 'yaml'

const folder = fileURLToPath(new URL('../../lists/', import.meta.url))
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

describe('the lists of this repository', () => {
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
