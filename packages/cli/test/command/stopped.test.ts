import { Impossible } from '@trustlist/core'
import { expect, test } from 'vitest'
import { stopped } from '../../src/command/stopped.js'
import { run } from '../../src/run.js'
import { testWorld } from '../world/test-world.js'

test.each([
  ['an Impossible', new Impossible('a list without a head')],
  ['a TypeError', new TypeError('x is not a function')],
  ['something that is no error', 'boo\u001b[0m'],
])('reports %s as a bug, in few lines, and ends with 70', (_, thrown) => {
  const { world, out, err } = testWorld()
  expect(stopped(thrown, ['verify', 'secret-path'], world)).toBe(70)
  expect(out()).toBe('')
  expect(err()).toMatch(/^trustlist stopped on a bug of its own/)
  expect(err()).toContain('command verify')
  expect(err().split('\n').length).toBeLessThan(14)
  expect(err()).not.toContain('\u001b')
  expect(err()).not.toContain('secret-path')
})

test('a world that breaks is a bug, and run does not reject', async () => {
  const { world, err } = testWorld()
  const broken = {
    ...world,
    now: (): string => {
      throw new RangeError('no clock')
    },
  }
  expect(await run(['completion', 'bash'], broken)).toBe(70)
  expect(err()).toContain('no clock')
})
