import { readFileSync } from 'node:fs'
import { VersionFault, type VersionScheme } from '../../../src/version/scheme.js'
import { sharedFolder } from '../../shared/shared.js'

/** One line of ../shared/vectors/version-oracles: two versions and what the ecosystem's own program says of them. */
export interface Judged {
  readonly a: string
  readonly b: string
  readonly verdict: string
}

export function readOracle(name: string): readonly Judged[] {
  const text = readFileSync(`${sharedFolder}vectors/version-oracles/${name}.tsv`, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [a = '', b = '', verdict = ''] = line.split('\t')
      return { a, b, verdict }
    })
}

/** `<`, `=`, `>`, or `invalid` where the scheme refuses at least one of the two. */
export function judge(scheme: VersionScheme, a: string, b: string): string {
  const left = scheme.parse(a)
  const right = scheme.parse(b)
  if (left instanceof VersionFault || right instanceof VersionFault) return 'invalid'
  const order = scheme.compare(left, right)
  return order < 0 ? '<' : order > 0 ? '>' : '='
}

const mirror: Readonly<Record<string, string>> = { '<': '>', '>': '<', '=': '=', invalid: 'invalid' }

/** Every line on which the scheme says something else than the program, or does not say the mirror of it of (b, a). */
export function disagreements(scheme: VersionScheme, lines: readonly Judged[]): readonly string[] {
  const found: string[] = []
  for (const { a, b, verdict } of lines) {
    const ours = judge(scheme, a, b)
    const mirrored = judge(scheme, b, a)
    if (ours !== verdict) found.push(`${a} ${verdict} ${b}, not ${ours}`)
    else if (mirrored !== mirror[ours]) found.push(`${a} ${ours} ${b}, but ${b} ${mirrored} ${a}`)
  }
  return found
}

/** Each of `versions` stands where the list has it: below all that follow, equal to none. */
export function isInOrder(scheme: VersionScheme, versions: readonly string[]): readonly string[] {
  const lines = versions.flatMap((a, index) => versions.slice(index + 1).map((b) => ({ a, b, verdict: '<' })))
  return disagreements(scheme, lines)
}
