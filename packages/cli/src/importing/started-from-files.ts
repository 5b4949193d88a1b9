import {
  formatsOfNames,
  parsePattern,
  readUntrustedList,
  settleRegistries,
  toStartedFrom,
  type FormatName,
  type StartedFrom,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { readInventoryFile } from '../inventory/read-inventory-file.js'
import { readDraft } from '../publisher/read-draft.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import type { NamedFile } from './import-sources.js'

interface Permitted {
  readonly package: string
  readonly versions: string
}

/**
 * Reads the lists that a list was started from: signed lists and drafts, or files of the format that is imported.
 *
 * Nothing is verified: what stands in them can only make a basis humbler.
 *
 * @param texts - As they stand on the command line; `pypi=FILE` says the ecosystem where several are imported at once.
 */
export async function readStartedFrom(
  texts: readonly string[],
  origin: string,
  format: FormatName,
  files: readonly NamedFile[],
  world: World,
): Promise<Result<StartedFrom>> {
  const permitted: Permitted[] = []
  const types = [...new Set(files.flatMap(({ type }) => type ?? []))]
  for (const text of texts) {
    const [, given, path = text] = /^([a-z][a-z0-9.-]*)=(.*)$/s.exec(text) ?? []
    const read = path.endsWith('.list.json')
      ? await readSigned(path, world)
      : /\.ya?ml$/.test(path)
        ? await readDrafted(path, world)
        : await readNamed(path, format, given ?? (types.length === 1 ? types[0] : undefined), world)
    if (!read.ok) return read
    permitted.push(...read.value)
  }
  return succeed(toStartedFrom(origin, permitted))
}

async function readSigned(path: string, world: World): Promise<Result<readonly Permitted[]>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes
  const list = readUntrustedList(bytes.value, path)
  return list.ok ? succeed(list.value.subject.entries.filter(({ decision }) => decision === 'allow')) : list
}

async function readDrafted(path: string, world: World): Promise<Result<readonly Permitted[]>> {
  const draft = await readDraft(path, new Map(), world)
  if (!draft.ok) return draft
  const { value } = draft.value
  const { entries } = value as { readonly entries?: unknown }
  if (!Array.isArray(entries)) {
    return fail(cliProblem('cli/not-a-draft', 'expected a draft with entries', { source: path }))
  }
  return succeed(
    (entries as readonly Readonly<Record<string, unknown>>[]).flatMap((entry) => {
      const folded = typeof entry['package'] === 'string' ? parsePattern(entry['package']) : undefined
      const isAllow = (entry['decision'] ?? 'allow') === 'allow'
      if (folded?.ok !== true || !isAllow || typeof entry['versions'] !== 'string') return []
      return [{ package: folded.value, versions: entry['versions'] }]
    }),
  )
}

async function readNamed(
  path: string,
  format: FormatName,
  type: string | undefined,
  world: World,
): Promise<Result<readonly Permitted[]>> {
  if (type === undefined && formatsOfNames.has(format)) {
    const what = `${format} does not say of which ecosystem ${path} is: expected --started-from pypi=${path} or cran=${path}`
    return fail(cliProblem('cli/option-value', what))
  }
  const options = { format, ...(type === undefined ? {} : { type }) }
  const texts = new Map<string, SourceText>()
  const file = await readInventoryFile(path, options, texts, world)
  return file.ok ? succeed(settleRegistries(file.value.inventory, {}).inventory.packages) : file
}
