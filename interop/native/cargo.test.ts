import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Judge } from '../versions/live.js'
import { compareLive } from './ask-native.js'
import { drawQuestions } from './draw-questions.js'

const at = (path: string) => new URL(path, import.meta.url).pathname

// prettier-ignore
const questions = drawQuestions({
  releases: ['1', '1.2', '0.1', '0.0.0', '0.0.1', '0.1.0', '0.1.2', '1.0.0', '1.2.0', '1.2.3', '1.3.0', '2.0.0', '10.0.1'],
  suffixes: ['', '', '', '', '', '', '-0', '-alpha', '-alpha.1', '-rc.1', '-1', '+build', '-rc.1+b', '.*'],
  clauses: ['V', 'V', '^V', '~V', '=V', '>V', '>=V', '<V', '<=V', '>= V', '^ V', '*', '~>V', '==V'],
  joints: [',', ', ', ', ', ' , '],
  frames: ['T', 'T', 'T', 'T', 'T', 'T', ' T', 'T,'],
}, 20_000)

/** Builds the small program beside the caches; undefined, with the reason printed, where cargo or the crate cannot be had. */
function buildJudge(): Judge | undefined {
  const folder = at('../../.cache/interop-cargo')
  cpSync(at('judges/cargo'), folder, { recursive: true })
  const built = spawnSync('cargo', ['build', '--quiet'], { cwd: folder, encoding: 'utf8' })
  if (built.status === 0) return { name: 'semver crate', command: `${folder}/target/debug/judge`, args: [] }
  const reason = built.error === undefined ? built.stderr.slice(0, 200) : 'cargo is not installed'
  console.log(`skipped: the semver crate cannot be built: ${reason}`)
  return undefined
}

const judge = buildJudge()

describe.skipIf(judge === undefined)('cargo requirements agree with the semver crate', () => {
  test('on 60,000 questions', () => {
    const tally = compareLive('cargo', judge!, questions, 'around')
    expect(tally.disagreements).toEqual([])
    expect(tally.held).toBeGreaterThan(5000)
    expect(tally.narrowed).toBe(0)
    expect(tally.preReleases).toBeGreaterThan(500)
  })
})
