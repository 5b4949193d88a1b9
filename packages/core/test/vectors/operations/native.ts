import { accept, parseNativeRange, toRangeText } from '@trustlist/core'
import type { Operations } from './operation.js'

interface Input {
  readonly ecosystem: string
  readonly text: string
}

/** What an implementation does to answer the vectors of native. */
export const nativeOperations = {
  'native-to-vers': ({ ecosystem, text }: Input) => {
    const outcome = parseNativeRange(ecosystem, text)
    if (!outcome.ok) return outcome
    const { range, widest, ...named } = outcome.value
    return accept({
      range: toRangeText(range),
      widest: toRangeText(widest),
      findings: outcome.findings.map((each) => each.code),
      ...named,
    })
  },
} satisfies Operations
