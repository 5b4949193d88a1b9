import { problem } from '@trustlist/core'
import { expect, test } from 'vitest'
import { humanProblem, jsonProblem } from '../../src/render/problem.js'
import { styleOf } from '../../src/render/style.js'
import { cliProblem } from '../../src/failure.js'

const mendIn = (source?: string) => {
  const each = cliProblem('cli/other-layout', 'x', source === undefined ? {} : { source })
  const human = /mend: (.*)/.exec(humanProblem(each, styleOf(false)).toString())![1]
  expect(jsonProblem(each)['mend']).toBe(human)
  return human
}

test('a mend names the file at hand, as a shell takes it', () => {
  expect(mendIn('a/b-1.list.json')).toBe('trustlist fmt a/b-1.list.json')
  expect(mendIn('a b.json')).toBe("trustlist fmt 'a b.json'")
  expect(mendIn("it's.json")).toBe(`trustlist fmt 'it'\\''s.json'`)
  expect(mendIn('$(reboot).json')).toBe("trustlist fmt '$(reboot).json'")
  expect(mendIn('-x.json')).toBe("trustlist fmt './-x.json'")
  expect(mendIn('$&.json')).toBe("trustlist fmt '$&.json'")
})

test('a mend keeps the word FILE where no file is at hand, and other words always', () => {
  expect(mendIn()).toBe('trustlist fmt FILE')
  expect(mendIn('-')).toBe('trustlist fmt FILE')
  const other = problem('seal/expired', 'x', { source: 'PROFILE' })
  expect(jsonProblem(other)['mend']).toBe(other.mend)
})
