import { uniteRanges } from '../combine-ranges.js'
import { comparators } from '../comparator.js'
import type { VersionRange } from '../range.js'
import { VersionFault, type VersionScheme } from '../scheme.js'
import { pypiScheme } from '../schemes/pypi.js'
import {
  intersectAll,
  NativeFault,
  rangeOf,
  splitAtCommas,
  trimBlanks,
  type NativeRange,
} from './native-range.js'

/** The parts of a version in its normal form, each with its mark, or empty. */
interface Parts {
  readonly text: string
  readonly epoch: string
  readonly release: readonly string[]
  readonly pre: string
  readonly post: string
  readonly dev: string
  readonly local: string
}

type Read = VersionRange | NativeRange | NativeFault

const signs = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const

/**
 * PEP 440, "Version specifiers", joined by commas, with pre-releases taken in: whether they are offered is the
 * installer's choice. What lies just above a version (its local versions, its post-releases where `>` leaves them
 * out) has no highest or lowest member that VERS could name; it is left out and reported, or refused.
 *
 * Versions are written in their normal form. Equal versions are one: `===1.0` holds `1.0.0`.
 */
export function readPypiRange(text: string, scheme: VersionScheme): NativeRange | NativeFault {
  const clauses = splitAtCommas(text)
  if (clauses === undefined) return new NativeFault('malformed', 'expected specifiers such as >=1.2,<2.0')
  return intersectAll(
    scheme,
    clauses.map((clause) => readClause(clause, scheme)),
  )
}

function readClause(clause: string, scheme: VersionScheme): Read {
  const sign = signs.find((each) => clause.startsWith(each))
  if (sign === undefined) return new NativeFault('malformed', `expected a specifier, found "${clause}"`)
  const text = trimBlanks(clause.slice(sign.length))
  if ((sign === '==' || sign === '!=') && text.endsWith('.*'))
    return readPrefix(sign, text.slice(0, -2), scheme)
  const parts = readParts(text)
  if (parts instanceof NativeFault) return sign === '===' ? unequal(text) : parts
  if (parts.local !== '' && !sign.startsWith('==') && sign !== '!=') {
    return new NativeFault('malformed', `${sign} takes no local version, found "${text}"`)
  }
  switch (sign) {
    case '>=':
      return rangeOf(scheme, comparators.greaterOrEqual, parts.text)
    case '<=':
      return withoutLocals(rangeOf(scheme, comparators.lessOrEqual, parts.text), parts)
    case '<':
      return readLess(parts, scheme)
    case '>':
      return readGreater(parts, scheme)
    case '~=':
      return readCompatible(parts, scheme)
    case '!=':
      return readUnequal(parts, scheme)
    default:
      return sign === '===' || parts.local !== ''
        ? rangeOf(scheme, comparators.equal, parts.text)
        : withoutLocals(rangeOf(scheme, comparators.equal, parts.text), parts)
  }
}

