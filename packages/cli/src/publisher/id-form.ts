import { cliProblem, type CliProblem } from '../failure.js'

/** Ids of publishers and operators as the schema has them. */
const form = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/
const maxLength = 64

/** What is wrong with an id given to an option. */
export function findIdFault(option: string, id: string): CliProblem | undefined {
  if (id.length <= maxLength && form.test(id)) return undefined
  const what = `${option} takes at most 64 lower-case letters and digits joined by single dots or hyphens, and was given ${id}`
  return cliProblem('cli/option-value', what)
}
