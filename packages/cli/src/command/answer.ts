import { exitOfAll, exits, type Exit } from '../exit.js'
import type { CliProblem, CliProblems } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'
import { nothing, type Shown } from '../render/shown.js'
import type { Answer } from './command.js'

type Texts = ReadonlyMap<string, SourceText>

const noTexts: Texts = new Map()

/** What may stand beside a result. */
export interface Beside {
  /** Default: what the problems' errors say, and 0 without any. */
  readonly exit?: Exit
  readonly problems?: readonly CliProblem[]
  readonly texts?: Texts
}

/** A result in short. `human` gets the result and nothing else, so that it cannot tell more than the JSON does. */
export function summary<R>(result: R, human: (result: R) => Shown, beside: Beside = {}): Answer {
  return answer('summary', result, human, beside)
}

/** A result that is itself what was asked for, as a script or a document is. */
export function product<R>(result: R, human: (result: R) => Shown, beside: Beside = {}): Answer {
  return answer('product', result, human, beside)
}

function answer<R>(kind: Answer['kind'], result: R, human: (result: R) => Shown, beside: Beside): Answer {
  const problems = beside.problems ?? []
  const exit = beside.exit ?? exitOfAll(problems)
  return { kind, exit, result, human: () => human(result), problems, texts: beside.texts ?? noTexts }
}

/** The question was not answered, for these reasons. */
export function refusal(problems: CliProblems, texts: Texts = noTexts): Answer {
  const exit = exitOfAll(problems, exits.no)
  return { kind: 'summary', exit, result: null, human: () => nothing, problems, texts }
}
