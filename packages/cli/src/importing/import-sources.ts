import {
  formatsOfNames,
  isDay,
  type Day,
  type FormatName,
  type ImportSource,
  type InventoryPackage,
} from '@trustlist/core'
import { basename } from 'node:path'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { standardInput } from '../files/read-input.js'
import { readInventoryFile } from '../inventory/read-inventory-file.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { readLineDates, type LineDates } from './git-dates.js'

/** A file to import, and the ecosystem of its names where the format does not say it. */
export interface NamedFile {
  readonly path: string
  readonly type?: string
}

/** The files of a command line: those of `--pypi` and `--cran` say their ecosystem, the operands do not. */
export function namedFiles(
  format: FormatName,
  operands: readonly string[],
  typed: Readonly<Record<string, readonly string[]>>,
): Result<readonly [NamedFile, ...NamedFile[]]> {
  const files = [
    ...operands.map((path) => ({ path })),
    ...Object.entries(typed).flatMap(([type, paths]) => paths.map((path) => ({ path, type }))),
  ]
  const takesTypes = formatsOfNames.has(format)
  const odd = files.find((file) => 'type' in file !== takesTypes)
  if (odd !== undefined) {
    const what = takesTypes
      ? `${format} does not say of which ecosystem ${odd.path} is: expected --pypi FILE or --cran FILE`
      : `${format} says itself of which ecosystem ${odd.path} is: expected FILE alone`
    return fail(cliProblem('cli/operands', what))
  }
  const [first, ...rest] = files
  return first === undefined
    ? fail(cliProblem('cli/operands', 'expected a file to import, found none'))
    : succeed([first, ...rest])
}

/**
 * Reads the files to import, and when what they say was decided.
 *
 * @param decided - A day, `git`, or undefined for the day of the import.
 * @param day - That of the import: nothing was decided on a later one.
 */
export async function readSources(
  files: readonly NamedFile[],
  format: FormatName,
  decided: string | undefined,
  day: Day,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<readonly ImportSource[]>> {
  if (decided !== undefined && decided !== 'git' && !isDay(decided)) {
    return fail(
      cliProblem(
        'cli/option-value',
        `--decided takes git or a day such as 2026-11-01 and was given ${decided}`,
      ),
    )
  }
  if (decided !== undefined && isDay(decided) && decided > day) {
    const what = `--decided takes a day that has come and was given ${decided}, which is after ${day}`
    return fail(cliProblem('cli/option-value', what))
  }
  const sources: ImportSource[] = []
  const findings: CliProblem[] = []
  for (const { path, type } of files) {
    const file = await readInventoryFile(
      path,
      { format, ...(type === undefined ? {} : { type }) },
      texts,
      world,
    )
    if (!file.ok) return file
    findings.push(...file.findings)
    const dates = decided === 'git' ? await datesOf(path, file.value.inventory.packages, world) : undefined
    if (dates?.ok === false) return dates
    const decidedOf = dates?.value ?? (isDay(decided ?? '') ? () => decided : undefined)
    sources.push({
      inventory: file.value.inventory,
      from: path === standardInput ? 'standard input' : basename(path),
      sha256: file.value.sha256,
      ...(decidedOf === undefined ? {} : { decidedOf }),
    })
  }
  return succeed(sources, findings)
}

/** By the lines of the file that names a package, which may be one that the named file takes in. */
async function datesOf(
  path: string,
  packages: readonly InventoryPackage[],
  world: World,
): Promise<Result<(each: InventoryPackage) => Day | undefined>> {
  if (path === standardInput) {
    return fail(cliProblem('cli/history-missing', 'standard input has no history', { source: path }))
  }
  const dates = new Map<string, LineDates>()
  for (const source of new Set([path, ...packages.flatMap(({ at }) => at.source ?? [])])) {
    const read = await readLineDates(source, world)
    if (!read.ok) return read
    dates.set(source, read.value)
  }
  return succeed(({ at, lastLine }) => dates.get(at.source ?? path)?.latestOf(at.line ?? 0, lastLine))
}
