import type { RemedyKind, Settled, Suggestion, Suggestions } from '@trustlist/core'
import { lines, say, type Shown } from '../render/shown.js'
import { versionWords } from '../render/version-words.js'
import { counted } from './decision-words.js'

/** What stands on a screen; the rest is counted, and `--json` has it. */
const mostSuggestions = 10
const mostSettled = 10
const mostUnsettled = 10

type Told = Suggestions & {
  readonly policy: { readonly profile: string }
  readonly file: string | null
}

/** Who would have to say what, and what that settles. */
export function saySuggestions(told: Told): Shown {
  const { undecided, suggestions, unsettled, file, policy } = told
  const of = file === null ? `${policy.profile}: ` : `${policy.profile}, ${file}: `
  if (undecided === 0) return say`${of}nothing is undecided`
  const noun = file === null ? 'package' : 'package that it needs'
  const open = `${String(undecided)} ${undecided === 1 ? noun : noun.replace('package', 'packages')} undecided`
  const settled = undecided - unsettled.length
  const ways =
    suggestions.length === 0
      ? 'nobody who is heard could settle one'
      : `${counted(suggestions.length, 'way')} to settle ${settled === undecided ? 'all of them' : String(settled)}`
  return lines([
    say`${of}${open}; ${ways}`,
    ...suggestions.slice(0, mostSuggestions).flatMap(saySuggestion),
    ...more(suggestions.length - mostSuggestions, 'more ways'),
    ...(unsettled.length === 0
      ? []
      : [say`  out of reach of any three publishers who are heard: ${unsettled.length}`]),
    ...unsettled
      .slice(0, mostUnsettled)
      .map(({ package: name, version }) => say`    ${name}${version === undefined ? '' : ` ${version}`}`),
    ...more(unsettled.length - mostUnsettled, 'more'),
  ])
}

function saySuggestion({ by, settles }: Suggestion, index: number): readonly Shown[] {
  const who = by
    .map(({ publisher, list, does }) => `${publisher} ${verbs[does]} (list ${list})`)
    .join('; and ')
  return [
    say`  ${index + 1}. ${who}: settles ${settles.length}`,
    ...settles.slice(0, mostSettled).map(saySettled),
    ...more(settles.length - mostSettled, 'more', '  '),
  ]
}

function saySettled({ package: name, versions }: Settled): Shown {
  return say`       ${name}, ${versionWords(versions)}`
}

/** What somebody would do, as `effort` counts it. */
const verbs: Readonly<Record<RemedyKind, string>> = {
  renews: 'says again what has lapsed',
  checks: 'adds the checks that are required',
  extends: 'says of these versions what it says of others',
  judges: 'judges for itself what it repeats',
  reviews: 'reviews them',
}

function more(count: number, words: string, indent = ''): readonly Shown[] {
  return count > 0 ? [say`  ${indent}   and ${count} ${words}; --json tells all`] : []
}
