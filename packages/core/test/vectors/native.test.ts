import { accept, parseNativeRange, toRangeText } from '@trustlist/core'
import { runVectors } from './run-vectors.js'

interface Input {
  readonly ecosystem: string
  readonly text: string
}

runVectors('native', {
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
})
