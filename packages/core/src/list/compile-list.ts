import { checkShape, type ListSubject } from '@trustlist/schema'
import type { JsonValue } from '../json/canonical.js'
import { findValueProblem } from '../json/check-value.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { parsePattern } from '../purl/check-package.js'
import { parseCanonicalRange } from '../version/parse-range.js'
import { checkListRules, compareEntries } from './check-rules.js'
import type { WrittenEntry } from './entry.js'

type JsonObject = { readonly [name: string]: JsonValue | undefined }

/** A draft that has been compiled: what `sign` binds to a head. */
export interface CompiledList {
  readonly publisher: string
  readonly list: string
  readonly subject: Readonly<ListSubject>
}

const draftMembers = [
  'trustlist',
  'publisher',
  'list',
  'about',
  'defaults',
  'criteria',
  'entries',
  'observed',
]
/** What a draft may say once for all its entries. A package or its versions are never a default: that would widen unseen. */
const defaultMembers = ['basis', 'decided', 'decision', 'origins', 'reviewers', 'references', 'until']

/**
 * Compiles a draft, as parsed from YAML, to the subject of a list: defaults filled in, entries sorted, every rule checked.
 *
 * @spec list#drafts
 * @returns The subject; or `list/draft-shape`, `list/shape`, `list/…`, `document/not-a-day`, `json/…`, whose pointers
 *   lead into the draft.
 */
export function compileList(draft: JsonValue, source?: string): Outcome<CompiledList> {
  const at: Place = source === undefined ? {} : { source }
  const shapeProblem = findValueProblem(draft, at) ?? findDraftProblem(draft, at)
  if (shapeProblem !== undefined) return refuse(shapeProblem)
  const { publisher, list, about, criteria, observed, defaults, entries } = draft as unknown as {
    readonly publisher: string
    readonly list: string
    readonly defaults?: JsonObject
    readonly entries: readonly JsonObject[]
  } & JsonObject
  const findings: Problem[] = []
  const written = entries.map((entry, index) => foldEntry({ ...defaults, ...entry }, index, at, findings))
  const folding = findings.filter((each) => each.severity === 'error')
  if (folding.length > 0) return refuseAll(folding)
  const subject = {
    about,
    ...(criteria === undefined ? {} : { criteria }),
    entries: written,
    ...(observed === undefined ? {} : { observed }),
  } as unknown as ListSubject

  const faults = checkShape('list-subject', subject)
  if (faults.length > 0) {
    return refuseAll(
      faults.map((fault) => problem('list/shape', fault.what, { ...at, pointer: fault.pointer })),
    )
  }
  // The rules speak of a sorted list; each entry keeps the place it has in the draft.
  const order = written.map((_, index) => index)
  const byIndex = (index: number) => written[index] as unknown as WrittenEntry
  order.sort((a, b) => compareEntries(byIndex(a), byIndex(b)))
  const sorted = { ...subject, entries: order.map((index) => byIndex(index)) }
  const problems = checkListRules(sorted, publisher, at).map((each) => intoDraft(each, order))
  if (problems.length > 0) return refuseAll(problems)
  return accept({ publisher, list, subject: sorted }, findings)
}

/** Packages as their ecosystem folds them, versions checked: what is signed has one spelling. */
function foldEntry(entry: JsonObject, index: number, at: Place, problems: Problem[]): JsonObject {
  const { package: name, versions } = entry
  const pointer = `/entries/${index}`
  const tell = (member: string, told: readonly Problem[]) => {
    for (const each of told) problems.push({ ...each, at: { ...at, pointer: `${pointer}/${member}` } })
  }
  if (typeof versions === 'string') {
    const range = parseCanonicalRange(versions)
    tell('versions', range.ok ? range.findings : range.problems)
  }
  if (typeof name !== 'string') return entry
  const folded = parsePattern(name)
  tell('package', folded.ok ? folded.findings : folded.problems)
  if (!folded.ok || folded.value === name) return entry
  tell('package', [problem('list/folded', `${name} is written ${folded.value}`)])
  return { ...entry, package: folded.value }
}

function findDraftProblem(draft: JsonValue, at: Place): Problem | undefined {
  const fault = (what: string, pointer = '') => problem('list/draft-shape', what, { ...at, pointer })
  if (!isObject(draft)) return fault('expected a draft with publisher, list, about and entries')
  const unknown = Object.keys(draft).find((name) => !draftMembers.includes(name))
  if (unknown !== undefined)
    return fault(`expected one of ${draftMembers.join(', ')}, found ${unknown}`, `/${unknown}`)
  if (draft['trustlist'] !== '1.0') return fault('expected trustlist: "1.0"', '/trustlist')
  for (const name of ['publisher', 'list'] as const) {
    if (typeof draft[name] !== 'string') return fault(`expected ${name} to be a name`, `/${name}`)
  }
  if (draft['about'] === undefined) return fault('expected about, with a title')
  const { defaults, entries } = draft
  if (defaults !== undefined) {
    if (!isObject(defaults)) return fault('expected members of entries', '/defaults')
    const other = Object.keys(defaults).find((name) => !defaultMembers.includes(name))
    if (other !== undefined) {
      return fault(
        `expected one of ${defaultMembers.join(', ')} in defaults, found ${other}`,
        `/defaults/${other}`,
      )
    }
  }
  if (!Array.isArray(entries)) return fault('expected entries to be a list', '/entries')
  const odd = (entries as readonly JsonValue[]).findIndex((entry) => !isObject(entry))
  return odd < 0 ? undefined : fault('expected an entry with package, versions and more', `/entries/${odd}`)
}

/** From the place in the sorted list to the place in the draft. */
function intoDraft(each: Problem, order: readonly number[]): Problem {
  const pointer = (each.at.pointer ?? '')
    .replace(/^\/subject/, '')
    .replace(/^\/entries\/([0-9]+)/, (_, index: string) => `/entries/${order[Number(index)]!}`)
  return { ...each, at: { ...each.at, pointer } }
}

function refuseAll(problems: readonly Problem[]): Outcome<never> {
  return refuse(problems[0]!, ...problems.slice(1))
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
