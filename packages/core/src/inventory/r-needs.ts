import { rBase } from './r-packages.js'

/** Names in a field of a DESCRIPTION such as `cli (>= 3.6.0), utils`, without R and what comes with it. */
export function rNeedsOf(field: string): readonly string[] {
  if (field === 'NA') return []
  return field
    .split(',')
    .map((each) => each.trim().split(/[\s(]/, 1)[0]!)
    .filter((name) => name !== '' && !rBase.has(name))
}
