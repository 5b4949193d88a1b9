import { locatePointer, placeOfOffset } from '@trustlist/core'
import { fail, type CliProblem, type CliProblems, type Failed } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'

/**
 * Problems that point into a document, with line and column, so that an editor can follow them. To be called only where
 * the head of the document was read: pointers are followed in canonical text.
 */
export function placeAll(
  [first, ...rest]: CliProblems,
  path: string,
  texts: ReadonlyMap<string, SourceText>,
): Failed {
  const text = texts.get(path)
  if (text === undefined || typeof text === 'string') return fail(first, ...rest)
  const place = (problem: CliProblem): CliProblem => {
    const { source, pointer, line } = problem.at
    if (source !== path || pointer === undefined || line !== undefined) return problem
    return { ...problem, at: { ...problem.at, ...placeOfOffset(text, locatePointer(text, 0, pointer)) } }
  }
  return fail(place(first), ...rest.map(place))
}
