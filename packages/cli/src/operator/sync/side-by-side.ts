/** Does work on each of some things, so many at a time. The answers are in the order of the things. */
export async function sideBySide<T, R>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers = new Array<R>(things.length)
  let next = 0
  const worker = async () => {
    while (next < things.length) {
      const index = next++
      answers[index] = await work(things[index]!)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker))
  return answers
}
