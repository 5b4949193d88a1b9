import type { Policy } from '@trustlist/core'

/** Who stands behind an answer: publishers, repository rows, overrides, each once, by their indexes into the policy's inputs. */
export function speakersOf(policy: Policy, indexes: readonly number[]): readonly string[] {
  const nameOf = (index: number) => {
    const input = policy.inputs[index]
    if (input === undefined) return 'an unknown input'
    if (input.kind === 'list' || input.kind === 'kept-denial') return input.publisher
    return input.kind === 'repository' ? `the repository ${input.package}` : 'an override'
  }
  return [...new Set(indexes.map(nameOf))]
}
