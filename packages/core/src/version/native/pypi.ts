import type { Problem } from '../../problem/problem.js'
import { complementRange } from '../combine-ranges.js'
import { comparators } from '../comparator.js'
import { noVersion, oneVersion } from '../range.js'
import { pypiScheme } from '../schemes/pypi.js'
import { compareVersions, readVersion, type Version } from '../version.js'
import {
  firstAfterLocals,
  firstAfterPosts,
  firstAfterPrefix,
  firstDevelopment,
  firstOfRelease,
  isPypiPreRelease,
  soonAfterPosts,
  toPypiParts,
  type PypiParts,
} from './pypi-parts.js'
import {
  derived,
  inexpressible,
  isProblem,
  malformed,
  splitPieces,
  trimmed,
  versionAt,
  type Piece,
  type Reading,
} from './reading.js'
import { allOf, between, bounded, exactly, outside, type Span } from './span.js'

/**
 * PEP 440, "Version specifiers" (kept today in the Python Packaging User Guide): clauses behind `~=`, `==`, `!=`, `<=`,
 * `>=`, `<`, `>` or `===`, joined by commas, all of which must hold.
 *
 * Which versions a clause holds is taken from the text with pre-releases let in ("Handling of pre-releases": they are
 * passed over by default, and satisfy a specifier all the same). We depart in one place, which is narrower: where a
 * clause names a version without a local part (`==1.0`, `<=1.0`), the document ignores the local part of candidates,
 * so `1.0+cu118` satisfies it. A local version is another build than the one that was named; it is left out.
 *
 * An empty text, which `packaging` reads as every version, is refused, and so is an empty clause.
 */
export function readPypiSpecifiers(text: string): Reading | Problem {
  const clauses: Clause[] = []
  for (const piece of splitPieces(text, ',')) {
    const clause = readClause(piece)
    if (isProblem(clause)) return clause
    clauses.push(clause)
  }
  const span = allOf(
    pypiScheme,
    clauses.map((each) => each.span),
  )
  const narrowed = clauses.flatMap((each) => each.narrowed ?? [])
  const remarks = clauses.flatMap((each) => each.remark ?? [])
  const takesPreReleases = clauses.some((each) => each.namesPreRelease)
  return { span, narrowed, remarks, ...(takesPreReleases ? {} : { preReleases: noVersion(pypiScheme) }) }
}

interface Clause {
  readonly span: Span
  readonly narrowed?: string
  readonly remark?: string
  /** "explicitly requested": then pre-releases are not passed over. */
  readonly namesPreRelease: boolean
}

const operators = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const

type Operator = (typeof operators)[number]

function readClause({ text, offset }: Piece): Clause | Problem {
  const operator = operators.find((each) => text.startsWith(each))
  if (operator === undefined) {
    return malformed(
      'expected a clause that begins with ===, ~=, ==, !=, <=, >=, < or >, for instance >=1.0',
      offset,
    )
  }
  const operand = trimmed(text.slice(operator.length), offset + operator.length)
  if (operator === '===') return readArbitrary(operand)
  if (operand.text.endsWith('.*')) return readPrefix(operator, operand)
  const named = readNamed(operand)
  if (isProblem(named)) return named
  const { parts } = named
  if (parts.local !== undefined && operator !== '==' && operator !== '!=') {
    return malformed(`a local version may stand only after == and !=, not after ${operator}`, operand.offset)
  }
  const clause = toClause(operator, named, operand)
  if (isProblem(clause)) return clause
  return { ...clause, namesPreRelease: operator !== '!=' && isPypiPreRelease(parts) }
}

interface Named {
  readonly version: Version
  readonly parts: PypiParts
}

function readNamed({ text, offset }: Piece): Named | Problem {
  const version = versionAt(pypiScheme, text, offset)
  if (isProblem(version)) return version
  const normal = pypiScheme.normalForm!(text) as string
  return { version: { ...version, text: normal }, parts: toPypiParts(normal) }
}

type Said = Omit<Clause, 'namesPreRelease'>

function toClause(operator: Operator, named: Named, operand: Piece): Said | Problem {
  const { version, parts } = named
  switch (operator) {
    case '>=':
      return { span: exactly(bounded(comparators.greaterOrEqual, version)) }
    case '<':
      return toBelow(named, operand)
    case '>':
      return toAbove(named, operand)
    case '~=':
      return toCompatible(named, operand)
    case '<=': {
      const end = derivedFrom(firstAfterLocals(parts), operand)
      if (isProblem(end)) return end
      const range = bounded(comparators.lessOrEqual, version)
      return withoutLocals(version, { range, widest: bounded(comparators.less, end) })
    }
    default: {
      const equal = toEqual(named, operand)
      if (isProblem(equal) || operator === '==') return equal
      // `!=1.0` shuts out the local versions of 1.0 too, so nothing is left out here.
      return { span: exactly(complementRange(equal.span.widest)) }
    }
  }
}

