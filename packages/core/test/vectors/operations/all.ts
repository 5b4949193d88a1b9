import { askOperations } from './ask.js'
import { checkOperations } from './check.js'
import { documentOperations } from './document.js'
import { federationOperations } from './federation.js'
import { freshnessOperations } from './freshness.js'
import { importOperations } from './import.js'
import { inventoryOperations } from './inventory.js'
import { mergeOperations } from './merge.js'
import { nativeOperations } from './native.js'
import { toAnswer, type Answer, type Operations } from './operation.js'
import { purlOperations } from './purl.js'
import { trustOperations } from './trust.js'
import { versionOperations } from './version.js'

const operations: Operations = {
  ...askOperations,
  ...checkOperations,
  ...documentOperations,
  ...federationOperations,
  ...freshnessOperations,
  ...importOperations,
  ...inventoryOperations,
  ...mergeOperations,
  ...nativeOperations,
  ...purlOperations,
  ...trustOperations,
  ...versionOperations,
}

/** Answers one case, as vectors expect it. */
export function answer(operation: string, input: unknown): Answer {
  const asked = operations[operation]
  if (asked === undefined) throw new Error(`no operation is named ${operation}`)
  return toAnswer(asked(input as never))
}
