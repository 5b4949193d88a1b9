import { exitOf, type CliProblem } from './failure.js'

/** How a command can end. The numbers are part of the interface; scripts rely on them. */
export const exits = {
  /** Valid, same, permitted; or simply done. */
  yes: 0,
  /** The question was answered, and the answer is no. */
  no: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** An input is malformed, unsafe or too large. */
  refused: 3,
  /** A file, git, a signer or another thing outside failed. */
  outside: 4,
  /** A bug of ours. */
  bug: 70,
} as const

export type Exit = (typeof exits)[keyof typeof exits]

/**
 * How a command ends that met these problems: the highest exit of its errors, so that a part of the question that could
 * not be asked is never hidden behind an answered no. Warnings and notices end in `otherwise`.
 */
export function exitOfAll(problems: readonly CliProblem[], otherwise: Exit = exits.yes): Exit {
  let exit: Exit = otherwise
  for (const each of problems) {
    if (each.severity !== 'error') continue
    const own = exitOf(each)
    if (own > exit) exit = own
  }
  return exit
}
