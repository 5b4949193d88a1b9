import type { Problem } from '../../problem/problem.js'
import type { VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import type { Version } from '../version.js'
import { derived, isProblem } from './reading.js'
import { between } from './span.js'

interface ThreeNumbers {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

export function releaseOf({ major, minor, patch }: ThreeNumbers): string {
  return `${major}.${minor}.${patch}`
}

/** The first of the pre-releases of a release; between it and the release before it there is no version. */
export function beforeRelease(scheme: VersionScheme, release: string): Version | Problem {
  return derived(scheme, `${release}-0`, 0)
}

/** Every pre-release of a release, and not the release. */
export function preReleasesOf(scheme: VersionScheme, release: string): VersionRange | Problem {
  const start = beforeRelease(scheme, release)
  const end = derived(scheme, release, 0)
  if (isProblem(start)) return start
  return isProblem(end) ? end : between(start, end)
}
