const longest = 40

/** The known name that `name` looks like a slip of, if there is one. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > longest) return undefined
  let best: string | undefined
  let least = name.length < 5 ? 2 : 3
  for (const each of known) {
    const slips = name.toLowerCase() === each.toLowerCase() ? 0 : slipsBetween(name, each)
    if (slips >= least || slips >= each.length) continue
    least = slips
    best = each
  }
  return best
}

/** How many characters must be put in, left out, changed or swapped with their neighbour to make `b` of `a`. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let slips = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) slips = Math.min(slips, before[column - 2]! + 1)
      current.push(slips)
    }
    before = above
    above = current
  }
  return above[b.length]!
}
