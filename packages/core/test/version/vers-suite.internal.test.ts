import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { containsVersion } from '../../src/version/contains.js'
import { parseRange } from '../../src/version/parse-range.js'
import { toRangeText } from '../../src/version/range-text.js'
import { findScheme } from '../../src/version/registry.js'
import { compareVersions, parseVersion, type Version } from '../../src/version/version.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

/** A case of the suite; names of members differ from file to file. */
interface Case {
  readonly description: string
  readonly test_type: 'comparison' | 'equality' | 'containment' | 'parse' | 'validate' | 'from_native'
  readonly input: unknown
  readonly expected_output?: unknown
  readonly expected_failure?: boolean | null
}

interface Compared {
  readonly input_scheme?: string
  readonly input_type?: string
  readonly versions: readonly string[]
}

const unsorted = 'its constraints are not sorted, which VERS clause 5 refuses'
const lenient = 'its bounds do not alternate, which VERS clause 5 refuses'
const notSemver = '"1.0%2F0" is no version of npm: what the ecosystem refuses is refused'

/** Cases that contradict the standard or our stricter rules, by what they take in. */
const skipped: Readonly<Record<string, string>> = {
  'vers:pypi/>=3.0.0|2.0.3': unsorted,
  'vers:pypi/>=3.0.0|!=2.0.3': unsorted,
  'vers:pypi/0.0.2|0.0.6|>=3.0.0|0.0.1|0.0.4|0.0.5|0.0.3': unsorted,
  'vers:pypi/0.0.2|0.0.6|0.0.0|0.0.1|0.0.4|0.0.5|0.0.3': unsorted,
  'vers:pypi/0.0.2|0.0.6|>=0.0.0|0.0.1|0.0.4|0.0.5|0.0.3': unsorted,
  'vers:pypi/>0.0.0|>=0.0.1|0.0.2|<0.0.3|0.0.4|<0.0.5|>=0.0.6': lenient,
  'vers:pypi/>0.0.0|>=0.0.1|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|<=0.0.6|!=0.7|8.0|>12|<15.3': lenient,
  'vers:pypi/>0.0.0|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|>=0.0.6|!=0.8': lenient,
  'vers:pypi/!=0.0.1|>0.1': '!=0.0.1 changes nothing: it is taken, and written without',
  'vers:npm/1.0%252F0': notSemver,
  'vers:lexicographic/1%092': 'a tab in a version is invisible to a reviewer',
  'vers:lexicographic/1 2': 'a space is refused, not repaired',
  'maven 2-1 2.0.a': 'Maven 3.8, 3.9 and 4 say the opposite',
  'maven 2-1 2.0.0.a': 'Maven 3.8, 3.9 and 4 say the opposite',
}

/** Types with cases of their own that are not built. */
const notBuilt = new Set(['alpm', 'conan', 'nginx', 'openssl'])

/** How many cases each outcome must have: an empty folder cannot pass. */
const expected = { ran: 1078, skipped: 18, otherType: 133, native: 737 }

function readSuite(): readonly (Case & { readonly file: string })[] {
  const root = `${sharedFolder}vectors/vers/`
  return ['tests', 'newer'].flatMap((folder) =>
    readdirSync(root + folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((file) => {
        const { tests } = JSON.parse(readFileSync(`${root}${folder}/${file}`, 'utf8')) as {
          tests: readonly Case[]
        }
        return tests.map((each) => ({ ...each, file: `${folder}/${file}` }))
      }),
  )
}

function read(type: string, text: string): Version {
  const scheme = findScheme(type)
  if (scheme === undefined) throw new Error(`the type ${type} is not built`)
  const version = parseVersion(scheme, text)
  if (!version.ok) throw new Error(version.problems[0].what)
  return version.value
}

function runCompared(each: Case, type: string): void {
  const versions = (each.input as Compared).versions.map((text) => read(type, text))
  if (each.test_type === 'equality') {
    expect(compareVersions(versions[0]!, versions[1]!) === 0).toBe(each.expected_output)
    return
  }
  // Of equal ones the suite's own order stands.
  const sorted = (each.expected_output as readonly string[]).map((text) => read(type, text))
  for (const [index, version] of sorted.slice(1).entries()) {
    expect(compareVersions(sorted[index]!, version)).toBeLessThanOrEqual(0)
  }
  const texts = (all: readonly Version[]) =>
    all
      .toSorted(compareVersions)
      .map((one) => one.text.toLowerCase())
      .sort()
  expect(texts(versions)).toEqual(texts(sorted))
}

function runContainment(each: Case): void {
  const { vers, version } = each.input as { vers: string; version: string }
  const range = parseRange(vers)
  if (each.expected_failure === true) {
    expect(range.ok).toBe(false)
    return
  }
  if (!range.ok) throw new Error(range.problems[0].what)
  expect(containsVersion(range.value, read(range.value.scheme.id, version))).toBe(each.expected_output)
}

function runParse(each: Case): void {
  const range = parseRange(each.input as string)
  if (each.expected_failure === true) {
    expect(range.ok).toBe(false)
    return
  }
  if (!range.ok) throw new Error(range.problems[0].what)
  const text = toRangeText(range.value)
  if (typeof each.expected_output === 'string') {
    expect(text).toBe(each.expected_output)
    return
  }
  const output = each.expected_output as {
    readonly type?: string
    readonly scheme?: string
    readonly constraints?: readonly (readonly [string, string])[]
    readonly version_constraints?: readonly (readonly [string, string])[]
  }
  const constraints = (output.constraints ?? output.version_constraints ?? []).map(
    ([comparator, version]) => `${comparator === '=' ? '' : comparator}${version.replaceAll(' ', '%20')}`,
  )
  expect(text).toBe(`vers:${output.type ?? output.scheme ?? ''}/${constraints.join('|')}`)
}

describe.skipIf(!hasShared)(`the VERS suite (unless ${absent})`, () => {
  const cases = hasShared ? readSuite() : []
  const counts = { ran: 0, skipped: 0, otherType: 0, native: 0 }
  const seen = new Set<string>()
  for (const each of cases) {
    if (each.test_type === 'from_native') {
      counts.native++
      continue
    }
    const compared = each.input as Compared
    const isCompared = each.test_type === 'comparison' || each.test_type === 'equality'
    const type = isCompared ? (compared.input_scheme ?? compared.input_type ?? '') : ''
    const range = (each.input as { vers?: string }).vers ?? (each.input as string)
    const key = isCompared ? `${type} ${[...compared.versions].sort().join(' ')}` : range
    if (notBuilt.has(type)) {
      counts.otherType++
      continue
    }
    if (key in skipped) {
      seen.add(key)
      counts.skipped++
      continue
    }
    counts.ran++
    test(`${each.file}: ${each.test_type} of ${key}`, () => {
      if (isCompared) runCompared(each, type)
      else if (each.test_type === 'containment') runContainment(each)
      else runParse(each)
    })
  }

  test('ran every case but those named', () => {
    expect(counts).toEqual(expected)
    expect([...seen].sort()).toEqual(Object.keys(skipped).sort())
  })
})
