/** Items that stand in the order of their names by code unit. */
export interface Sorted<T> {
  readonly items: readonly T[]
  nameOf(item: T): string
}

/** The items of one name: which sequence each is from, and its index there. */
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
  const isBefore = (a: number, b: number) => names[heap[a]!]! < names[heap[b]!]!
  const swap = (a: number, b: number) => {
    const held = heap[a]!
    heap[a] = heap[b]!
    heap[b] = held
  }
  const sink = (from: number) => {
    for (let place = from; ;) {
      let least = place
      const left = 2 * place + 1
      if (left < heap.length && isBefore(left, least)) least = left
      if (left + 1 < heap.length && isBefore(left + 1, least)) least = left + 1
      if (least === place) return
      swap(place, least)
      place = least
    }
  }

  sequences.forEach((_, sequence) => {
    if (advance(sequence)) heap.push(sequence)
  })
  for (let place = heap.length >> 1; place >= 0; place--) sink(place)
  while (heap.length > 0) {
    const name = names[heap[0]!]!
    const from: number[] = []
    const indexes: number[] = []
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
