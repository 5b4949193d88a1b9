/** What a constraint says of its version. Numbers, because a list of a million entries holds two million of them. */
export const comparators = {
  equal: 0,
  notEqual: 1,
  less: 2,
  lessOrEqual: 3,
  greater: 4,
  greaterOrEqual: 5,
} as const

export type Comparator = (typeof comparators)[keyof typeof comparators]

/** How each comparator is written, by its number. */
export const comparatorTexts = ['', '!=', '<', '<=', '>', '>='] as const

/** The comparator that begins at an offset; equality where there is none. */
export function readComparator(text: string, offset: number): Comparator {
  const first = text.charCodeAt(offset)
  const hasEqual = text.charCodeAt(offset + 1) === 0x3d
  if (first === 0x3c) return hasEqual ? comparators.lessOrEqual : comparators.less
  if (first === 0x3e) return hasEqual ? comparators.greaterOrEqual : comparators.greater
  return first === 0x21 && hasEqual ? comparators.notEqual : comparators.equal
}

export function opens(comparator: Comparator): boolean {
  return comparator >= comparators.greater
}

export function closes(comparator: Comparator): boolean {
  return comparator === comparators.less || comparator === comparators.lessOrEqual
}

/** Whether the version itself belongs to what the comparator says. */
function holdsPoint(comparator: Comparator): boolean {
  return (
    comparator === comparators.equal ||
    comparator === comparators.lessOrEqual ||
    comparator === comparators.greaterOrEqual
  )
}

/**
 * The pieces that a sorted sequence of constraints says, read from left to right as VERS does.
 *
 * @spec version#meaning
 * @returns The pieces as in `VersionRange.inside`, or the index of the first constraint that breaks the alternation.
 */
export function toPieces(sequence: readonly Comparator[]): readonly boolean[] | number {
  let isInside = startsInside(sequence)
  const inside: boolean[] = [isInside]
  let previous: Comparator = comparators.notEqual
  for (const [index, comparator] of sequence.entries()) {
    // An equality inside an interval that is closed later, or two bounds of one direction.
    if (closes(comparator) && (!isInside || previous === comparators.equal)) return index
    if (opens(comparator) && isInside) return index
    isInside = opens(comparator) || (isInside && !closes(comparator))
    inside.push(holdsPoint(comparator), isInside)
    if (comparator !== comparators.notEqual) previous = comparator
  }
  return inside
}

/** Before the first bound: in, where that bound closes; where there is no bound, in if everything is said by `!=`. */
function startsInside(sequence: readonly Comparator[]): boolean {
  const bound = sequence.find((comparator) => opens(comparator) || closes(comparator))
  return bound === undefined ? !sequence.includes(comparators.equal) : closes(bound)
}
