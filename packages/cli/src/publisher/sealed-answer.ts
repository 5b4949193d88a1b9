import { summary } from '../command/answer.js'
import type { Answer } from '../command/command.js'
import type { CliProblem } from '../failure.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { Sealed } from './seal-file.js'

/** What a command that signs tells: where the document stands, and what is still missing. */
export function sealedAnswer<Facts extends object>(
  sealed: Sealed,
  facts: Facts,
  says: (facts: Facts) => Shown,
  problems: readonly CliProblem[],
): Answer {
  return summary(
    { ...facts, ...sealed },
    (result) =>
      lines([
        result.state === 'sealed'
          ? says(result)
          : say`${result.path}: waiting, ${result.signatures} of ${result.threshold} signatures`,
        result.toSign === undefined
          ? nothing
          : lines([
              say`  to sign  ${result.toSign.path}`,
              say`  sha256   ${result.toSign.sha256}`,
              say`  head     ${result.toSign.head}`,
            ]),
      ]),
    { problems },
  )
}
