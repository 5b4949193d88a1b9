import type { VersionScheme } from '../scheme.js'
import { compareIdentifiers, compareSemver, isSemverPreRelease, parseSemver, type Semver } from './semver.js'

/**
 * Dart's pub (https://dart.dev/tools/pub/versioning, package pub_semver): Semantic Versioning, but build metadata is
 * part of the order, above the version without it, since `1.2.3+1` is a release of its own.
 */
export const pubScheme: VersionScheme<Semver> = {
  id: 'pub',
  ordered: true,
  parse: parseSemver,
  compare: (a, b) => compareSemver(a, b) || compareIdentifiers(a.build, b.build),
  isPreRelease: isSemverPreRelease,
}
