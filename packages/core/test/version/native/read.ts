import { parseNativeRange } from '../../../src/version/native/parse-native-range.js'
import { toRangeText } from '../../../src/version/range-text.js'

/** What a test looks at: canonical texts, and codes instead of whole findings. */
export interface Read {
  readonly range: string | undefined
  readonly widest: string | undefined
  readonly findings: readonly string[]
  readonly name?: string
  readonly channel?: string
}

export function read(ecosystem: string, text: string): Read {
  const outcome = parseNativeRange(ecosystem, text)
  if (!outcome.ok) throw new Error(`${outcome.problems[0].code}: ${outcome.problems[0].what}`)
  const { range, widest, ...named } = outcome.value
  const findings = outcome.findings.map((each) => each.code)
  return { range: toRangeText(range), widest: toRangeText(widest), findings, ...named }
}

/** The code of a refusal, or the range that was taken. */
export function refusal(ecosystem: string, text: string): string {
  const outcome = parseNativeRange(ecosystem, text)
  return outcome.ok ? `accepted as ${toRangeText(outcome.value.range)}` : outcome.problems[0].code
}
