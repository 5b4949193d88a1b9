import { expect, test } from 'vitest'
import { lintRange } from '../../src/version/lint-range.js'
import { parseRange } from '../../src/version/parse-range.js'

function mendsOf(text: string): readonly string[] {
  const range = parseRange(text)
  if (!range.ok) throw new Error(range.problems[0].what)
  return lintRange(range.value).map((each) => `${each.code}: ${each.mend}`)
}

test.each([
  ['vers:pypi/>=1.0|<2.0', '<2.0.dev0'],
  ['vers:npm/<2.0.0', '<2.0.0-0'],
  ['vers:golang/<v2.0.0', '<v2.0.0-0'],
  ['vers:deb/>=1.0-1|<2.0', '<2.0~~'],
  ['vers:rpm/<2.0', '<2.0~~'],
  ['vers:conda/<2.0', '<2.0dev'],
  ['vers:nuget/<2.0', '<2.0-0'],
])('warns that %s lets in pre-releases, and not of what it says to write', (text, better) => {
  expect(mendsOf(text)).toEqual([`version/admits-pre-releases: write ${better}`])
  expect(mendsOf(text.replace(/<.*$/, better))).toEqual([])
})

test.each([
  'vers:pypi/*',
  'vers:pypi/>=1.0',
  'vers:pypi/<=2.0',
  'vers:pypi/2.0',
  'vers:pypi/!=2.0',
  'vers:cran/<2.0',
  'vers:github/!=v2',
])('does not warn of %s', (text) => expect(mendsOf(text)).toEqual([]))

test('warns of each such bound', () => {
  expect(mendsOf('vers:npm/<1.0.0|>=2.0.0|<3.0.0')).toHaveLength(2)
})
