import type { CheckedPackage, InventoryCheck, NearestVersion, Policy } from '@trustlist/core'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import { speakersOf } from './speakers-of.js'

/** What a profile asks for before it allows. */
export interface Required {
  readonly allowAt: number
  readonly minVoices: number
  readonly minReviewed: number
}

/** The states of a package in the order in which they need attention. */
const states = ['denied', 'undecided', 'unlisted', 'allowed', 'platform'] as const

/** What a check found out about one file, as facts. */
export function checkFacts(policy: Policy, path: string, check: InventoryCheck) {
  const { packages, unreadable, missing, inventory, isPermitted } = check
  const count = (status: string) => packages.filter((each) => each.status === status).length
  return {
    file: path,
    format: inventory.format,
    permitted: isPermitted,
    counts: {
      packages: packages.length + unreadable.length,
      ...Object.fromEntries(states.map((status) => [status, count(status)])),
      unreadable: unreadable.length,
      missing: missing.length,
    },
    packages: packages.map((each) => packageFacts(policy, each)),
    unreadable: unreadable.map(({ text, problem: { code, what, at } }) => ({
      text,
      code,
      what,
      ...placeFacts(at),
    })),
    missing: missing.map((each) => ({
      package: each.package,
      neededBy: each.neededBy,
      permitted: each.isPermitted,
    })),
  }
}

type Facts = ReturnType<typeof checkFacts>
type PackageFacts = ReturnType<typeof packageFacts>

function packageFacts(policy: Policy, each: CheckedPackage) {
  const { found, status, decision, permits, nearest, lacks } = each
  return {
    package: found.package,
    versions: found.versions,
    ...(found.version === undefined ? {} : { version: found.version }),
    status,
    cause: decision.cause,
    permits,
    support: decision.support,
    voices: decision.voices,
    reviewed: decision.reviewed,
    opposition: decision.opposition,
    for: speakersOf(policy, decision.for),
    against: speakersOf(policy, decision.against),
    ...(nearest.below === undefined ? {} : { nearestBelow: nearest.below }),
    ...(nearest.above === undefined ? {} : { nearestAbove: nearest.above }),
    ...(lacks.length === 0 ? {} : { lacks }),
    ...placeFacts(found.at),
  }
}

function placeFacts(at: { readonly source?: string; readonly line?: number; readonly pointer?: string }) {
  return {
    ...(at.source === undefined ? {} : { source: at.source }),
    ...(at.line === undefined ? {} : { line: at.line }),
    ...(at.pointer === undefined ? {} : { pointer: at.pointer }),
  }
}

/** The summary, then what needs attention. */
export function sayCheck(facts: Facts, required: Required): Shown {
  const { counts, packages, unreadable, missing } = facts
  const count = (name: string) => (counts as Readonly<Record<string, number>>)[name]!
  const brought = count('platform') === 0 ? nothing : say`, ${count('platform')} of the platform`
  const verdict = facts.permitted ? 'permitted' : 'not permitted'
  const of = (status: PackageFacts['status']) => packages.filter((each) => each.status === status)
  const incomplete = packages.filter((each) => each.status === 'allowed' && each.lacks !== undefined)
  return lines([
    say`${facts.file}: ${verdict}. ${counts.packages} ${counts.packages === 1 ? 'package' : 'packages'}: ${count('allowed')} allowed, ${count('denied')} denied, ${count('undecided')} undecided, ${count('unlisted')} unlisted, ${counts.unreadable} unreadable${brought}`,
    ...part('denied', of('denied'), (each) => sayPackage(each, required)),
    ...part(
      'unreadable: nobody can tell what it is',
      unreadable,
      (each) => say`${placeOf(facts.file, each)}${each.text}: ${each.what}`,
    ),
    ...part('undecided: named, and not enough vouch for it', of('undecided'), (each) =>
      sayPackage(each, required),
    ),
    ...part(
      'unlisted: nobody names it',
      of('unlisted'),
      (each) => say`${placeOf(facts.file, each)}${nameOf(each)}`,
    ),
    ...part(
      'missing: needed and not in the file',
      missing,
      (each) =>
        say`${each.package}, ${each.permitted ? 'permitted in some version' : 'not permitted'}, needed by ${some(each.neededBy)}`,
    ),
    ...part(
      'allowed, but needing what is not permitted',
      incomplete,
      (each) => say`${nameOf(each)} needs ${some(each.lacks ?? [])}`,
    ),
  ])
}

function part<T>(title: string, all: readonly T[], line: (each: T) => Shown): readonly Shown[] {
  return all.length === 0 ? [] : [say`  ${title}`, ...all.map((each) => say`    ${line(each)}`)]
}

function sayPackage(each: PackageFacts, required: Required): Shown {
  const words = [
    each.status === 'denied'
      ? say`by ${each.against.length === 0 ? 'an override' : each.against.join(', ')}`
      : saySupport(each, required),
    ...(each.for.length === 0 ? [] : [say`on the word of ${each.for.join(', ')}`]),
    ...(each.permits === 'some' ? [say`some of its versions are permitted`] : []),
    ...sayCause(each.cause),
    ...sayNearest(each),
  ]
  const told = words.map(String).join('; ')
  return say`${placeOf('', each)}${nameOf(each)}: ${told}`
}

/** How much vouches for it, of how much is asked for. */
export function saySupport(
  {
    support,
    voices,
    reviewed,
  }: { readonly support: number; readonly voices: number; readonly reviewed: number },
  { allowAt, minVoices, minReviewed }: Required,
): Shown {
  const ofVoices = minVoices > 1 ? say`, ${voices} of ${minVoices} voices` : nothing
  const ofReviewed = minReviewed > 0 ? say`, ${reviewed} of ${minReviewed} reviewed` : nothing
  return say`support ${support} of ${allowAt}${ofVoices}${ofReviewed}`
}

function sayCause(cause: PackageFacts['cause']): readonly Shown[] {
  switch (cause) {
    case 'expired':
      return [say`the policy is not in force`]
    case 'lapsed':
      return [say`what it rested on has lapsed`]
    case 'pre-release':
      return [say`a pre-release that nobody names`]
    case 'held':
      return [say`it waits for the operator to accept it`]
    case 'version-unreadable':
      return [say`no version of its ecosystem`]
    default:
      return []
  }
}

function sayNearest({ nearestBelow, nearestAbove }: PackageFacts): readonly Shown[] {
  const words = [
    ...(nearestBelow === undefined ? [] : [bound(nearestBelow, 'below')]),
    ...(nearestAbove === undefined ? [] : [bound(nearestAbove, 'above')]),
  ]
  return words.length === 0 ? [] : [say`permitted: ${words.join(' and ')}`]
}

function bound({ version, isIncluded }: NearestVersion, side: 'below' | 'above'): string {
  return isIncluded ? version : `${side} ${version}`
}

function nameOf(each: PackageFacts): string {
  return each.version === undefined ? `${each.package} ${each.versions}` : `${each.package}@${each.version}`
}

/** Beside the file that was named only the line; another file that it takes in is named. */
function placeOf(
  file: string,
  { source, line }: { readonly source?: string; readonly line?: number },
): Shown {
  if (line === undefined) return nothing
  return source === undefined || source === file || file === ''
    ? say`line ${line}  `
    : say`${source}:${line}  `
}

const maxNames = 5

function some(names: readonly string[]): string {
  const rest = names.length - maxNames
  return `${names.slice(0, maxNames).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
