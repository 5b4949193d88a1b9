import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkPackage } from '../../src/purl/check-package.js'
import { foldPackage } from '../../src/purl/fold-package.js'
import { buildPurl } from '../../src/purl/build-purl.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

const lists = join(sharedFolder, 'lists')

/** Names that no ecosystem has: two names that lost their line break and are refused, as a lint finding. */
const notNames = new Set(['strucchange""SummarizedExperiment'])

/** Folds a name of an ecosystem as an import does, from bare text. */
function idOf(type: string, name: string): string {
  const qualifiers = new Map(type === 'conda' ? [['channel', 'conda-forge']] : [])
  const purl = buildPurl({ type, name, qualifiers })
  const id = purl.ok ? foldPackage(purl.value) : purl
  if (!id.ok) throw new Error(id.problems[0].what)
  return id.value
}

function linesOf(path: string): string[] {
  return readFileSync(join(lists, path), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
}

describe.skipIf(!hasShared)(hasShared ? 'the names on real lists' : absent, () => {
  const files = hasShared
    ? readdirSync(join(lists, '_normalised')).filter((name) => name.endsWith('.tsv'))
    : []

  test('are all there', () => expect(files.length).toBeGreaterThanOrEqual(45))

  test.each(files)('of %s keep their identity after folding', (file) => {
    const type = file.split('.').at(-2)!
    const names = linesOf(`_normalised/${file}`)
      .map((line) => line.split('\t')[0]!.trim())
      .filter((name) => !notNames.has(name))
    const suffix = type === 'conda' ? '?channel=conda-forge' : ''
    for (const name of names) {
      const id = idOf(type, name)
      expect(id).toBe(`pkg:${type}/${name}${suffix}`)
      expect(checkPackage(id).ok).toBe(true)
    }
    expect(new Set(names.map((name) => idOf(type, name))).size).toBe(new Set(names).size)
    expect(names.length).toBeGreaterThan(0)
  })

  test.each([...notNames])('are not folded where they are none: %s', (name) => {
    const purl = buildPurl({ type: 'cran', name })
    const folded = purl.ok ? foldPackage(purl.value) : purl
    expect(folded.ok ? undefined : folded.problems.map((each) => each.code)).toEqual(['purl/name-refused'])
  })

  test('of Sheffield, 168 lines as published, are 155 packages', () => {
    const published = linesOf('sheffield-dsh/pypi.allowlist')
    expect(published).toHaveLength(168)
    const ids = new Set(published.map((name) => idOf('pypi', name.trim())))
    expect(ids.size).toBe(155)
    const normalised = linesOf('_normalised/sheffield.pypi.tsv').map(
      (line) => `pkg:pypi/${line.split('\t')[0]!}`,
    )
    expect([...ids].sort()).toEqual(normalised.sort())
  })
})