const form =
  /^(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)((?:a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?(\+[a-z0-9.]+)?$/

function readParts(text: string): Parts | NativeFault {
  const normal = text.length > 256 ? new VersionFault('it is too long') : pypiScheme.normalForm!(text)
  const match = normal instanceof VersionFault ? null : form.exec(normal)
  if (match === null) return new NativeFault('malformed', `expected a version of PEP 440, found "${text}"`)
  const [whole, epoch, release, pre = '', post = '', dev = '', local = ''] = match
  return {
    text: whole,
    epoch: epoch === undefined ? '' : `${epoch}!`,
    release: release!.split('.'),
    pre,
    post,
    dev,
    local,
  }
}

function unequal(text: string): NativeFault {
  return new NativeFault('inexpressible', `"${text}" is no version of PEP 440, and === compares text`)
}

function withoutLocals(range: VersionRange | NativeFault, { text }: Parts): NativeRange | NativeFault {
  if (range instanceof NativeFault) return range
  return { range, narrowed: [`local versions of ${text} (${text}+…) are left out`] }
}

/** "Exclusive ordered comparison": without the pre-releases of the version, unless it is one itself. */
function readLess({ text, epoch, release, pre, post, dev }: Parts, scheme: VersionScheme): Read {
  if (pre !== '' || dev !== '') return rangeOf(scheme, comparators.less, text)
  if (post === '') return rangeOf(scheme, comparators.less, `${epoch}${release.join('.')}.dev0`)
  return new NativeFault('inexpressible', `<${text} leaves out pre-releases before it one by one`)
}

/** Without the post-releases and local versions of the version: there is no lowest version above all of them. */
function readGreater({ text, epoch, release, pre, post, dev }: Parts, scheme: VersionScheme): Read {
  if (pre !== '' || post !== '' || dev !== '') {
    return new NativeFault('inexpressible', `>${text} leaves out post-releases and local versions one by one`)
  }
  const padded = [...release, '0', '0'].slice(0, Math.max(3, release.length))
  const lowest = `${epoch}${padded.join('.')}.1.dev0`
  const range = rangeOf(scheme, comparators.greaterOrEqual, lowest)
  if (range instanceof NativeFault) return range
  return { range, narrowed: [`what is above ${text} and below ${lowest} is left out`] }
}

/** "Version exclusion": the version, and its local versions with it. */
function readUnequal(parts: Parts, scheme: VersionScheme): Read {
  if (parts.local !== '') return rangeOf(scheme, comparators.notEqual, parts.text)
  const below = rangeOf(scheme, comparators.less, parts.text)
  const above = rangeOf(scheme, comparators.greaterOrEqual, afterLocals(parts))
  if (below instanceof NativeFault) return below
  return above instanceof NativeFault ? above : uniteRanges(below, above)
}

/** The lowest version above a version and all its local versions. */
function afterLocals({ text, epoch, release, pre, post, dev }: Parts): string {
  const head = `${epoch}${release.join('.')}${pre}`
  if (dev !== '') return `${head}${post}.dev${next(dev.slice('.dev'.length))}`
  return post === '' ? `${text}.post0.dev0` : `${head}.post${next(post.slice('.post'.length))}.dev0`
}

/** "Version matching" with `.*`: everything whose release begins so. */
function readPrefix(sign: '==' | '!=', text: string, scheme: VersionScheme): Read {
  const parts = readParts(text)
  if (parts instanceof NativeFault) return parts
  if (parts.pre + parts.post + parts.dev + parts.local !== '') {
    return new NativeFault('malformed', `.* follows numbers alone, found "${text}.*"`)
  }
  const from = `${parts.epoch}${parts.release.join('.')}.dev0`
  const to = afterPrefix(parts.epoch, parts.release)
  if (sign === '==') return between(from, to, scheme)
  const below = rangeOf(scheme, comparators.less, from)
  const above = rangeOf(scheme, comparators.greaterOrEqual, to)
  if (below instanceof NativeFault) return below
  return above instanceof NativeFault ? above : uniteRanges(below, above)
}

/** "Compatible release": from the version on, as long as the numbers before its last stay. */
function readCompatible({ text, epoch, release }: Parts, scheme: VersionScheme): Read {
  if (release.length < 2) return new NativeFault('malformed', `~= needs two numbers, found "${text}"`)
  return between(text, afterPrefix(epoch, release.slice(0, -1)), scheme)
}

function between(from: string, to: string, scheme: VersionScheme): Read {
  return intersectAll(scheme, [
    rangeOf(scheme, comparators.greaterOrEqual, from),
    rangeOf(scheme, comparators.less, to),
  ])
}

/** The lowest version whose release comes after all that begin with these numbers. */
function afterPrefix(epoch: string, release: readonly string[]): string {
  return `${epoch}${[...release.slice(0, -1), next(release.at(-1)!)].join('.')}.dev0`
}

function next(digits: string): string {
  return String(BigInt(digits) + 1n)
}
