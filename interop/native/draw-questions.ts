import type { Question } from '../../packages/core/test/version/native/agree.js'
import { seed } from '../versions/near-miss.js'

/** How texts are put together. */
export interface Syntax {
  /** Beginnings and ends of versions: every pair of them is one. Few, so that bounds are met, and met often. */
  readonly releases: readonly string[]
  readonly suffixes: readonly string[]
  /** What may stand before and after a version, with `V` in its place. */
  readonly clauses: readonly string[]
  /** What may stand between two clauses. */
  readonly joints: readonly string[]
  /** Put around a whole text, with `T` in its place. */
  readonly frames?: readonly string[]
}

/** Texts of one to three clauses, each asked of the versions that it names, of one close to them and of any. */
export function drawQuestions(syntax: Syntax, count: number): readonly Question[] {
  const { releases, suffixes, clauses, joints, frames = ['T'] } = syntax
  const random = randomFrom(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  const draw = () => pick(releases) + pick(suffixes)
  const questions: Question[] = []
  for (let index = 0; index < count; index++) {
    const stems = Array.from({ length: pick([1, 1, 2, 2, 3]) }, () => pick(releases))
    const named = stems.map((stem) => stem + pick(suffixes))
    let text = ''
    for (const version of named) {
      if (text !== '') text += pick(joints)
      text += pick(clauses).replaceAll('V', () => version)
    }
    const range = pick(frames).replaceAll('T', () => text)
    const near = pick(stems) + pick(suffixes)
    questions.push(...[pick(named), near, draw()].map((version) => ({ range, version })))
  }
  return questions
}

/** Numbers below 1 that look random and follow from the start alone (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
