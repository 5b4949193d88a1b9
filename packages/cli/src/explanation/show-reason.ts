import type { Explanation, ListEntry, Reason, Taken, Word } from '@trustlist/core'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import { versionWords } from '../render/version-words.js'
import { counted } from './decision-words.js'

type Of<K extends Reason['kind']> = Extract<Reason, { readonly kind: K }>

/** What stands behind a label; numpy is a dependency of half of what there is, and `--json` shows all. */
const mostTexts = 6

/** A reason in one sentence, and what its author wrote about it in lines below. */
export function showReason(reason: Reason, explanation: Explanation): Shown {
  switch (reason.kind) {
    case 'word':
      return reason.entry === undefined
        ? showHeard(reason, explanation)
        : showEntry(reason, reason.entry, explanation)
    case 'rule':
      return showRule(reason, explanation)
    case 'unlisted':
      return say`nobody names it, and no pattern covers it`
    case 'repository':
      return showRow(reason)
    case 'override':
      return showOverride(reason)
    case 'support':
      return showSupport(reason, explanation)
    case 'opposition':
      return showOpposition(reason, explanation)
    case 'file':
      return say`decided for this one file: sha256 ${reason.sha256}`
    case 'lapsed':
      return say`what this rests on ended with ${reason.until}`
    case 'not-in-force':
      return say`the policy is in force from ${reason.issued} until ${reason.expires}, and now it is ${reason.at}: it permits nothing`
    case 'held':
      return say`it would be allowed, and waits to be accepted: what is newly permitted is held until then`
    case 'pre-release':
      return say`it is a pre-release, and nobody names it: what is said of releases does not hold for it`
    case 'version-unreadable':
      return say`${reason.version} is no version of this ecosystem: the most severe answer of any version holds, and it is never allowed`
  }
}

function showRule({ rule, because }: Of<'rule'>, { query }: Explanation): Shown {
  if (because === 'pattern') return say`nobody names ${query.package}; what is said of ${rule} holds for it`
  if (because === 'wider')
    return say`nobody names ${query.package} so exactly; what is said of ${rule} holds for it`
  return say`${query.package} does not say which; of all that it could mean, ${rule} has the most severe answer`
}

/** By the policy alone: who, and how much its word can weigh. */
function showHeard({ side, input, taken }: Word, explanation: Explanation): Shown {
  const came = taken === undefined ? nothing : say`: ${takenWords(taken, explanation)}`
  if (input.kind === 'kept-denial') {
    return lines([
      say`${input.publisher} denied ${versionWords(input.versions)} on ${input.decided}; the denial vanished from its list ${input.list} and is kept until it is acknowledged${came}`,
      say`     reason: ${input.reason}`,
    ])
  }
  const verb = side === 'against' ? 'denies' : 'allows'
  const weight = side === 'against' ? input.denyWeight : input.weight
  return say`${nameOf(input)} ${verb} it; its word weighs up to ${weight}${statusOf(input)}`
}

function nameOf(input: Word['input']): Shown {
  return input.kind === 'list' ? say`${input.publisher}, list ${input.list},` : say`${input.publisher}`
}

function statusOf(input: Word['input']): string {
  if (input.kind !== 'list' || input.status === 'fresh') return ''
  return input.status === 'stale'
    ? ' (it could not be refreshed; this is its last good state)'
    : ' (quarantined: its allows weigh nothing, its denials stay)'
}

const verbs = { allow: 'allows', deny: 'denies', withdrawn: 'no longer vouches for' } as const

/** By the list itself: what its author wrote, and what became of it. */
function showEntry(
  { input, taken, passes, fails }: Word,
  entry: NonNullable<Word['entry']>,
  explanation: Explanation,
): Shown {
  const { decision, basis, origins, decided, until, reason, reviewers, references, digests } = entry
  const of = entry.package === explanation.package ? nothing : say` of ${entry.package}`
  const from = origins === undefined ? nothing : say` from ${origins.join(', ')}`
  const end = until === undefined ? nothing : say`, until ${until}`
  const asOf = entry.asOf === undefined ? nothing : say`, as of ${entry.asOf}`
  const rests =
    decision === 'allow'
      ? say`${basis}${from}, decided ${decided}${end}${asOf}`
      : say`decided ${decided}${end}`
  const came = taken === undefined ? nothing : say`: ${takenWords(taken, explanation, entry)}`
  const line = (label: string, texts: readonly string[] | undefined) =>
    texts === undefined || texts.length === 0 ? nothing : say`     ${label}: ${inShort(texts)}`
  const checks = entry.checks?.map(
    ({ criterion, result, by }) => `${criterion} ${result}${by === undefined ? '' : ` by ${by}`}`,
  )
  const evidence = entry.checks?.flatMap((check) => (check.evidence === undefined ? [] : [check.evidence]))
  return lines([
    say`${nameOf(input)} ${verbs[decision]} ${versionWords(entry.versions)}${of} (${rests})${came}${statusOf(input)}`,
    line('reason', reason === undefined ? undefined : [reason]),
    line('reviewers', reviewers),
    line('checks', checks),
    line('evidence', evidence),
    line('passes what is required', passes),
    line('fails what is required', fails),
    line('references', references),
    line('a dependency of', entry.dependencyOf),
    line('for these files alone', digests?.map(fileName)),
  ])
}

