import { problem, type Problem } from '../problem/problem.js'
import type { VersionRange } from './range.js'
import { isPreRelease, readVersion, type Version } from './version.js'

/** How each type writes something at or below the lowest pre-release of a version. */
const lowest: Readonly<Record<string, string>> = {
  cargo: '-0',
  conda: 'dev',
  deb: '~~',
  golang: '-0',
  hex: '-0',
  npm: '-0',
  nuget: '-0',
  pub: '-0',
  pypi: '.dev0',
  rpm: '~~',
  semver: '-0',
}

/**
 * Warns of every closing bound that lets in pre-releases of its own version: `<2.0.0` holds `2.0.0rc1`.
 *
 * Not checked: schemes whose lowest pre-release has no spelling (maven, gem, spack).
 *
 * @spec version#meaning
 */
export function lintRange(range: VersionRange): readonly Problem[] {
  const suffix = lowest[range.scheme.id]
  if (suffix === undefined) return []
  const found: Problem[] = []
  for (const [index, point] of range.points.entries()) {
    const [before, at, after] = range.inside.slice(2 * index, 2 * index + 3)
    if (before !== true || at === true || after === true || isPreRelease(point)) continue
    const better = lowestPreRelease(point, suffix)
    if (better === undefined) continue
    const what = `<${point.text} holds pre-releases of ${point.text}`
    found.push(problem('version/admits-pre-releases', what, {}, `write <${better.text}`))
  }
  return found
}

/** Undefined where the suffix does not make a lower version of the same scheme. */
function lowestPreRelease(point: Version, suffix: string): Version | undefined {
  const { scheme } = point
  const version = readVersion(scheme, point.text + suffix)
  if ('code' in version || scheme.compare(version.value, point.value) >= 0) return undefined
  return version
}
