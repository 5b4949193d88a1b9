import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import {
  compareWithNative,
  type Question,
  type Tally,
  type Verdict,
} from '../../packages/core/test/version/native/agree.js'
import type { Judge } from '../versions/live.js'
import { seed } from '../versions/near-miss.js'

/** Every verdict of a judge, in the order of the questions. */
export function askNative(judge: Judge, questions: readonly Question[]): readonly Verdict[] {
  const input = questions.map(({ range, version }) => `${range}\t${version}\n`).join('')
  const ran = spawnSync(judge.command, judge.args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (ran.status !== 0) throw new Error(`${judge.name} failed: ${ran.stderr.slice(0, 2000)}`)
  const verdicts = ran.stdout.trimEnd().split('\n')
  expect(verdicts).toHaveLength(questions.length)
  return verdicts as Verdict[]
}

/** Compares and prints the counts, with the seed. */
export function compareLive(
  ecosystem: string,
  judge: Judge,
  questions: readonly Question[],
  widest: 'exact' | 'around',
): Tally {
  const tally = compareWithNative(ecosystem, questions, askNative(judge, questions), widest)
  const { agreed, held, narrowed, preReleases, refused, disagreements } = tally
  console.log(
    `${judge.name}: ${questions.length} questions, ${agreed} agreed (${held} held, ${narrowed} narrowed, ` +
      `${preReleases} pre-releases reported), refused ${JSON.stringify(refused)}, ` +
      `${disagreements.length} differ, seed ${seed}`,
  )
  return tally
}
