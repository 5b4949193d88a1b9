import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/problem/problem.js'
import { buildPurl } from '../../src/purl/build-purl.js'
import { parsePurl } from '../../src/purl/parse-purl.js'
import { toPurlText, type Purl } from '../../src/purl/purl.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

interface SuiteParts {
  readonly type: string | null
  readonly namespace: string | null
  readonly name: string | null
  readonly version: string | null
  readonly qualifiers: Readonly<Record<string, string>> | null
  readonly subpath: string | null
}

interface SuiteCase {
  readonly test_group: 'required' | 'recommended'
  readonly test_type: 'parse' | 'build' | 'validate'
  readonly input: string | SuiteParts
  readonly expected_output: string | SuiteParts | null
  readonly expected_failure?: boolean
}

/** Cases of the registered suite that are not met, and why. */
const notMet: Readonly<Record<string, string>> = {
  'required parse pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?type=pom&repositorY_url=repo.spring.io/release':
    'ECMA-427, 5.6.6: keys are lower-case; the required cases of gem and rpm refuse them likewise',
  'recommended parse pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repositorY_url=https://repo.spring.io/release':
    'an upper-case key, as above',
  'recommended validate pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repositorY_url=https://repo.spring.io/release':
    'an upper-case key, as above',
  'recommended validate pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?type=pom&repositorY_url=repo.spring.io/release':
    'an upper-case key, as above',
  'recommended validate pkg:gem/jruby-launcher@1.1.2?Platform=java':
    'an upper-case key; the required case of the same text refuses it',
  'recommended validate pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25':
    'an upper-case key; the required case of the same text refuses it',
  'recommended validate pkg:git/github/Package-url/purl-Spec@244fd47e07d1004f0aed9c':
    'the definition of git calls namespace and name case-sensitive; lower-casing them would merge packages',
}

function toParts(parts: SuiteParts) {
  return {
    type: parts.type ?? '',
    namespace: parts.namespace ?? undefined,
    name: parts.name ?? '',
    version: parts.version ?? undefined,
    qualifiers: new Map(Object.entries(parts.qualifiers ?? {})),
    subpath: parts.subpath ?? undefined,
  }
}

function toSuiteParts(purl: Purl): SuiteParts {
  return {
    type: purl.type,
    namespace: purl.namespace ?? null,
    name: purl.name,
    version: purl.version ?? null,
    qualifiers: purl.qualifiers.size === 0 ? null : Object.fromEntries(purl.qualifiers),
    subpath: purl.subpath ?? null,
  }
}

function run({ test_type, input }: SuiteCase): string | SuiteParts | null {
  const outcome: Outcome<Purl> = typeof input === 'string' ? parsePurl(input) : buildPurl(toParts(input))
  if (!outcome.ok) return null
  return test_type === 'parse' ? toSuiteParts(outcome.value) : toPurlText(outcome.value)
}

const idOf = (each: SuiteCase) =>
  `${each.test_group} ${each.test_type} ${typeof each.input === 'string' ? each.input : JSON.stringify(each.input)}`

function readCases(): SuiteCase[] {
  const root = join(sharedFolder, 'vectors/purl/tests')
  const files = ['spec', 'types'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  )
  return files.flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as { tests: SuiteCase[] }).tests)
}

describe.skipIf(!hasShared)(hasShared ? 'the registered purl suite' : absent, () => {
  const cases = hasShared ? readCases() : []

  test('has all its 586 cases, 521 of them required', () => {
    expect(cases).toHaveLength(586)
    expect(cases.filter((each) => each.test_group === 'required')).toHaveLength(521)
  })

  test('is met but for the cases listed here, and each of those is really not met', () => {
    const failed = cases.filter((each) => {
      const expected = each.expected_failure === true ? null : each.expected_output
      try {
        expect(run(each)).toEqual(expected)
        return false
      } catch {
        return true
      }
    })
    expect([...new Set(failed.map(idOf))].sort()).toEqual(Object.keys(notMet).sort())
  })

  test('leaves at most 6 required cases out', () => {
    expect(Object.keys(notMet).filter((id) => id.startsWith('required')).length).toBeLessThanOrEqual(6)
  })
})
