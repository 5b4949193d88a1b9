import type { Statement } from './statement.js'

/** The statements of one rule, together where they differ in nothing but their versions. */
export interface Slots {
  /** One statement of each slot. */
  readonly statements: readonly Statement[]
  /** By statement, in the order that was handed in: its slot. */
  readonly slotOf: readonly number[]
}

/** Up to so many statements each have a slot of their own: looking for equal ones would cost more than it saves. */
const fewStatements = 16
const ownSlots: readonly number[] = Array.from({ length: fewStatements }, (_, slot) => slot)

/**
 * Puts statements together that count alike wherever they hold. A package of thousands of statements then has a few dozen
 * slots: for each publisher, basis and last day one.
 */
export function toSlots(statements: readonly Statement[]): Slots {
  if (statements.length <= fewStatements) return { statements, slotOf: ownSlots }
  const slots: Statement[] = []
  const known = new Map<string, number>()
  const slotOf = statements.map((statement) => {
    const key = keyOf(statement)
    let slot = known.get(key)
    // What is bound to files stands alone.
    if (slot === undefined || statement.digests !== undefined) {
      slot = slots.push(statement) - 1
      if (statement.digests === undefined) known.set(key, slot)
    }
    return slot
  })
  return { statements: slots, slotOf }
}

function keyOf({ voice, until, countsUntil, disregardedUntil }: Statement): string {
  return `${voice.id} ${until} ${countsUntil} ${disregardedUntil}`
}
