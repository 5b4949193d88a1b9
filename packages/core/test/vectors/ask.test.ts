import type { PolicySegment } from '@trustlist/schema'
import { accept } from '@trustlist/core'
import { compare } from '../../src/ask/compare.js'
import type { DecisionChange } from '../../src/ask/decision-change.js'
import { holdWidening } from '../../src/ask/hold-widening.js'
import { clean } from '../merge/arbitrary-federation.js'
import { mergeFederation, type Federation } from './federation-input.js'
import { runVectors } from './run-vectors.js'

runVectors('ask', {
  compare: ({ before, after }: { readonly before: Federation; readonly after: Federation }) => {
    const [was, is] = [mergeFederation(before), mergeFederation(after)]
    if (!was.ok) return was
    if (!is.ok) return is
    const { changes } = compare(was.value.policy, is.value.policy)
    const inWords = (change: DecisionChange) =>
      clean({ ...change, because: undefined, before: change.before.decision, after: change.after.decision })
    return accept(changes.map(inWords))
  },
  hold: ({ before, after }: { readonly before: Federation; readonly after: Federation }) => {
    const [was, is] = [mergeFederation(before), mergeFederation(after)]
    if (!was.ok) return was
    if (!is.ok) return is
    const { rules } = holdWidening(was.value.policy, is.value.policy)
    const inWords = ({ decision, held, versions, files }: PolicySegment) =>
      clean({
        versions,
        decision,
        held,
        files: files?.map((file) => ({ sha256: file.sha256, decision: file.decision })),
      })
    return accept(
      rules.map(({ package: name, segments }) => ({ package: name, segments: segments.map(inWords) })),
    )
  },
})
