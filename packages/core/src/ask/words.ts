import type { PolicyInput, PolicySegment } from '@trustlist/schema'
import type { ListEntry } from '../list/entry.js'
import type { HeardEntry } from '../merge/heard-entry.js'
import type { Hearing } from '../merge/hearing.js'
import type { Look, PackageHearing } from '../merge/package-hearing.js'
import type { AskedPolicy } from '../merge/policy-part.js'
import type { RuleView } from '../merge/rule-view.js'
import type { Pattern } from '../purl/pattern.js'
import type { Version } from '../version/version.js'
import type { Decision, Query } from './decide.js'
import type { Reason, Word } from './explanation.js'
import { takeEntries, type Taken, type Taking } from './take-entries.js'

type CriterionReason = Extract<Reason, { kind: 'support' }>['criteria'][number]

/** What was heard of a package, in words, and what it was made of. */
export interface Words {
  readonly reasons: readonly Reason[]
  readonly criteria: readonly CriterionReason[] | undefined
  readonly look: { readonly heard: PackageHearing; readonly look: Look; readonly taking: Taking } | undefined
}

/** What was heard of a package, entry by entry; of a version, also what became of each. */
export function toWords(
  hearing: Hearing,
  name: Pattern,
  version: Version | undefined,
  { snapshot, digest }: Query,
): Words {
  const { context } = hearing
  const heard = hearing.about(name)
  if (version === undefined) {
    const entries = heard.entries.map((each) => toWord(each, sideOf(each), takenBefore(each), hearing))
    const rows = heard.rows.map(({ index }) => toRow(context.inputs.all, index))
    return { reasons: [...entries, ...rows.flat()], criteria: undefined, look: undefined }
  }
  const look = heard.at(version, { snapshot, digest })
  const taking = takeEntries(look, context)
  const words = look.entries.map((each, place) => {
    const taken = taking.entries[place]!
    return toWord(each.heard, sideTaken(taken), taken, hearing)
  })
  const rows = look.rows.flatMap(({ index }, place) => toRow(context.inputs.all, index, taking.rows[place]))
  return {
    reasons: [...words.sort(byImportance), ...rows],
    criteria: toCriteria(look, taking, context.profile.criteria),
    look: { heard, look, taking },
  }
}

/** Who was heard, as far as the policy says it: of a version by its segment, else along the whole line. */
export function wordsOfPolicy(
  { inputs }: AskedPolicy,
  decision: Decision,
  view: RuleView | undefined,
  { version, snapshot }: Query,
): readonly Reason[] {
  const segments: readonly Pick<PolicySegment, 'for' | 'against'>[] =
    version !== undefined || view === undefined ? [decision] : view.segments(snapshot)
  const indexes = (side: 'for' | 'against') => [...new Set(segments.flatMap((each) => each[side]))]
  return (['for', 'against'] as const).flatMap((side) =>
    indexes(side)
      .sort((a, b) => a - b)
      .flatMap((index): readonly Reason[] => {
        const input = inputs[index]
        if (input?.kind === 'repository') return [{ kind: 'repository', input }]
        return input?.kind === 'list' || input?.kind === 'kept-denial' ? [{ kind: 'word', side, input }] : []
      }),
  )
}

function toRow(inputs: readonly PolicyInput[], index: number, points?: number): readonly Reason[] {
  const input = inputs[index]
  if (input?.kind !== 'repository') return []
  return [{ kind: 'repository', input, ...(points === undefined ? {} : { points }) }]
}

function toWord(heard: HeardEntry, side: Word['side'], taken: Taken | undefined, { context }: Hearing): Word {
  const input = context.inputs.all[heard.input]
  if (input?.kind !== 'list' && input?.kind !== 'kept-denial') throw new TypeError('an entry of no list')
  const entry = 'entry' in heard.said ? heard.said.entry : undefined
  const { criteria } = context.profile
  const named = (bits: number) => criteria.filter((_, place) => (bits & (1 << place)) !== 0)
  const voice = heard.statement?.voice
  const isChecked = criteria.length > 0 && voice?.decision === 'allow'
  return {
    kind: 'word',
    side,
    input,
    ...(entry === undefined ? {} : { entry }),
    ...(taken === undefined ? {} : { taken }),
    ...(isChecked ? { passes: named(voice.passes), fails: named(voice.fails) } : {}),
  }
}

/** What an entry is before any version is asked about. */
function sideOf({ said, dropped }: HeardEntry): Word['side'] {
  if (dropped !== undefined) return 'neither'
  const decision: ListEntry['decision'] = 'entry' in said ? said.entry.decision : 'deny'
  return decision === 'allow' ? 'for' : decision === 'deny' ? 'against' : 'neither'
}

function takenBefore({ dropped }: HeardEntry): Taken | undefined {
  return dropped === undefined ? undefined : { kind: 'dropped', ...dropped }
}

function sideTaken({ kind }: Taken): Word['side'] {
  if (kind === 'adds' || kind === 'alone' || kind === 'nothing') return 'for'
  return kind === 'opposes' ? 'against' : 'neither'
}

/** What decides first, what is about something else last; then by weight, and in the order of the inputs. */
const importance: readonly Taken['kind'][] = [
  'adds',
  'alone',
  'opposes',
  'nothing',
  'silenced',
  'lifted',
  'withdraws',
  'dropped',
  'elsewhere',
]

function byImportance(a: Word, b: Word): number {
  const place = ({ taken }: Word) => (taken === undefined ? 0 : importance.indexOf(taken.kind))
  const points = ({ taken }: Word) => (taken !== undefined && 'points' in taken ? taken.points : 0)
  return place(a) - place(b) || points(b) - points(a)
}

function toCriteria(look: Look, { criteria }: Taking, names: readonly string[]): readonly CriterionReason[] {
  return names.map((criterion, index) => {
    const { support, voices, reviewed, passedBy } = criteria[index]!
    const publishers = new Set(passedBy.map((place) => look.entries[place]!.heard.publisher))
    return { criterion, points: support, voices, reviewed, passedBy: [...publishers].sort() }
  })
}
