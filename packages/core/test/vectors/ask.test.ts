import { accept } from '@trustlist/core'
import { compare } from '../../src/ask/compare.js'
import { mergeFederation, type Federation } from './federation-input.js'
import { runVectors } from './run-vectors.js'

runVectors('ask', {
  compare: ({ before, after }: { readonly before: Federation; readonly after: Federation }) => {
    const [was, is] = [mergeFederation(before), mergeFederation(after)]
    if (!was.ok) return was
    if (!is.ok) return is
    const { changes } = compare(was.value.policy, is.value.policy)
    return accept(
      changes.map(({ because: _, before: from, after: to, ...change }) => ({
        ...change,
        before: from.decision,
        after: to.decision,
      })),
    )
  },
})
