import type { Explanation, Remedy, WouldChange } from '@trustlist/core'
import { say, type Shown } from '../render/shown.js'
import { versionWords } from '../render/version-words.js'
import { counted, decisionWord } from './decision-words.js'

const mostNames = 6

/**
 * What would change the answer, a line each. What several publishers could do alike, or of whose words each is needed, is one
 * line.
 */
export function showChanges(explanation: Explanation): readonly Shown[] {
  const shown: Shown[] = []
  const { wouldChange } = explanation
  for (let at = 0; at < wouldChange.length;) {
    const alike = countAlike(wouldChange, at)
    const those = wouldChange.slice(at, at + alike)
    shown.push(alike === 1 ? showChange(those[0]!, explanation) : showAlike(those, explanation))
    at += alike
  }
  return shown
}

/** How many from this place on say the same of different publishers. */
function countAlike(changes: readonly WouldChange[], from: number): number {
  const first = sameAs(changes[from]!)
  if (first === undefined) return 1
  let count = 1
  while (from + count < changes.length && sameAs(changes[from + count]!) === first) count++
  return count
}

function sameAs(change: WouldChange): string | undefined {
  if (change.kind === 'without') return `without ${change.decision}`
  return change.kind === 'remedy' && change.remedies.length === 1
    ? `remedy ${change.remedies[0]!.does}`
    : undefined
}

function showAlike(changes: readonly WouldChange[], explanation: Explanation): Shown {
  const [first] = changes
  const publishers = changes.flatMap((change) => {
    if (change.kind === 'remedy') return change.remedies.map(({ publisher }) => publisher)
    return change.kind === 'without' ? [change.publisher] : []
  })
  if (first?.kind === 'remedy') {
    const [remedy] = first.remedies
    return say`${remedyWords({ ...remedy!, publisher: anyOf(publishers) }, explanation)}: then it is allowed`
  }
  const decision = first?.kind === 'without' ? decisionWord(first.decision) : ''
  return say`without the word of ${anyOf(publishers)} it is ${decision}`
}

/** Something that would change the answer, in one line. */
function showChange(change: WouldChange, explanation: Explanation): Shown {
  switch (change.kind) {
    case 'missing':
      return say`it lacks ${missingWords(change)}`
    case 'accepted':
      return say`what is new is accepted (trustlist update --accept): then it is allowed`
    case 'remedy':
      return change.remedies.length === 1
        ? say`${remedyWords(change.remedies[0]!, explanation)}: then it is allowed`
        : say`together: ${change.remedies.map((each) => remedyWords(each, explanation).toString()).join('; ')}: then it is allowed`
    case 'permits':
      return say`${change.publisher}, list ${change.list}, permits ${versionWords(change.versions)} and says nothing of ${askedVersion(explanation)}`
    case 'version':
      return say`another version: ${versionWords(change.versions)} is allowed`
    case 'file':
      return say`it is the file with sha256 ${change.sha256}: then it is allowed`
    case 'taken-back':
      return say`${change.publishers.join(' and ')} ${change.publishers.length === 1 ? 'takes back its denial' : 'take back their denials'}: then it is ${decisionWord(change.decision)}`
    case 'denial':
      return say`a denial by ${anyOf(change.publishers)}: then it is denied`
    case 'without':
      return say`without the word of ${change.publisher} it is ${decisionWord(change.decision)}`
    case 'without-override':
      return say`without the override it is ${decisionWord(change.decision)}`
    case 'ends':
      return say`after ${change.on} it is no longer so, unless ${change.what === 'override' ? 'the override' : 'what it rests on'} is renewed`
  }
}

function missingWords({ points, voices, reviewed }: Extract<WouldChange, { kind: 'missing' }>): string {
  const parts = [
    ...(points > 0 ? [counted(points, 'point')] : []),
    ...(voices > 0 ? [counted(voices, 'voice')] : []),
    ...(reviewed > 0 ? [counted(reviewed, 'reviewed voice')] : []),
  ]
  const isOne = voices <= 1 && reviewed <= 1
  const one = points > 0 && isOne ? `: one more publisher of weight ${String(points)} would do` : ''
  return parts.length === 0 ? 'somebody who names this version' : `${parts.join(' and ')}${one}`
}

/** What a publisher would do, in words. */
export function remedyWords({ does, publisher }: Remedy, explanation: Pick<Explanation, 'query'>): Shown {
  switch (does) {
    case 'renews':
      return say`${publisher} renews what it said`
    case 'checks':
      return say`${publisher} adds the checks that are required`
    case 'extends':
      return say`${publisher} says of ${askedVersion(explanation)} what it says of other versions`
    case 'judges':
      return say`${publisher} judges it itself instead of repeating another`
    case 'reviews':
      return say`${publisher} reviews it`
  }
}

function askedVersion({ query }: Pick<Explanation, 'query'>): string {
  return query.version ?? 'these versions'
}

/** Of many names the first, and how many more there are. */
export function anyOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  const left = names.length - mostNames
  if (left > 1) return `any of ${names.slice(0, mostNames).join(', ')} and ${String(left)} more`
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`
}
