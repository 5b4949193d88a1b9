import { VersionFault, type VersionScheme } from '../scheme.js'
import { compareSemver, isSemverPreRelease, parseSemver, type Semver } from './semver.js'

/**
 * Go modules (https://go.dev/ref/mod#versions): Semantic Versioning with a leading `v`, which may be absent, as OSV
 * writes it. Pseudo-versions are pre-releases by their form. The only build metadata a module version may carry is
 * `+incompatible`; it is ignored in the order, and of one module path there is a version either with it or without.
 */
export const golangScheme: VersionScheme<Semver> = {
  id: 'golang',
  ordered: true,
  parse(text) {
    const hasPrefix = text.startsWith('v')
    const version = parseSemver(hasPrefix ? text.slice(1) : text)
    if (version instanceof VersionFault)
      return new VersionFault(version.why, version.offset + Number(hasPrefix))
    if (version.build.length === 0 || version.build.join('.') === 'incompatible') return version
    return new VersionFault('the only build metadata of a module is +incompatible', text.indexOf('+'))
  },
  compare: compareSemver,
  isPreRelease: isSemverPreRelease,
}
