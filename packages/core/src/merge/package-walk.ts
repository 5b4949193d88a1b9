/** Items that stand in the order of their names by code unit. */
export interface Sorted<T> {
  readonly items: readonly T[]
  nameOf(item: T): string
}

/** The items of one name: which sequence each is from, and its index there. Nothing of it is kept. */
export type Meeting = (name: string, from: readonly number[], indexes: readonly number[]) => void

/**
 * Walks sorted sequences side by side and meets each name once, ascending, with every item that bears it.
 *
 * @param isWanted - Items that are not are passed over.
 */
export function walkSorted<T>(
  sequences: readonly Sorted<T>[],
  isWanted: (name: string) => boolean,
  meet: Meeting,
): void {
  const places = sequences.map(() => -1)
  const names: string[] = sequences.map(() => '')
  const heap: number[] = []

  /** Moves to the next wanted item; false at the end. */
  const advance = (sequence: number): boolean => {
    const { items } = sequences[sequence]!
    for (let place = places[sequence]! + 1; place < items.length; place++) {
      const name = sequences[sequence]!.nameOf(items[place]!)
      if (!isWanted(name)) continue
      places[sequence] = place
      names[sequence] = name
      return true
    }
    return false
  }
  /** Puts the sequence at the top of the heap where it belongs. */
  const sink = (from: number) => {
    const sunk = heap[from]!
    const name = names[sunk]!
    let place = from
    for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
      let least = names[heap[child]!]!
      if (child + 1 < heap.length && names[heap[child + 1]!]! < least) least = names[heap[++child]!]!
      if (name <= least) break
      heap[place] = heap[child]!
      place = child
    }
    heap[place] = sunk
  }

  sequences.forEach((_, sequence) => {
    if (advance(sequence)) heap.push(sequence)
  })
  for (let place = heap.length >> 1; place >= 0; place--) if (place < heap.length) sink(place)
  const from: number[] = []
  const indexes: number[] = []
  while (heap.length > 0) {
    const name = names[heap[0]!]!
    from.length = 0
    indexes.length = 0
    while (heap.length > 0 && names[heap[0]!] === name) {
      const sequence = heap[0]!
      from.push(sequence)
      indexes.push(places[sequence]!)
      if (!advance(sequence)) {
        const last = heap.pop()!
        if (heap.length === 0) break
        heap[0] = last
      }
      sink(0)
    }
    meet(name, from, indexes)
  }
}
