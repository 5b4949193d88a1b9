import type { Statement } from './statement.js'

/** The statements of one rule, together where they differ in nothing but their versions. */
export interface Slots {
  /** One statement of each slot, in the order of their voices, so that what was decided once is found again. */
  readonly statements: readonly Statement[]
  /** By statement, in the order that was handed in: its slot. */
  readonly slotOf: readonly number[]
}

/** Up to so many statements each have a slot of their own: looking for equal ones would cost more than it saves. */
const fewStatements = 8

/**
 * Puts statements together that count alike wherever they hold. A package of thousands of statements then has a few dozen
 * slots: for each publisher, basis and last day one.
 */
export function toSlots(statements: readonly Statement[]): Slots {
  if (statements.length === 1) return { statements, slotOf: first }
  const order = Array.from(statements, (_, place) => place)
  order.sort((a, b) => statements[a]!.voice.id - statements[b]!.voice.id)
  const slots: Statement[] = []
  const slotOf: number[] = []
  const known = statements.length > fewStatements ? new Map<string, number>() : undefined
  for (const place of order) {
    const statement = statements[place]!
    const key = known === undefined ? undefined : keyOf(statement)
    const slot = (key === undefined ? undefined : known!.get(key)) ?? slots.push(statement) - 1
    if (key !== undefined) known!.set(key, slot)
    slotOf[place] = slot
  }
  return { statements: slots, slotOf }
}

const first: readonly number[] = [0]

/** Undefined for a statement that is bound to files, which stands alone. */
function keyOf({ voice, until, countsUntil, disregardedUntil, digests }: Statement): string | undefined {
  return digests === undefined ? `${voice.id} ${until} ${countsUntil} ${disregardedUntil}` : undefined
}
