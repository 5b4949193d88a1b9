// The appetites for risk that docs/merging.md compares: what an operator writes in trust.yaml, and in words what it asks for.

/** Of three publishers, in the order in which they are given: weights and a profile. */
export const appetites = [
  { says: 'any one of them', weights: [50, 50, 50], profile: { allowAt: 50 } },
  { says: 'any two; tier-2 of `trust init`', weights: ['half', 'half', 'half'], profile: { allowAt: 100 } },
  {
    says: 'any two, as two voices; tier-3 of `trust init`',
    weights: ['half', 'half', 'half'],
    profile: { allowAt: 100, minVoices: 2 },
  },
  { says: 'all three', weights: [50, 50, 50], profile: { allowAt: 150 } },
  {
    says: 'the first alone, or the other two',
    weights: ['full', 'half', 'half'],
    profile: { allowAt: 100 },
  },
  {
    says: 'the first and another, or the other two',
    weights: ['full', 'half', 'half'],
    profile: { allowAt: 100, minVoices: 2 },
  },
  {
    says: 'any two; what nobody remembers counts half',
    weights: ['half', 'half', 'half'],
    profile: { allowAt: 100, basis: { legacy: 50 } },
  },
  {
    says: 'two of whom one has reviewed it',
    weights: ['half', 'half', 'half'],
    profile: { allowAt: 100, minVoices: 2, minReviewed: 1 },
  },
]

/** The line of trust.yaml: what differs between the rows. */
export function configurationOf({ weights, profile }) {
  const trust = new Set(weights).size === 1 ? `${wordOf(weights[0])} each` : weights.map(wordOf).join(', ')
  return { trust, profile: flow(profile) }
}

/** As trust.yaml has it on one line. */
export function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object') return String(value)
  const members = Object.entries(value).map(([name, each]) => `${name}: ${flow(each)}`)
  return `{ ${members.join(', ')} }`
}

const wordOf = (weight) => (typeof weight === 'number' ? `weight ${weight}` : weight)
