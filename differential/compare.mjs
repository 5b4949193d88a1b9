/** JSON with its members in one order: two values are the same if their texts are. */
function toText(value) {
  if (Array.isArray(value)) return `[${value.map(toText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${toText(value[name])}`)
    .join(',')}}`
}

export const isSame = (a, b) => a === b || toText(a) === toText(b)

/**
 * Where two answers differ first.
 *
 * @returns The path, and what stands there in each; undefined where they are the same.
 */
export function findDifference(a, b, path = '') {
  if (isSame(a, b)) return undefined
  const isBoth = (test) => test(a) && test(b)
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
  if (isBoth(Array.isArray)) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const found = findDifference(a[index], b[index], `${path}/${index}`)
      if (found !== undefined) return found
    }
  }
  if (isBoth(isObject)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = findDifference(a[name], b[name], `${path}/${name}`)
      if (found !== undefined) return found
    }
  }
  // Of two texts of several lines the line that differs says more.
  if (typeof a === 'string' && typeof b === 'string' && a.includes('\n')) {
    const [left, right] = [a.split('\n'), b.split('\n')]
    const differs = left.flatMap((line, at) => (line === right[at] ? [] : [at]))
    // A digest of what follows differs with it, and says nothing.
    const index = differs.find((at) => !left[at].includes('subjectSha256')) ?? differs[0] ?? left.length
    return { path: `${path}, line ${index + 1}`, a: left[index], b: right[index] }
  }
  return { path, a, b }
}
