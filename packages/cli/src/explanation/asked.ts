import { identifyPackage, isDay, parsePurl, type Query } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'

/** What somebody asked about: a package of one ecosystem, or a bare name. */
export interface Asked {
  readonly text: string
  /** Undefined where it is a bare name. */
  readonly package: string | undefined
  /** Without type and version. */
  readonly name: string
  readonly version: string | undefined
  readonly circumstances: Pick<Query, 'digest' | 'snapshot'>
}

/** Reads what explain is asked about: a package URL, or a bare name with or without its version. */
export function readAsked(
  text: string,
  { digest, snapshot }: { readonly digest: string | undefined; readonly snapshot: string | undefined },
): Result<Asked> {
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest))
    return fail(
      cliProblem('cli/option-value', `--digest takes 64 hex digits in lower case and was given ${digest}`),
    )
  if (snapshot !== undefined && !isDay(snapshot))
    return fail(
      cliProblem('cli/option-value', `--snapshot takes a day such as 2026-04-01 and was given ${snapshot}`),
    )
  const circumstances = {
    ...(digest === undefined ? {} : { digest }),
    ...(snapshot === undefined ? {} : { snapshot }),
  }
  if (!text.startsWith('pkg:')) {
    // An @ at the beginning belongs to the name, as in @types/node.
    const mark = text.lastIndexOf('@')
    const [name, version] = mark > 0 ? [text.slice(0, mark), text.slice(mark + 1)] : [text, undefined]
    return succeed({ text, package: undefined, name, version, circumstances })
  }
  const at = { source: text }
  const purl = parsePurl(text)
  if (!purl.ok) return placeAll(purl.problems, at)
  const found = identifyPackage(purl.value)
  if (!found.ok) return placeAll(found.problems, at)
  const { package: name, version } = found.value
  return succeed({ text, package: name, name, version, circumstances })
}

function placeAll(
  [first, ...rest]: readonly [CliProblem, ...CliProblem[]],
  at: { readonly source: string },
): Result<never> {
  const place = (each: CliProblem): CliProblem => ({ ...each, at: { ...each.at, ...at } })
  return fail(place(first), ...rest.map(place))
}
