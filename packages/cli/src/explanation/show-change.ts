import type { Explanation, Remedy, WouldChange } from '@trustlist/core'
import { say, type Shown } from '../render/shown.js'
import { versionWords } from '../render/version-words.js'
import { counted, decisionWord } from './decision-words.js'

/** Something that would change the answer, in one line. */
export function showChange(change: WouldChange, explanation: Explanation): Shown {
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
    case 'taken-back':
      return say`${change.publishers.join(' and ')} ${change.publishers.length === 1 ? 'takes back its denial' : 'take back their denials'}: then it is ${decisionWord(change.decision)}`
    case 'denial':
      return say`a denial by ${orList(change.publishers)}: then it is denied`
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

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`
}
