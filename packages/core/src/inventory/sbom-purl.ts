import type { Problem } from '../problem/problem.js'
import { foldRuleOf } from '../purl/fold-rule.js'
import { identifyPackage } from '../purl/identify-package.js'
import { parsePurl } from '../purl/parse-purl.js'
import type { PackageId } from '../purl/fold-package.js'

/** What a package URL of an SBOM says. */
export interface SbomPurl {
  readonly package: PackageId
  readonly version: string | undefined
  /** Where it comes from, where the package URL says so and it is not part of the identity everywhere. */
  readonly registry: string | undefined
}

/**
 * The identity, version and registry of a package URL as it stands in an SBOM.
 *
 * @spec package#identify
 * @returns Or why it says of no package which it is: `purl/…`.
 */
export function readSbomPurl(text: string): SbomPurl | Problem {
  const purl = parsePurl(text)
  if (!purl.ok) return purl.problems[0]
  const { type, qualifiers } = purl.value
  // Whether a repository is the ecosystem's own is not the SBOM's to say.
  const isClosed = foldRuleOf(type).closed.includes('repository_url')
  const registry = isClosed ? qualifiers.get('repository_url') : undefined
  const kept = new Map([...qualifiers].filter(([key]) => registry === undefined || key !== 'repository_url'))
  const found = identifyPackage({ ...purl.value, qualifiers: kept })
  if (!found.ok) return found.problems[0]
  return { ...found.value, registry: registry?.includes('://') === false ? `https://${registry}` : registry }
}
