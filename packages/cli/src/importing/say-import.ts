import type { ImportedList, UpdatePlan } from '@trustlist/core'
import { lines, nothing, say, type Shown } from '../render/shown.js'

/** What an import found and did, as facts. */
export function importFacts({ entries, provenance, report }: ImportedList, output: string | null) {
  const counts: Record<string, number> = {}
  for (const { basis } of entries) counts[basis] = (counts[basis] ?? 0) + 1
  return {
    output,
    provenance,
    read: report.read,
    entries: entries.length,
    bases: Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
    folded: report.folded.map((each) => ({
      package: each.package,
      spellings: each.spellings.map(({ name, at }) => ({ name, source: at.source, line: at.line })),
    })),
    respelt: report.respelt.map(({ package: id, name, at }) => ({ package: id, name, line: at.line })),
    elsewhere: report.elsewhere.map(({ package: id }) => id),
    unexpressed: report.unexpressed.map(({ package: id, what, at }) => ({
      package: id,
      what,
      line: at.line,
    })),
    unreadable: report.unreadable.map(({ text, problem: { code, at } }) => ({ text, code, line: at.line })),
  }
}

export type ImportFacts = ReturnType<typeof importFacts>

const maxShown = 20

export function sayImport(facts: ImportFacts): Shown {
  const bases = Object.entries(facts.bases).map(([basis, count]) => `${count} ${basis}`)
  const start = facts.output === null ? say`` : say`${facts.output}: `
  return lines([
    say`${start}${facts.read} packages read, ${countOf(facts.entries, 'entry', 'entries')} (${bases.join(', ')})`,
    ...sayReport(facts),
    facts.output === null ? nothing : say`  next: read it, then trustlist sign ${facts.output} --key KEY`,
  ])
}

function sayReport(facts: ImportFacts): readonly Shown[] {
  const { folded, respelt, elsewhere, unexpressed, unreadable } = facts
  return [
    ...section(
      folded,
      (count) => say`  ${count} named more than once, folded to one:`,
      (each) =>
        say`    ${each.package}: ${each.spellings.map(({ name, line }) => `${name}${line === undefined ? '' : ` (line ${line})`}`).join(', ')}`,
    ),
    respelt.length === 0
      ? nothing
      : say`  ${respelt.length} spelt otherwise than their ecosystem identifies them, such as ${respelt[0]!.name}`,
    ...section(
      elsewhere,
      (count) => say`  ${count} from another registry, which their entry names:`,
      (id) => say`    ${id}`,
    ),
    ...section(
      unexpressed,
      (count) => say`  ${count} with something that an entry cannot say:`,
      (each) => say`    ${each.package}: ${each.what}`,
    ),
    unreadable.length === 0 ? nothing : say`  ${unreadable.length} unreadable, in no entry`,
  ]
}

function section<T>(
  all: readonly T[],
  head: (count: number) => Shown,
  line: (each: T) => Shown,
): readonly Shown[] {
  if (all.length === 0) return []
  const rest = all.length - maxShown
  const more = rest > 0 ? [say`    and ${rest} more (--json tells all)`] : []
  return [head(all.length), ...all.slice(0, maxShown).map(line), ...more]
}

/** What an import changed in a draft, as facts. */
export function updateFacts(imported: ImportedList, plan: UpdatePlan, path: string, removed: string | null) {
  const of = (kind: 'add' | 'replace') =>
    plan.edits.flatMap((edit) =>
      edit.kind === kind && edit.entry.decision === 'allow'
        ? [{ package: edit.entry.package, versions: edit.entry.versions }]
        : [],
    )
  return {
    ...importFacts(imported, path),
    added: of('add'),
    replaced: of('replace'),
    unchanged: plan.unchanged,
    gone: plan.gone,
    removed,
    kept: plan.kept,
  }
}

export function sayUpdate(facts: ReturnType<typeof updateFacts>): Shown {
  const { added, replaced, unchanged, gone, kept, removed } = facts
  const fate =
    removed === null
      ? 'still in the draft (--removed drop or withdraw)'
      : removed === 'drop'
        ? 'dropped'
        : 'withdrawn'
  const reasons = {
    denied: 'named by the files, denied in the draft',
    withdrawn: 'named by the files, withdrawn in the draft',
    narrower: 'any version by the files, fewer by the draft',
    'not-in-source': 'decided in the draft, not named by the files',
  } as const
  return lines([
    say`${facts.output!}: ${added.length} added, ${replaced.length} brought to other versions, ${unchanged} as before, ${gone.length} gone`,
    ...section(
      added,
      () => say`  added:`,
      (each) => say`    ${each.package} ${each.versions}`,
    ),
    ...section(
      replaced,
      () => say`  brought to other versions:`,
      (each) => say`    ${each.package} ${each.versions}`,
    ),
    ...section(
      gone,
      () => say`  no longer named, ${fate}:`,
      (id) => say`    ${id}`,
    ),
    ...section(
      kept,
      () => say`  left as people decided:`,
      (each) => say`    ${each.package}: ${reasons[each.why]}`,
    ),
    ...sayReport(facts),
  ])
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
