import { summary } from '../command/answer.js'
import type { Answer } from '../command/command.js'
import type { CliProblem } from '../failure.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { Sealed } from './seal-file.js'

/**
 * What a command that signs tells: where the document stands, what it is, and what is still missing.
 *
 * @param says - What the document is: the end of one line, which begins with its path.
 * @param more - Further lines.
 */
export function sealedAnswer<Facts extends object>(
  sealed: Sealed,
  facts: Facts,
  says: (facts: Facts) => Shown,
  problems: readonly CliProblem[],
  more: (facts: Facts) => Shown = () => nothing,
): Answer {
  return summary(
    { ...facts, ...sealed },
    (result) =>
      lines([
        say`${result.path}: ${says(result)}; ${result.signatures} of ${result.threshold} signatures${result.state === 'sealed' ? '' : ', so it waits and nothing is published'}`,
        more(result),
        result.toSign === undefined
          ? nothing
          : lines([
              say`  to sign ${result.toSign.path}`,
              say`  sha256  ${result.toSign.sha256}`,
              say`  head    ${result.toSign.head}`,
            ]),
      ]),
    { problems },
  )
}
