import { isPackageId, type DecisionChange, type InputChange, type PolicyComparison } from '@trustlist/core'
import { counted, decisionWord } from '../explanation/decision-words.js'
import { say, type Shown } from '../render/shown.js'
import { versionWords } from '../render/version-words.js'
import { alteredWords, causeWords, inputName } from './cause-words.js'

/** What stands on a screen of each kind; the rest is counted, and `--json` has it. */
const mostChanges = 12
const mostInputs = 12

/** What became of packages from one policy to another, the most dangerous first. Empty where nothing is different. */
export function sayComparison({ changes, inputs, profile }: PolicyComparison): readonly Shown[] {
  return [
    ...sayChanges(changes),
    ...(inputs.length === 0 ? [] : [say`  what they were merged from:`]),
    ...capped(inputs, mostInputs, (each) => say`    ${inputWords(each)}`),
    ...(profile.length === 0 ? [] : [say`  the profile has other ${profile.join(', ')}`]),
  ]
}

/**
 * The changes under what they are changes from and to. They come in order.
 *
 * @param why - What stands behind each, in a few words.
 */
export function sayChanges(
  changes: readonly DecisionChange[],
  why: (change: DecisionChange) => readonly string[] = ({ because }) => causeWords(because),
): readonly Shown[] {
  const kinds = new Map<string, DecisionChange[]>()
  for (const change of changes) {
    const kind = kindOf(change)
    const others = kinds.get(kind)
    if (others === undefined) kinds.set(kind, [change])
    else others.push(change)
  }
  return [...kinds].flatMap(([kind, own]) => [
    say`  ${kind}:`,
    ...capped(own, mostChanges, (each) => say`    ${changeWords(each, why(each))}`),
  ])
}

/** What the changes come to, each package once for what it becomes. */
export function countChanges(changes: readonly DecisionChange[]): string {
  const packages = (to: DecisionChange['after']['decision']) =>
    new Set(changes.filter(({ after }) => after.decision === to).map((each) => each.package)).size
  const [allowed, denied, open] = [packages('allow'), packages('deny'), packages('undecided')]
  const told = [
    ...(allowed === 0 ? [] : [`${String(allowed)} allowed`]),
    ...(denied === 0 ? [] : [`${String(denied)} denied`]),
    ...(open === 0 ? [] : [`${String(open)} undecided`]),
  ]
  if (told.length === 0) return 'nothing is decided otherwise'
  const names = [...new Set(changes.map((each) => each.package))]
  const noun = names.every(isPackageId)
    ? counted(names.length, 'package')
    : `${String(names.length)} packages and patterns`
  return `${noun} decided otherwise, in some or all versions: ${told.join(', ')}`
}

function kindOf({ before, after }: DecisionChange): string {
  return `${decisionWord(before.decision)} → ${decisionWord(after.decision)}`
}

function changeWords(change: DecisionChange, causes: readonly string[]): Shown {
  const { package: name, versions, only, asOf, sha256, exceptAsOf, exceptSha256 } = change
  const about = [
    ...(only === undefined ? [] : [only]),
    ...(asOf === undefined ? [] : [`in the snapshot of ${asOf}`]),
    ...(sha256 === undefined ? [] : [`the file ${sha256.slice(0, 12)}…`]),
    ...(exceptAsOf === undefined ? [] : [`but in the snapshots of ${exceptAsOf.join(', ')}`]),
    ...(exceptSha256 === undefined ? [] : [`but for ${counted(exceptSha256.length, 'file')}`]),
  ]
  return say`${name}, ${versionWords(versions)}${about.length === 0 ? '' : ` (${about.join('; ')})`}${causes.length === 0 ? '' : `: ${causes.join('; ')}`}`
}

function inputWords({ before, after }: InputChange): string {
  if (before === undefined) return `new: ${namedInput(after!)}`
  if (after === undefined) return `gone: ${namedInput(before)}`
  return alteredWords(before, after)
}

function namedInput(input: NonNullable<InputChange['after']>): string {
  if (input.kind === 'list') return `${input.publisher}, list ${input.list}`
  if (input.kind === 'repository') return inputName(input)
  return `${inputName(input)} (${input.package})`
}

function capped<T>(all: readonly T[], most: number, line: (each: T) => Shown): readonly Shown[] {
  const rest = all.length - most
  return [...all.slice(0, most).map(line), ...(rest > 0 ? [say`    and ${rest} more; --json tells all`] : [])]
}
