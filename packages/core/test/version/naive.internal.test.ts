import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containsVersion } from '../../src/version/contains.js'
import { parseRange } from '../../src/version/parse-range.js'
import { schemeOf } from '../../src/version/registry.js'
import { compareVersions, parseVersion, type Version } from '../../src/version/version.js'

/**
 * The text of VERS, word by word and slowly: split, compare with every constraint, nothing shared with the reader but
 * the order of versions.
 */
function isInText(range: string, version: Version): boolean {
  const constraints = range.slice(range.indexOf('/') + 1).split('|')
  if (constraints[0] === '*') return true
  const parts = constraints.map((constraint) => {
    const comparator = /^(?:!=|<=|>=|<|>)/.exec(constraint)?.[0] ?? '='
    const text = constraint.slice(comparator === '=' ? 0 : comparator.length)
    return { comparator, order: compareVersions(version, read(version.scheme.id, decodeURIComponent(text))) }
  })
  if (parts.some(({ comparator, order }) => comparator === '!=' && order === 0)) return false
  if (parts.some(({ comparator, order }) => comparator === '=' && order === 0)) return true
  const bounds = parts.filter(({ comparator }) => comparator.startsWith('<') || comparator.startsWith('>'))
  if (bounds.length === 0) return parts.every(({ comparator }) => comparator === '!=')
  const satisfies = ({ comparator, order }: { comparator: string; order: number }) =>
    (order === 0 && comparator.endsWith('=')) || (comparator.startsWith('<') ? order < 0 : order > 0)
  // A closing bound that opens the list, or an opening one that ends it, stands alone; the others stand in pairs.
  for (let index = 0; index < bounds.length; index++) {
    const bound = bounds[index]!
    if (bound.comparator.startsWith('<')) {
      if (satisfies(bound)) return true
      continue
    }
    const closing = bounds[++index]
    if (satisfies(bound) && (closing === undefined || satisfies(closing))) return true
  }
  return false
}

function read(type: string, text: string): Version {
  const version = parseVersion(schemeOf(type), text)
  if (!version.ok) throw new Error(version.problems[0].what)
  return version.value
}

/** Ascending. */
const samples: Readonly<Record<string, readonly string[]>> = {
  npm: ['0.0.1', '0.1.0-rc.1', '0.1.0', '1.0.0', '1.0.1', '1.1.0', '2.0.0-a', '2.0.0', '10.0.0'],
  pypi: ['0.1', '1.0.dev1', '1.0a1', '1.0rc1', '1.0', '1.0.post1', '1.1', '2.0', '1!0.1'],
  deb: ['0~a', '0', '1.0~rc1-1', '1.0-1', '1.0-1+b1', '1.0-2', '2.0', '1:0.1'],
  maven: ['1-alpha', '1-rc', '1', '1-sp', '1-x', '1-1', '1.1', '2'],
}

describe.each(Object.entries(samples))('ranges of %s', (type, texts) => {
  const versions = texts.map((text) => read(type, text))

  test('hold what the text of VERS says, or are refused', () => {
    const constraint = fc.tuple(fc.constantFrom('', '!=', '<', '<=', '>', '>='), fc.constantFrom(...texts))
    const text = fc
      .uniqueArray(constraint, { minLength: 1, maxLength: 5, selector: ([, version]) => version })
      .map((all) => all.toSorted(([, a], [, b]) => texts.indexOf(a) - texts.indexOf(b)))
      .map(
        (all) =>
          `vers:${type}/${all
            .map(([comparator, version]) => comparator + version)
            .join('|')
            .replaceAll('1!', '1%21')}`,
      )
    const runs = 1000
    let accepted = 0
    fc.assert(
      fc.property(text, (range) => {
        const parsed = parseRange(range)
        if (!parsed.ok) {
          expect(parsed.problems[0].code, range).toBe('version/overlap')
          return
        }
        accepted++
        const wrong = versions.filter(
          (version) => containsVersion(parsed.value, version) !== isInText(range, version),
        )
        expect(
          wrong.map((version) => version.text),
          range,
        ).toEqual([])
      }),
      { numRuns: runs },
    )
    expect(accepted / runs).toBeGreaterThan(0.25)
  })
})
