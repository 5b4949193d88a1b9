import { basename, dirname, resolve } from 'node:path'
import {
  dayOf,
  formatNames,
  importInventories,
  isFormatName,
  toCanonicalText,
  type ImportedList,
  type JsonValue,
  type OwnRegistries,
} from '@trustlist/core'
import { product, refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { importCommand } from '../command/table/import.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { makeFolder } from '../files/make-folder.js'
import { createOutput, writeOutput } from '../files/write-output.js'
import { draftText, type DraftHead } from '../importing/draft-text.js'
import { importFacts, sayImport, sayUpdate, updateFacts } from '../importing/say-import.js'
import { namedFiles, readSources } from '../importing/import-sources.js'
import { readStartedFrom } from '../importing/started-from-files.js'
import { updateDraft } from '../importing/update-draft.js'
import type { SourceText } from '../render/code-frame.js'
import { asIs } from '../render/shown.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof importCommand>

/** Makes a draft of files that name packages, or brings one up to date. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const texts = new Map<string, SourceText>()
  const misuse = findMisuse(invocation)
  if (misuse !== undefined) return refusal([misuse])
  const read = await readImported(invocation, texts, world)
  if (!read.ok) return refusal(read.problems, texts)
  const imported = read.value
  const problems = [
    ...read.findings,
    ...imported.findings.map(withOwnMend),
    ...imported.report.unreadable.map(({ problem }) => problem),
  ]
  if (imported.entries.length === 0) {
    const nothing = cliProblem('cli/nothing-imported', 'expected at least one package, found none')
    return refusal([nothing, ...problems], texts)
  }
  return invocation.options.update === undefined
    ? writeDraft(invocation, imported, problems, texts, world)
    : update(invocation, invocation.options.update, imported, problems, texts, world)
}

/** There is no trust configuration here: what it would say, an option says. */
function withOwnMend(problem: CliProblem): CliProblem {
  const mend = 'say so with --registry TYPE=URL, and what comes from elsewhere is named so'
  return problem.code === 'inventory/registry-believed' ? { ...problem, mend } : problem
}

async function readImported(
  { operands, options, at }: Invoked,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<ImportedList>> {
  const [format = '', ...paths] = operands
  if (!isFormatName(format)) {
    return fail(
      cliProblem('cli/operands', `expected one of the formats ${formatNames.join(', ')}, found ${format}`),
    )
  }
  const files = namedFiles(format, paths, { pypi: options.pypi, cran: options.cran })
  if (!files.ok) return files
  const own = ownRegistries(options.registry)
  if (!own.ok) return own
  const sources = await readSources(files.value, format, options.decided, dayOf(at), texts, world)
  if (!sources.ok) return sources
  const { origin } = options
  const startedFrom =
    origin === undefined
      ? undefined
      : await readStartedFrom(options['started-from'], origin, format, files.value, world)
  if (startedFrom?.ok === false) return startedFrom
  const imported = importInventories(sources.value, {
    day: dayOf(at),
    own: own.value,
    versions: options['any-version'] ? 'any' : 'as-read',
    ...(startedFrom === undefined ? {} : { startedFrom: startedFrom.value }),
  })
  return succeed(imported, sources.findings)
}

const idForm = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/

function findMisuse({ options }: Invoked): CliProblem | undefined {
  const value = (what: string) => cliProblem('cli/option-value', what)
  const { update, removed, output, origin } = options
  if (removed !== undefined && removed !== 'drop' && removed !== 'withdraw') {
    return value(`--removed takes drop or withdraw and was given ${removed}`)
  }
  if (removed !== undefined && update === undefined) return value('--removed stands beside --update alone')
  if (update !== undefined && output !== undefined)
    return value('--update writes the draft that it names; expected no -o')
  if (options['started-from'].length > 0 !== (origin !== undefined)) {
    return value('--started-from and --origin stand together: a list, and whose it is')
  }
  if (origin !== undefined && (!idForm.test(origin) || origin.length > 64)) {
    return value(`--origin takes the id of a publisher and was given ${origin}`)
  }
  return undefined
}

/** `TYPE=URL`, each as often as it is given. */
function ownRegistries(texts: readonly string[]): Result<OwnRegistries> {
  const own: Record<string, string[]> = {}
  for (const text of texts) {
    const [, type, url] = /^([a-z][a-z0-9.-]*)=(\S+)$/.exec(text) ?? []
    if (type === undefined || url === undefined) {
      return fail(cliProblem('cli/option-value', `--registry takes TYPE=URL and was given ${text}`))
    }
    own[type] = [...(own[type] ?? []), url]
  }
  return succeed(own)
}

/** Whose list it is: said, or told by where the draft goes. */
function headOf({ options }: Invoked, world: World): Result<DraftHead> {
  const { output } = options
  const path = output === undefined ? undefined : resolve(world.folder, output)
  const publisher = options.publisher ?? (path === undefined ? undefined : basename(dirname(path)))
  const list =
    options.list ?? (path === undefined ? undefined : basename(path).replace(/\.(?:ya?ml|json)$/, ''))
  if (publisher === undefined || list === undefined) {
    return fail(
      cliProblem('cli/option-missing', 'expected -o PUBLISHER/LIST.yaml, or --publisher and --list'),
    )
  }
  for (const id of [publisher, list]) {
    if (!idForm.test(id) || id.length > 64) {
      return fail(
        cliProblem(
          'cli/option-value',
          `expected lower-case letters and digits joined by single dots or hyphens, found ${id}`,
        ),
      )
    }
  }
  if (options.origin === publisher) {
    return fail(cliProblem('cli/option-value', `--origin names ${publisher} itself, whose list this is`))
  }
  return succeed({
    publisher,
    list,
    title: options.title ?? `Packages of ${publisher}: ${list}`,
    licence: options.licence,
  })
}

function writeDraft(
  invocation: Invoked,
  imported: ImportedList,
  problems: readonly CliProblem[],
  texts: Map<string, SourceText>,
  world: World,
): Answer {
  const head = headOf(invocation, world)
  if (!head.ok) return refusal(head.problems)
  const { output } = invocation.options
  const facts = importFacts(imported, output ?? null)
  const text =
    output?.endsWith('.json') === true ? jsonText(head.value, imported) : draftText(head.value, imported)
  if (output === undefined) {
    invocation.talk(sayImport(facts))
    return product({ ...facts, draft: text }, (result) => asIs(result.draft), { problems, texts })
  }
  const folder = makeFolder(world, dirname(output))
  if (!folder.ok) return refusal(folder.problems)
  const written = createOutput(world, output, new TextEncoder().encode(text))
  if (!written.ok) return refusal(written.problems)
  return summary(facts, sayImport, { problems, texts })
}

async function update(
  { options, at }: Invoked,
  path: string,
  imported: ImportedList,
  problems: readonly CliProblem[],
  texts: Map<string, SourceText>,
  world: World,
): Promise<Answer> {
  const removed = options.removed === 'drop' || options.removed === 'withdraw' ? options.removed : undefined
  const updated = await updateDraft(path, imported, { day: dayOf(at), removed }, texts, world)
  if (!updated.ok) return refusal(updated.problems, texts)
  const { text, plan, publisher } = updated.value
  if (options.origin === publisher) {
    return refusal([cliProblem('cli/option-value', `--origin names ${publisher} itself, whose list this is`)])
  }
  const written = writeOutput(world, path, new TextEncoder().encode(text))
  if (!written.ok) return refusal(written.problems)
  return summary(updateFacts(imported, plan, path, options.removed ?? null), sayUpdate, {
    problems: [...updated.findings, ...problems],
    texts,
  })
}

/** A draft for programs, or one that is too large for YAML: canonical JSON. */
function jsonText(
  { publisher, list, title, licence }: DraftHead,
  { entries, provenance }: ImportedList,
): string {
  const about = { title, ...(licence === undefined ? {} : { licence }), provenance }
  return toCanonicalText({ trustlist: '1.0', publisher, list, about, entries } as unknown as JsonValue)
}
