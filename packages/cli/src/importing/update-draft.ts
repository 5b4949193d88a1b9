import {
  compileList,
  parsePattern,
  planUpdate,
  type ImportedList,
  type JsonValue,
  type UpdatePlan,
  type WrittenEntry,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { placeInDraft, readYaml } from '../yaml/read-yaml.js'
import type { EntryEdit } from '../yaml/splice-draft.js'
import { entryMembers, entryText, toFlowText, type DraftDefaults } from './entry-text.js'

type JsonObject = { readonly [name: string]: JsonValue | undefined }

/** A draft as it was and as it is to be. */
export interface UpdatedDraft {
  readonly text: string
  readonly plan: UpdatePlan
  readonly publisher: string
  readonly list: string
}

const maxDraftBytes = 8 * 1024 * 1024

/**
 * Brings a draft up to date with what was imported. The changed text is read and compiled again, and must say exactly what was
 * planned.
 *
 * @returns The new text; or why the draft cannot be read or changed: what reading and compiling give, `cli/draft-not-editable`.
 */
export async function updateDraft(
  path: string,
  imported: ImportedList,
  options: { readonly day: string; readonly removed: 'drop' | 'withdraw' | undefined },
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<UpdatedDraft>> {
  const bytes = await readInput(world, path, maxDraftBytes)
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const draft = await readYaml(bytes.value, path)
  if (!draft.ok) return draft
  const compiled = compileList(draft.value.value, path)
  if (!compiled.ok) {
    const place = (problem: CliProblem) => placeInDraft(problem, draft.value, path)
    const [first, ...rest] = compiled.problems
    return fail(place(first), ...rest.map(place))
  }
  const value = draft.value.value as JsonObject
  const defaults = (value['defaults'] ?? {}) as DraftDefaults
  const current = (value['entries'] as readonly JsonObject[]).map((entry) => filledIn(entry, defaults))
  const from = imported.provenance.map((each) => each.from)
  const plan = planUpdate(current, imported.entries, {
    day: options.day,
    ...(options.removed === undefined ? {} : { removed: options.removed }),
    reason: `No longer on ${from.join(', ')}.`,
  })
  const edits = toEntryEdits(plan, current, defaults, imported)
  const { spliceDraft } = await import('../yaml/splice-draft.js')
  const provenance = joinedProvenance(value, imported)
  const text = spliceDraft(draft.value.text, edits, provenance)
  if (text === undefined || !(await says(text, path, expectedEntries(plan, current)))) {
    const what = 'expected entries behind dashes, one on lines of its own, found them otherwise'
    return fail(
      cliProblem('cli/draft-not-editable', what, { source: path, ...draft.value.placeOf('/entries') }),
    )
  }
  const { publisher, list } = compiled.value
  return succeed({ text, plan, publisher, list }, draft.findings)
}

/** An entry as it is meant: with the defaults, its package folded. */
function filledIn(entry: JsonObject, defaults: DraftDefaults): WrittenEntry {
  const folded = parsePattern(entry['package'] as string)
  const name = folded.ok ? folded.value : entry['package']
  return { ...defaults, ...entry, package: name } as unknown as WrittenEntry
}

function expectedEntries(plan: UpdatePlan, current: readonly WrittenEntry[]): readonly WrittenEntry[] {
  const entries: (WrittenEntry | undefined)[] = [...current]
  for (const edit of plan.edits) {
    if (edit.kind === 'add') entries.push(edit.entry)
    else entries[edit.index] = edit.kind === 'replace' ? edit.entry : undefined
  }
  return entries.filter((entry) => entry !== undefined)
}

/** Whether a text is a draft of exactly these entries. */
async function says(text: string, path: string, entries: readonly WrittenEntry[]): Promise<boolean> {
  const draft = await readYaml(new TextEncoder().encode(text), path)
  const compiled = draft.ok ? compileList(draft.value.value, path) : draft
  if (!compiled.ok) return false
  const wanted = entries.map(sortedText).sort()
  const found = compiled.value.subject.entries.map(sortedText).sort()
  return wanted.length === found.length && wanted.every((entry, index) => entry === found[index])
}

function sortedText(entry: WrittenEntry): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function toEntryEdits(
  plan: UpdatePlan,
  current: readonly WrittenEntry[],
  defaults: DraftDefaults,
  imported: ImportedList,
): readonly EntryEdit[] {
  const remarksOf = (entry: WrittenEntry) => imported.remarks.get(imported.entries.indexOf(entry))
  const packages = current.map((entry) => entry.package)
  const isSorted = packages.every((name, index) => index === 0 || packages[index - 1]! <= name)
  return plan.edits.map((edit): EntryEdit => {
    switch (edit.kind) {
      case 'add': {
        const after = isSorted
          ? packages.findLastIndex((name) => name <= edit.entry.package)
          : packages.length - 1
        return {
          kind: 'add',
          after,
          text: (indent) => entryText(edit.entry, defaults, indent, remarksOf(edit.entry)),
        }
      }
      case 'remove':
        return edit
      case 'replace': {
        const old = current[edit.index] as unknown as JsonObject
        const wanted = edit.entry as unknown as JsonObject
        const changed = entryMembers(edit.entry, {}).filter(
          ([name]) => JSON.stringify(old[name]) !== JSON.stringify(wanted[name]),
        )
        const without = Object.keys(old).filter((name) => wanted[name] === undefined)
        return { kind: 'set', index: edit.index, members: changed, without }
      }
    }
  })
}

type Provenance = ImportedList['provenance'][number]

/**
 * What was imported now stands in the place of what was imported before under the same name. The same file, imported again on
 * another day, is nothing new.
 *
 * @returns What stands there, then what is added, as YAML; undefined for what stays as it is.
 */
function joinedProvenance(draft: JsonObject, { provenance }: ImportedList): readonly (string | undefined)[] {
  const { provenance: before = [] } = draft['about'] as { readonly provenance?: readonly Provenance[] }
  const left = [...provenance]
  const standing = before.map((old) => {
    const index = left.findIndex(({ from }) => from === old.from)
    const [now] = index < 0 ? [] : left.splice(index, 1)
    return now === undefined || isSameFile(old, now) ? undefined : toFlowText({ ...now })
  })
  return [...standing, ...left.map((each) => toFlowText({ ...each }))]
}

function isSameFile(a: Provenance, b: Provenance): boolean {
  return a.format === b.format && a.sha256 !== undefined && a.sha256 === b.sha256
}