/** Its name where the list says it, and enough of the digest to know it again. */
function fileName({ file, sha256 }: NonNullable<ListEntry['digests']>[number]): string {
  return `${file === undefined ? '' : `${file} `}sha256 ${sha256.slice(0, 16)}…`
}

function inShort(texts: readonly string[]): string {
  const left = texts.length - mostTexts
  // One that is left out takes as much room as saying so.
  return left <= 1 ? texts.join(', ') : `${texts.slice(0, mostTexts).join(', ')} and ${String(left)} more`
}

function takenWords(taken: Taken, { query }: Explanation, entry?: ListEntry): Shown {
  switch (taken.kind) {
    case 'adds':
      return say`adds ${taken.points}`
    case 'alone':
      return say`repeats what another says, and stands by itself with ${taken.points}`
    case 'nothing':
      return say`adds nothing, since ${whyNothing(taken)}`
    case 'opposes':
      return taken.beside === undefined
        ? say`opposes with ${taken.points}`
        : say`opposes, and adds nothing to the denial of ${taken.beside}`
    case 'lifted':
      return say`lifted by its own, more exact allow`
    case 'silenced':
      return say`silenced by its own ${taken.by}`
    case 'withdraws':
      return say`speaks neither for nor against`
    case 'dropped':
      return say`not counted, since ${whyDropped(taken)}`
    case 'elsewhere':
      if (taken.why === 'versions') return say`says nothing of ${query.version ?? 'this version'}`
      return taken.why === 'snapshot'
        ? say`says nothing of other days than ${entry?.asOf ?? 'its own'}`
        : say`says nothing of other files than those that it names`
  }
}

function whyNothing({ why, beside }: Extract<Taken, { kind: 'nothing' }>): Shown {
  switch (why) {
    case 'repeats':
      return say`it repeats what another says`
    case 'weaker':
      return say`a word of ${beside ?? 'its group'} that is as strong counts already`
    case 'criteria':
      return say`it does not pass what is required`
    case 'weightless':
      return say`it weighs nothing here`
    case 'pre-release':
      return say`it does not name this pre-release`
  }
}

function whyDropped({ reason, what }: Extract<Taken, { kind: 'dropped' }>): Shown {
  switch (reason) {
    case 'lapsed':
      return say`it has ended: ${what}`
    case 'not-yet':
      return say`it is of a day to come: ${what}`
    case 'too-old':
      return say`it is too old: ${what}`
    case 'not-understood':
      return say`this program does not understand ${what}`
    case 'echo':
      return say`it repeats what we said ourselves`
    case 'versions':
      return say`its versions cannot be read`
    case 'scope':
      return say`we do not hear its publisher about this package`
    case 'disregarded':
      return say`our override for ${what} disregards it`
  }
}

function showRow({ input, points }: Of<'repository'>): Shown {
  const what = say`the repository ${input.package} vouches for what it holds`
  if (points === undefined) return say`${what}; its word weighs up to ${input.weight}`
  return points > 0
    ? say`${what}: adds ${points}`
    : say`${what}: adds nothing, since a stronger row counts or it does not pass what is required`
}

function showOverride({ input }: Of<'override'>): Shown {
  const { decision, reason, by, until, versions } = input
  const who = by === undefined ? nothing : say` by ${by}`
  const end = until === undefined ? nothing : say` until ${until}`
  return lines([
    say`our own override ${verbs[decision]} ${versionWords(versions)} of ${input.package}${who}${end}, and goes before everything else`,
    reason === undefined ? nothing : say`     reason: ${reason}`,
  ])
}

function showSupport(
  { points, voices, reviewed, isEnough, criteria }: Of<'support'>,
  { required }: Explanation,
): Shown {
  const { allowAt, minVoices, minReviewed } = required
  const sums = [
    { found: counted(points, 'point'), asked: allowAt },
    ...(minVoices > 1 ? [{ found: counted(voices, 'voice'), asked: minVoices }] : []),
    ...(minReviewed > 0 ? [{ found: counted(reviewed, 'reviewed voice'), asked: minReviewed }] : []),
  ]
  const found = andList(sums.map((each) => each.found))
  const asked = andList(sums.map((each) => String(each.asked)))
  return lines([
    say`together ${found}: ${isEnough ? 'enough' : 'not enough'} to allow it, which takes ${asked}`,
    ...criteria.map((each) => {
      if (each.points === undefined) return say`     ${each.criterion} is required`
      const by = each.passedBy ?? []
      return say`     ${each.criterion}: ${counted(each.points, 'point')}, ${by.length === 0 ? 'nobody passes it' : `passed by ${by.join(', ')}`}`
    }),
  ])
}

function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
}

function showOpposition({ points, isEnough, isVeto }: Of<'opposition'>, { required }: Explanation): Shown {
  if (isVeto)
    return say`against it ${counted(points, 'point')}, and a publisher with a veto: enough to deny it`
  return say`against it ${counted(points, 'point')}; it takes ${required.denyAt} to deny it: ${isEnough ? 'denied' : 'not enough'}`
}
