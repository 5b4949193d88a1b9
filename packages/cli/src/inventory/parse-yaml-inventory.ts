import { parseYamlText, type YamlParser } from '@trustlist/core'

/** Reads YAML as core does. */
export const parseYamlInventory: YamlParser = (text) => {
  const { stackTraceLimit } = Error
  // The library makes an Error of each fault it finds: without stacks, a text full of faults costs a tenth.
  Error.stackTraceLimit = 0
  try {
    return parseYamlText(text)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
