import { buildCase } from './build-case.mjs'
import { drawPlan } from './draw-case.mjs'
import { drawSmallCases } from './draw-small-cases.mjs'
import { Random } from './random.mjs'

/** How many questions about parts go with a federation. */
const smallCases = 6

/**
 * One run: a federation, and some questions about its parts and others. Depends on seed and number alone.
 *
 * @returns Its cases, the federation first; `plan` where the input is built from one.
 */
export function drawRun(seed, number) {
  const random = new Random(`${seed} ${number}`)
  const plan = drawPlan(random)
  const input = buildCase(plan)
  return [{ operation: 'judge-federation', input, plan }, ...drawSmallCases(random, input, smallCases)]
}
