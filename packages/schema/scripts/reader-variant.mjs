/** What a later minor may put where today's schema lists every value: any short identifier. */
const identifier = { maxLength: 64, pattern: '^[A-Za-z_][A-Za-z0-9_.:-]*$' }

/**
 * Derives the reader's schema from the writer's: what is marked `x-grows` takes unknown members, or unknown values,
 * so that a reader of this minor can read a document of a later one. Everything else stays closed.
 */
export function toReaderVariant(schema) {
  if (Array.isArray(schema)) return schema.map(toReaderVariant)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, toReaderVariant(value)]),
  )
  if (copy['x-grows'] !== true) return copy
  if (copy.type === 'object') return { ...copy, additionalProperties: true }
  const { enum: known, ...rest } = copy
  // Known values come first: comparing is cheaper than matching, and nearly all values are known.
  return {
    ...rest,
    anyOf: [{ enum: known }, identifier],
    'x-expects': `${copy['x-expects']}, or a later identifier`,
  }
}
