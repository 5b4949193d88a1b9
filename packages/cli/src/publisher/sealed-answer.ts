import { summary } from '../command/answer.js'
import type { Answer } from '../command/command.js'
import type { CliProblem } from '../failure.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { Sealed } from './place-document.js'
import { sayKey, type NameOf } from './say-key.js'
import type { Lack } from './signing-roles.js'

/** How a document is told of. */
export interface Telling<Facts> {
  /** What it is: the end of one line, which begins with its path. */
  readonly says: (facts: Facts) => Shown
  /** Further lines. */
  readonly more?: (facts: Facts & Sealed) => Shown
  readonly nameOf?: NameOf
}

/** What a command that signs tells: where the document stands, what it is, and what is still missing. */
export function sealedAnswer<Facts extends object>(
  sealed: Sealed,
  facts: Facts,
  { says, more, nameOf }: Telling<Facts>,
  problems: readonly CliProblem[],
): Answer {
  return summary(
    { ...facts, ...sealed },
    (result) =>
      lines([
        say`${result.path}: ${says(result)}; ${sayCount(result)}${result.state === 'sealed' ? '' : ', so it waits and nothing is published'}`,
        more?.(result) ?? nothing,
        ...(result.waitsFor ?? []).map((each) => sayLack(each, nameOf)),
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

/** How far it has come; of the version before nothing where that has as many signatures. */
function sayCount({ before, signatures, threshold }: Sealed): Shown {
  const own = say`${signatures} of ${threshold} signatures`
  if (before === undefined) return own
  if (before.signatures === signatures && before.threshold === threshold) return own
  return say`${own}, ${before.signatures} of ${before.threshold} by keys of the version before`
}

function sayLack({ of, more, keyids }: Lack, nameOf: NameOf | undefined): Shown {
  return lines([
    say`  waits for ${more} more of ${of}:`,
    ...keyids.map((each) => say`    ${sayKey(each, nameOf)}`),
  ])
}
