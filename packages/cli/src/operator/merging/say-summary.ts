import type { Summary } from '@trustlist/core'
import { counted } from '../../explanation/decision-words.js'
import { lines, say, type Shown } from '../../render/shown.js'
import { versionWords } from '../../render/version-words.js'

/** What stands on a screen; the rest is counted, and `--json` has it. */
const mostConflicts = 10

const reasons: Readonly<Record<keyof Summary['undecidedBecause'], (count: number) => string>> = {
  one: (count) => `${String(count)} ${count === 1 ? 'needs' : 'need'} one more publisher`,
  several: (count) => `${String(count)} ${count === 1 ? 'needs' : 'need'} several more`,
  criteria: (count) => `${String(count)} ${count === 1 ? 'lacks' : 'lack'} the checks that are required`,
  nobody: (count) => `${String(count)} that nobody vouches for`,
  held: (count) => `${String(count)} ${count === 1 ? 'is' : 'are'} held until accepted`,
}

/** The funnel in one line: what is named, what of it is allowed, and why the rest is not. */
export function sayFunnel(summary: Summary): Shown {
  const { named, allowed, allowedInEvery, denied, undecided, undecidedBecause, patterns } = summary
  const because = (Object.keys(reasons) as (keyof typeof reasons)[]).flatMap((reason) => {
    const count = undecidedBecause[reason]
    return count === 0 ? [] : [reasons[reason](count)]
  })
  const legacy = summary.legacyOnly?.length ?? 0
  const lacking = summary.lacking?.length ?? 0
  const parts = [
    `${String(named)} named: ${String(allowed)} allowed (${String(allowedInEvery)} in every version), ${String(denied)} denied, ${String(undecided)} undecided${because.length === 0 ? '' : `: ${because.join(', ')}`}`,
    ...(legacy === 0
      ? []
      : [`${String(legacy)} of the allowed ${legacy === 1 ? 'rests' : 'rest'} on legacy words only`]),
    ...(lacking === 0
      ? []
      : [`${String(lacking)} ${lacking === 1 ? 'lacks' : 'lack'} a permitted dependency`]),
    ...(patterns.named === 0
      ? []
      : [
          `${counted(patterns.named, 'pattern')}: ${String(patterns.allowed)} allowed, ${String(patterns.denied)} denied`,
        ]),
  ]
  return say`${parts.join('; ')}`
}

/** Where some vouch for versions and others oppose. */
export function sayConflicts({ conflicts }: Summary): readonly Shown[] {
  if (conflicts.length === 0) return []
  const shown = conflicts
    .slice(0, mostConflicts)
    .map(
      (each) =>
        say`    ${each.package}, ${versionWords(each.versions)}: ${each.decision === 'deny' ? 'denied' : each.decision === 'allow' ? 'allowed' : 'undecided'}; for it ${each.for.join(', ')}, against it ${each.against.join(', ')}`,
    )
  const rest = conflicts.length - shown.length
  return [
    say`  ${counted(conflicts.length, 'conflict')}:`,
    ...shown,
    ...(rest === 0 ? [] : [say`    and ${rest} more; --json tells all`]),
  ]
}

export function sayPolicy(each: {
  readonly profile: string
  readonly path: string
  readonly expires: string
  readonly summary: Summary
}): Shown {
  return lines([
    ...sayConflicts(each.summary),
    say`${each.profile}: ${sayFunnel(each.summary)}`,
    say`  ${each.path}, in force until ${each.expires}`,
  ])
}
