import { Impossible } from '../../problem/problem.js'

/** The parts of a PEP 440 version in normal form, as written there. */
export interface PypiParts {
  /** Empty, or a number and `!`. */
  readonly epoch: string
  readonly release: readonly string[]
  /** `a`, `b` or `rc`, and its number. */
  readonly pre: readonly [string, string] | undefined
  readonly post: string | undefined
  readonly dev: string | undefined
  readonly local: string | undefined
}

const normalForm =
  /^([0-9]+!)?([0-9]+(?:\.[0-9]+)*)(?:(a|b|rc)([0-9]+))?(?:\.post([0-9]+))?(?:\.dev([0-9]+))?(?:\+(.+))?$/

/** @param normal - In normal form, as the pypi scheme gives it. */
export function toPypiParts(normal: string): PypiParts {
  const found = normalForm.exec(normal)
  if (found === null) throw new Impossible(`${normal} is not in the normal form of PEP 440`)
  const [, epoch = '', release = '', letter, number = '', post, dev, local] = found
  const pre = letter === undefined ? undefined : ([letter, number] as const)
  return { epoch, release: release.split('.'), pre, post, dev, local }
}

export function isPypiPreRelease({ pre, dev }: PypiParts): boolean {
  return pre !== undefined || dev !== undefined
}

/** The first of all versions that share this release: `1.2` gives `1.2.dev0`. */
export function firstOfRelease({ epoch, release }: PypiParts): string {
  return `${epoch}${release.join('.')}.dev0`
}

/** The first version after all that begin with this release: `1.2` gives `1.3.dev0`. */
export function firstAfterPrefix({ epoch, release }: PypiParts): string {
  return `${epoch}${[...release.slice(0, -1), next(release.at(-1)!)].join('.')}.dev0`
}

/** The first of the developmental releases of this version: `1.2.post1` gives `1.2.post1.dev0`. */
export function firstDevelopment(parts: PypiParts): string {
  return write({ ...parts, dev: '0', local: undefined })
}

/** The first version after this one and its local versions. */
export function firstAfterLocals(parts: PypiParts): string {
  const { post, dev } = parts
  const plain = { ...parts, local: undefined }
  if (dev !== undefined) return write({ ...plain, dev: next(dev) })
  return write({ ...plain, post: post === undefined ? '0' : next(post), dev: '0' })
}

/**
 * The first version after this one, its local versions and its post-releases, which `>` passes over unless it names one.
 * After a final release there is none: `1.7.0.1` is above the post-releases of `1.7`, `1.7.0.0.1` too, and so on down.
 */
export function firstAfterPosts(parts: PypiParts): string | undefined {
  const { pre, post, dev } = parts
  if (dev !== undefined || post !== undefined) return firstAfterLocals(parts)
  if (pre === undefined) return undefined
  return write({ ...parts, pre: [pre[0], next(pre[1])], dev: '0' })
}

/** A version above all post-releases of a final release, and below all but absurd ones: `1.7` gives `1.7.0.1.dev0`. */
export function soonAfterPosts({ epoch, release }: PypiParts): string {
  const padding = Array.from({ length: Math.max(0, 3 - release.length) }, () => '0')
  return `${epoch}${[...release, ...padding, '1'].join('.')}.dev0`
}

function write({ epoch, release, pre, post, dev, local }: PypiParts): string {
  let text = epoch + release.join('.')
  if (pre !== undefined) text += pre.join('')
  if (post !== undefined) text += `.post${post}`
  if (dev !== undefined) text += `.dev${dev}`
  return local === undefined ? text : `${text}+${local}`
}

function next(number: string): string {
  return String(BigInt(number) + 1n)
}
