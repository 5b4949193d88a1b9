import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mavenScheme } from '../../packages/core/src/version/schemes/maven.js'
import { ask, compareLive, expectAllVerdicts, findJudges } from './live.js'
import { drawPairs } from './near-miss.js'

/**
 * No order agrees with ComparableVersion everywhere, as it is none (below). Ours is the written one, and agrees with it
 * on every pair of versions that are none of these.
 */
const isReadOtherwise = (text: string) =>
  // An empty token (`1--x`): written, a zero that is dropped before a hyphen; there, it stays.
  /(^|[.-])[.-]/.test(text) ||
  // The same of a zero (`1-0-x`, `1-0x`).
  /(?<=[^0-9.])0+(?=[^0-9])/.test(text) ||
  // No number to begin with.
  /^[^0-9]/.test(text) ||
  // `.qualifier` with a dot or a hyphen behind (`1.x.1`).
  /\.[a-z_+]+[.-]/i.test(text) ||
  // Something behind a word that means nothing (`1-ga-x`).
  /(?<![a-z_+])(ga|final|release)(?=.)/i.test(text)

// prettier-ignore
const pairs = drawPairs({
  heads: ['0', '1', '1.0', '01', '2', '10', '1-alpha', '1-rc', '1-x'],
  tails: ['0', '1', '.0', '.0', '.1', '-1', '-0', '.95', '.96', '.20240131', '.99999999999999999999', '-x', 'x', '-a', 'a1', '-b2', 'm3', '-alpha', '-Beta', '-rc1', '-cr', '-SNAPSHOT', '-sp', '-SP2', '-final', '-ga', '.', '.x', '.Final', '.alpha', '_', '+'],
}, 20_000).filter((pair) => !pair.some(isReadOtherwise)).slice(0, 10_000)

const folder = new URL('../../.cache/interop-maven/org/apache/maven/maven-artifact/', import.meta.url)
  .pathname

/** Where Debian has the jar, where a Maven unpacked by hand has it, and where install-tools.sh puts another. */
const jars = [
  '/usr/share/java/maven3-artifact.jar',
  ...jarsIn(`${process.env['MAVEN_HOME'] ?? '/usr/share/maven'}/lib/`),
  ...(existsSync(folder) ? readdirSync(folder).flatMap((edition) => jarsIn(`${folder}${edition}/`)) : []),
].filter(existsSync)

function jarsIn(where: string): readonly string[] {
  const names = existsSync(where) ? readdirSync(where) : []
  return names.filter((name) => /^maven-artifact-[0-9.]+\.jar$/.test(name)).map((name) => where + name)
}

const judges = findJudges(
  'Maven',
  ['sh'],
  'maven.sh',
  jars.map((jar) => [jar]),
)

describe.skipIf(judges.length === 0)('maven agrees with ComparableVersion', () => {
  test.each(judges)('$name', (judge) => {
    expect(pairs).toHaveLength(10_000)
    expectAllVerdicts(mavenScheme, pairs)
    expect(compareLive(mavenScheme, judge, pairs)).toEqual([])
  })

  test.each(judges)('but where $name is no order', (judge) => {
    const circle = ['1.x.1', '1-alpha', '1', '1.x.1'] as const
    const steps = circle.slice(1).map((to, index) => [circle[index]!, to] as const)
    expect(ask(judge, steps)).toEqual(['<', '<', '<'])
  })

  test.each(judges)(
    'but for $name, where versions are told apart that the written order calls the same',
    (judge) => {
      const same = [
        ['1-x', '1--x'],
        ['1-x', '1-0-x'],
        ['1-sp', '1-ga-sp'],
      ] as const
      expect(compareLive(mavenScheme, judge, same)).toHaveLength(3)
    },
  )
})
