import { accept, type Outcome } from '../problem/problem.js'
import { typeRuleOf } from './complete-purl.js'
import { foldInto, type PackageId } from './fold-package.js'
import { foldRuleOf } from './fold-rule.js'
import { PurlFault, PurlFaults, quoted, refuseFaults } from './purl-fault.js'
import type { Purl } from './purl.js'

/** A package as it was found in use, and the version of it where the finder says one. */
export interface IdentifiedPackage {
  readonly package: PackageId
  /** As the ecosystem writes it; for rpm with the epoch in front. */
  readonly version: string | undefined
}

/** Keys that say the package came from somewhere else than its ecosystem's repositories. */
const sources: ReadonlySet<string> = new Set(['download_url', 'vcs_url'])

/** Keys that pick an artefact of a version, or say how it was found; every type may carry them. */
const selectors: ReadonlySet<string> = new Set([
  'arch',
  'checksum',
  'distro',
  'file_name',
  'package-id',
  'platform',
  'upstream',
])

/**
 * Folds a package found in use (in an SBOM, say) to the identity under which lists speak of it. Subpaths and qualifiers
 * that merely pick an artefact are dropped. What says that the package came from elsewhere, or is not known to be
 * harmless, is refused, so that no decision about a name is applied to something else.
 *
 * @spec package#identify
 * @returns The id and version, or `purl/source-elsewhere`, `purl/qualifier-in-identity` and what folding refuses.
 */
export function identifyPackage(purl: Purl): Outcome<IdentifiedPackage> {
  const rule = foldRuleOf(purl.type)
  const known = typeRuleOf(purl.type).qualifiers
  const faults: PurlFault[] = []
  const bearing = new Map<string, string>()
  for (const [key, value] of purl.qualifiers) {
    if (rule.open.includes(key) || rule.closed.includes(key)) bearing.set(key, value)
    else if (sources.has(key)) {
      const what = `the package comes from ${quoted(value)} (${key})`
      faults.push(new PurlFault('purl/source-elsewhere', what))
    } else if (!selectors.has(key) && !known.includes(key)) bearing.set(key, value) // folding refuses it
  }
  const id = foldInto({ ...purl, qualifiers: bearing }, false, faults)
  return id instanceof PurlFaults ? refuseFaults(id) : accept({ package: id, version: versionOf(purl) })
}

/** rpm keeps the epoch, which orders first, in a qualifier; vcpkg its port version likewise. */
function versionOf(purl: Purl): string | undefined {
  const { version } = purl
  if (version === undefined) return undefined
  const epoch = purl.type === 'rpm' && !version.includes(':') ? purl.qualifiers.get('epoch') : undefined
  const port =
    purl.type === 'vcpkg' && !version.includes('#') ? purl.qualifiers.get('port_version') : undefined
  if (epoch !== undefined) return `${epoch}:${version}`
  return port === undefined || port === '0' ? version : `${version}#${port}`
}
