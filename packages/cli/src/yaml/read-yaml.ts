import type { CliProblem, Result } from '../failure.js'
import type { YamlDraft } from './parse-yaml.js'

/**
 * Reads a draft as {@link parseYaml} does. The YAML library is loaded here and not before: it takes longer than all the
 * rest of a run on signed files.
 */
export async function readYaml(bytes: Uint8Array, source: string): Promise<Result<YamlDraft>> {
  const { parseYaml } = await import('./parse-yaml.js')
  return parseYaml(bytes, source)
}

/** Whether a file is a draft in YAML, by its name. */
export function isYamlName(path: string): boolean {
  return path.endsWith('.yaml') || path.endsWith('.yml')
}

/** A problem that points into a draft's value, with the line and column in the YAML that the value came from. */
export function placeInDraft(problem: CliProblem, draft: YamlDraft, source: string): CliProblem {
  const { pointer } = problem.at
  return pointer === undefined
    ? problem
    : { ...problem, at: { source, ...problem.at, ...draft.placeOf(pointer) } }
}
