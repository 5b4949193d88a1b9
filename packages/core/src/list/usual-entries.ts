import { isPlainlyFolded } from '../purl/folded-scan.js'
import { foldRuleOf } from '../purl/fold-rule.js'
import { typeOfPattern } from '../purl/pattern.js'
import { isDay } from '../text/instant.js'
import type { ListEntry } from './entry.js'

const plainVersions = /^vers:[a-z][a-z0-9.-]*\/[!-~]{1,200}$/

/**
 * Which entries are of the kind that nearly every list is made of: an allow of one plain package, of the publisher's own
 * judgement, with no member but the five that every entry has, and maybe `dependencyOf`.
 *
 * 1 means: the schema takes this entry, and no rule of lists refuses it; its order among the others was not looked at.
 * 0 means nothing: ask the validator and the rules, which cost some four times as much.
 *
 * @param entries - As parsed; of any shape.
 */
export function findUsualEntries(entries: readonly unknown[]): Uint8Array {
  const isUsual = new Uint8Array(entries.length)
  const days = new Set<unknown>()
  for (let index = 0; index < entries.length; index++) {
    if (isUsualEntry(entries[index] as Partial<ListEntry> | null, days)) isUsual[index] = 1
  }
  return isUsual
}

/** @param days - Days that are in the calendar; those that this finds are added. */
function isUsualEntry(entry: Partial<ListEntry> | null, days: Set<unknown>): boolean {
  if (typeof entry !== 'object' || entry === null) return false
  const { basis, decided, decision, dependencyOf, package: name, versions } = entry
  if (decision !== 'allow' || !isOwnJudgement(basis)) return false
  // The five are asked for one by one: where there are as many members as that, there are no others.
  if (Object.keys(entry).length !== (dependencyOf === undefined ? 5 : 6)) return false
  if (!isPlainName(name) || !isUsualDay(decided, days)) return false
  const type = typeOfPattern(name)
  return (
    isPlainRange(versions, type) &&
    namesItsOrigin(name, type) &&
    (dependencyOf === undefined || arePlainNames(dependencyOf))
  )
}

/** Each of these stands without `origins`. */
function isOwnJudgement(basis: unknown): boolean {
  return basis === 'legacy' || basis === 'dependency' || basis === 'reviewed' || basis === 'curated'
}

function isPlainName(name: unknown): name is string {
  return typeof name === 'string' && isPlainlyFolded(name)
}

function isUsualDay(day: unknown, days: Set<unknown>): boolean {
  if (days.has(day)) return true
  if (typeof day !== 'string' || !isDay(day)) return false
  days.add(day)
  return true
}

function isPlainRange(versions: unknown, type: string): boolean {
  return (
    typeof versions === 'string' &&
    plainVersions.test(versions) &&
    versions.startsWith(type, 5) &&
    versions.charCodeAt(5 + type.length) === 0x2f
  )
}

/** A plain package has one qualifier at most, and of a type that needs one it is that one. */
function namesItsOrigin(name: string, type: string): boolean {
  return foldRuleOf(type).neededByAllow.length === 0 || name.includes('?')
}

function arePlainNames(names: unknown): boolean {
  return Array.isArray(names) && names.length <= 64 && names.every(isPlainName)
}
