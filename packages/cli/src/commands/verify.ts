import type { VerificationStep } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { verifyCommand } from '../command/table/verify.js'
import { exitOfAll, exits } from '../exit.js'
import { cliProblem, type CliProblem } from '../failure.js'
import { verifyFile } from '../publisher/verify-file.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

interface Verdict {
  readonly path: string
  /** null: the question could not be asked, as of a file that is not there. */
  readonly valid: boolean | null
  /** The steps that it passed. */
  readonly steps: readonly VerificationStep[]
  /** Why it is not valid; more of it stands among the problems. */
  readonly refused: readonly { readonly code: string; readonly what: string }[]
}

/** Verifies each document for itself; the exit is that of the worst. */
export async function run(invocation: Invocation<typeof verifyCommand>, world: World): Promise<Answer> {
  const { operands, options, at, isAtGiven } = invocation
  if (options.dsse !== undefined && operands.length > 1) {
    return refusal([cliProblem('cli/option-value', '--dsse takes one document at a time')])
  }
  const texts = new Map<string, SourceText>()
  const problems: CliProblem[] = []
  const documents: Verdict[] = []
  for (const path of operands) {
    const steps: VerificationStep[] = []
    const trace = (step: VerificationStep) => void steps.push(step)
    const verified = await verifyFile(path, { ...options, at, isPast: isAtGiven, trace, texts }, world)
    problems.push(...(verified.ok ? verified.findings : verified.problems))
    const errors = verified.ok ? [] : verified.problems.filter(({ severity }) => severity === 'error')
    const valid = errors.length === 0 ? true : exitOfAll(errors) === exits.outside ? null : false
    documents.push({ path, valid, steps, refused: errors.map(({ code, what }) => ({ code, what })) })
  }
  return summary({ at, documents }, (result) => lines(result.documents.map(showVerdict)), { problems, texts })
}

function showVerdict({ path, valid, steps, refused }: Verdict): Shown {
  return lines([
    ...steps.map(({ name, what }) => say`  ok  ${name.padEnd(10)} ${what}`),
    ...refused.map(({ code, what }) => say`  NO  ${code}: ${what}`),
    say`${path}: ${valid === null ? 'not verified' : valid ? 'valid' : 'NOT valid'}`,
  ])
}
