/** The items of one name: which sequence each is from, ascending, and its index there. Nothing of it is kept. */
export type Meeting = (name: string, from: readonly number[], indexes: readonly number[]) => void

/**
 * Walks sequences of names side by side, each in the order of code units, and meets each name once, ascending, with every
 * place where it stands.
 */
export function walkSorted(sequences: readonly (readonly string[])[], meet: Meeting): void {
  const places = sequences.map(() => 0)
  /** The sequences that have names left, as a heap by their next name. */
  const heap = sequences.flatMap((names, sequence) => (names.length === 0 ? [] : [sequence]))
  const nextOf = (sequence: number) => sequences[sequence]![places[sequence]!]!

  /** By name, then in their own order. */
  const isBefore = (a: number, b: number) => {
    const [x, y] = [nextOf(a), nextOf(b)]
    return x < y || (a < b && x === y)
  }
  /** Moves a sequence down the heap to where it belongs. */
  const sink = (from: number) => {
    const sunk = heap[from]!
    let place = from
    for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (isBefore(sunk, heap[child]!)) break
      heap[place] = heap[child]!
      place = child
    }
    heap[place] = sunk
  }

  for (let place = heap.length >> 1; place > 0; place--) sink(place - 1)
  const from: number[] = []
  const indexes: number[] = []
  while (heap.length > 0) {
    const name = nextOf(heap[0]!)
    from.length = 0
    indexes.length = 0
    while (heap.length > 0 && nextOf(heap[0]!) === name) {
      const sequence = heap[0]!
      const names = sequences[sequence]!
      let place = places[sequence]!
      for (; place < names.length && names[place] === name; place++) {
        from.push(sequence)
        indexes.push(place)
      }
      places[sequence] = place
      if (place === names.length) {
        const last = heap.pop()!
        if (heap.length === 0) break
        heap[0] = last
      }
      sink(0)
    }
    meet(name, from, indexes)
  }
}