function toEqual({ version, parts }: Named, operand: Piece): Said | Problem {
  if (parts.local !== undefined) return { span: exactly(oneVersion(version)) }
  const end = derivedFrom(firstAfterLocals(parts), operand)
  if (isProblem(end)) return end
  return withoutLocals(version, { range: oneVersion(version), widest: between(version, end) })
}

function withoutLocals({ text }: Version, span: Span): Said {
  return { span, narrowed: `local versions of ${text}, such as ${text}+local, are left out` }
}

/** "MUST NOT allow a pre-release of the specified version unless the specified version is itself a pre-release". */
function toBelow({ version, parts }: Named, operand: Piece): Said | Problem {
  const end = isPypiPreRelease(parts) ? version : derivedFrom(firstDevelopment(parts), operand)
  if (isProblem(end)) return end
  const isFirst = compareVersions(end, first) <= 0
  return { span: exactly(isFirst ? noVersion(pypiScheme) : bounded(comparators.less, end)) }
}

/** There is no version below it. */
const first = readVersion(pypiScheme, '0.dev0') as Version

/** "MUST NOT allow a post-release of the given version unless V itself is a post release", nor a local version of it. */
function toAbove({ version, parts }: Named, operand: Piece): Said | Problem {
  const next = firstAfterPosts(parts)
  const start = derivedFrom(next ?? soonAfterPosts(parts), operand)
  if (isProblem(start)) return start
  const range = bounded(comparators.greaterOrEqual, start)
  if (next !== undefined) return { span: exactly(range) }
  const narrowed = `versions between the post-releases of ${version.text} and ${start.text} are left out`
  return { span: { range, widest: bounded(comparators.greater, version) }, narrowed }
}

/** "Compatible release": `~=2.2.1` is `>=2.2.1, ==2.2.*`. */
function toCompatible({ version, parts }: Named, operand: Piece): Said | Problem {
  if (parts.release.length < 2) {
    return malformed('expected two numbers or more after ~=, for instance ~=1.4', operand.offset)
  }
  const end = derivedFrom(firstAfterPrefix({ ...parts, release: parts.release.slice(0, -1) }), operand)
  return isProblem(end) ? end : { span: exactly(between(version, end)) }
}

/** "Prefix match", which is for releases alone. */
function readPrefix(operator: Operator, { text, offset }: Piece): Clause | Problem {
  if (operator !== '==' && operator !== '!=') {
    return malformed(`.* may stand only after == and !=, not after ${operator}`, offset + text.length - 2)
  }
  const named = readNamed({ text: text.slice(0, -2), offset })
  if (isProblem(named)) return named
  const { parts } = named
  if (isPypiPreRelease(parts) || parts.post !== undefined || parts.local !== undefined) {
    return malformed('.* may stand only after numbers, for instance ==1.4.*', offset + text.length - 2)
  }
  const start = derivedFrom(firstOfRelease(parts), { text, offset })
  const end = derivedFrom(firstAfterPrefix(parts), { text, offset })
  if (isProblem(start)) return start
  if (isProblem(end)) return end
  const span = exactly(between(start, end))
  return { span: operator === '==' ? span : outside(span), namesPreRelease: false }
}

/**
 * "Arbitrary equality" compares texts. VERS knows versions, not how they are spelt: what is meant is the version so
 * spelt, and a text that is no version, or that no tool would write for one, cannot be said.
 */
function readArbitrary({ text, offset }: Piece): Clause | Problem {
  if (text === '') return malformed('expected a version after ===', offset)
  const lower = text.toLowerCase()
  if (pypiScheme.normalForm!(lower) !== lower) {
    return inexpressible('=== compares texts, and this is not the normal form of any version', offset)
  }
  const named = readNamed({ text: lower, offset })
  if (isProblem(named)) return named
  return {
    span: exactly(oneVersion(named.version)),
    remark: `=== compares texts; the range holds the version ${lower} however it is spelt`,
    namesPreRelease: isPypiPreRelease(named.parts),
  }
}

function derivedFrom(text: string, { offset }: Piece): Version | Problem {
  return derived(pypiScheme, text, offset)
}
