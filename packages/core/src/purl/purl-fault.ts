import type { purlCodes } from '../problem/codes/purl.js'
import { problem, refuse, type Outcome, type Problem } from '../problem/problem.js'

type PurlCode = keyof typeof purlCodes

/** What the inner readers return instead of a value; {@link toProblem} makes a problem of it at the layer's face. */
export class PurlFault {
  constructor(
    readonly code: PurlCode,
    readonly what: string,
    /** UTF-16 offset in the text that was read; absent where parts were given instead of text. */
    readonly offset?: number,
    readonly mend?: string,
  ) {}
}

/** Everything that is wrong with one package URL. */
export class PurlFaults {
  constructor(readonly all: readonly [PurlFault, ...PurlFault[]]) {}

  /** Undefined where nothing is wrong. */
  static of(faults: readonly PurlFault[]): PurlFaults | undefined {
    const [first, ...rest] = faults
    return first === undefined ? undefined : new PurlFaults([first, ...rest])
  }
}

export function refuseFaults<T>(faults: PurlFaults): Outcome<T> {
  const [first, ...rest] = faults.all
  return refuse(toProblem(first), ...rest.map(toProblem))
}

export function toProblem(fault: PurlFault): Problem {
  const at = fault.offset === undefined ? {} : { column: fault.offset + 1 }
  return problem(fault.code, fault.what, at, fault.mend)
}

/** Foreign text, quoted and cut to what fits into a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
