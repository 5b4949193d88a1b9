import { problem } from '@trustlist/core'
import { describe, expect, test } from 'vitest'
import { product, refusal, summary } from '../../src/command/answer.js'
import { show } from '../../src/command/show.js'
import type { Answer } from '../../src/command/command.js'
import { exitOfAll } from '../../src/exit.js'
import { cliProblem } from '../../src/failure.js'
import { say } from '../../src/render/shown.js'
import { testWorld } from '../world/test-world.js'

const evil = 'acme\u001b[2J\u202egnp.exe\u200b\u0085\u{e0041}'
const plain = { isJson: false, isQuiet: false, noColours: false }

function shown(answer: Answer, display: Partial<typeof plain> = {}) {
  const { world, out, err } = testWorld()
  show('verify', answer, { ...plain, ...display }, world)
  return { out: out(), err: err() }
}

const warning = cliProblem('cli/key-readable-by-others', 'mode 644', { source: 'acme.key' })
const error = cliProblem('yaml/ambiguous-scalar', `some read ${evil} as a number`, {
  source: 'a.yaml',
  line: 2,
  column: 11,
  pointer: '/a',
})

describe('show', () => {
  const valid = summary({ publisher: evil }, (result) => say`valid: ${result.publisher}`, {
    problems: [warning],
  })

  test('puts the answer on stdout and what is to know on stderr', () => {
    expect(shown(valid)).toMatchSnapshot()
  })

  test('carries the same facts in JSON, on stdout alone', () => {
    const { out, err } = shown(valid, { isJson: true })
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject({ command: 'verify', exit: 0, result: { publisher: evil } })
    expect(out).toMatchSnapshot()
  })

  test('prints nothing that a terminal would obey or hide, in either form', () => {
    const refused = refusal([error], new Map([['a.yaml', `first\nversion: ${evil}\n`]]))
    for (const text of [
      ...Object.values(shown(refused)),
      shown(refused, { isJson: true }).out,
      ...Object.values(shown(valid)),
    ]) {
      expect(text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]|\u{e0041}/u,
      )
    }
    expect(shown(refused)).toMatchSnapshot()
  })

  test('quiet drops summaries and notices, and keeps products and what is wrong', () => {
    expect(shown(valid, { isQuiet: true }).out).toBe('')
    expect(shown(valid, { isQuiet: true }).err).toContain('warning[cli/key-readable-by-others] acme.key')
    expect(
      shown(
        product({ text: 'x' }, (result) => say`${result.text}`),
        { isQuiet: true },
      ).out,
    ).toBe('x\n')
    expect(shown(valid, { isQuiet: true, isJson: true }).out).toContain('"result"')
  })
})

describe('the exit', () => {
  test('is the highest of the errors, and warnings do not count', () => {
    expect(exitOfAll([])).toBe(0)
    expect(exitOfAll([warning])).toBe(0)
    expect(exitOfAll([warning, error])).toBe(3)
    expect(exitOfAll([error, cliProblem('cli/file-missing', 'x')])).toBe(4)
    expect(exitOfAll([cliProblem('cli/file-missing', 'x'), error])).toBe(4)
  })

  test("of core's problems comes from core's catalogue", () => {
    expect(exitOfAll([problem('text/not-utf8', 'x')])).toBe(3)
  })
})
