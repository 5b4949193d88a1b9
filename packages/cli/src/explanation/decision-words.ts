import type { Explanation } from '@trustlist/core'
import { say, type Shown } from '../render/shown.js'
import type { Style } from '../render/style.js'

/** A decision as people say it. */
export function decisionWord(decision: Explanation['decision']): string {
  return decision === 'allow' ? 'allowed' : decision === 'deny' ? 'denied' : 'undecided'
}

export function styledDecision(decision: Explanation['decision'], style: Style): Shown {
  const word = say`${decisionWord(decision)}`
  return decision === 'allow'
    ? style.good(word)
    : decision === 'deny'
      ? style.error(word)
      : style.warning(word)
}

/** `1 voice`, `2 voices`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`
}
