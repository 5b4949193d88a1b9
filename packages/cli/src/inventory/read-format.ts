import { formatsOfNames, isFormatName, problem } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { InventoryFileOptions } from './read-inventory-file.js'

/** Reads the value of `--as`: `FORMAT`, or `TYPE:FORMAT` where the format does not say of which ecosystem its names are. */
export function readFormat(text: string | undefined): Result<InventoryFileOptions> {
  if (text === undefined) return succeed({})
  const [format = '', type] = text.split(':').reverse()
  if (!isFormatName(format)) {
    return fail(cliProblem('cli/option-value', `--as takes a format that --help names and was given ${text}`))
  }
  if (type === undefined && formatsOfNames.has(format)) {
    const what = `${format} does not say of which ecosystem its names are: expected --as pypi:${format} or cran:${format}`
    return fail(problem('inventory/ecosystem-missing', what))
  }
  return succeed({ format, ...(type === undefined ? {} : { type }) })
}
