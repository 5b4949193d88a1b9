/** The paths of everything that could be left out: elements of arrays and members, the largest first. */
function* partsOf(value, path = []) {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    yield { path: [...path, name], size: JSON.stringify(member)?.length ?? 0 }
    yield* partsOf(member, [...path, name])
  }
}

/** The value without what stands at a path. */
function without(value, [name, ...rest]) {
  if (Array.isArray(value)) {
    const index = Number(name)
    return rest.length === 0 ? value.toSpliced(index, 1) : value.with(index, without(value[index], rest))
  }
  const { [name]: member, ...others } = value
  return rest.length === 0 ? others : { ...value, [name]: without(member, rest) }
}

const partAt = (value, path) => path.reduce((each, name) => each?.[name], value)

/** Shorter texts, for what is found in one text alone. */
function* shorterTexts(value, path = []) {
  if (typeof value === 'string' && value.length > 1) {
    for (let size = value.length >> 1; size >= 1; size >>= 1)
      for (let index = 0; index + size <= value.length; index += size)
        yield { path, text: value.slice(0, index) + value.slice(index + size) }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* shorterTexts(member, [...path, name])
  }
}

function withText(value, [name, ...rest], text) {
  if (name === undefined) return text
  const member = withText(value[name], rest, text)
  return Array.isArray(value) ? value.with(Number(name), member) : { ...value, [name]: member }
}

/**
 * Leaves out of a value what can be left out while the question that it makes still shows the difference.
 *
 * @param shows - Whether a smaller value still does; asked at most `limit` times.
 * @param isText - Texts are shortened, too.
 */
export async function shrink(value, shows, { isText = false, limit = 1500 } = {}) {
  let smallest = value
  let left = limit
  const tries = async (candidate) => {
    if (left-- <= 0 || !(await shows(candidate))) return false
    smallest = candidate
    return true
  }
  for (let isSmaller = true; isSmaller && left > 0;) {
    isSmaller = false
    const parts = [...partsOf(smallest)].sort((a, b) => b.size - a.size || b.path.length - a.path.length)
    // From the end of an array on, so that the paths before stay right.
    for (const { path } of parts.reverse().sort((a, b) => b.size - a.size)) {
      if (partAt(smallest, path) === undefined) continue
      if (await tries(without(smallest, path))) isSmaller = true
    }
  }
  for (let isSmaller = isText; isSmaller && left > 0;) {
    isSmaller = false
    for (const { path, text } of shorterTexts(smallest)) {
      if (await tries(withText(smallest, path, text))) {
        isSmaller = true
        break
      }
    }
  }
  return smallest
}
