import { PurlFault, quoted } from './purl-fault.js'
import type { PurlParts } from './purl.js'

/**
 * What the registered definitions rule in prose alone, so that no generator reads it there.
 *
 * - golang: namespace and name are lower-cased, although the definition calls them case-sensitive.
 * - cpan: the namespace, an author's id, is upper-case; a name holds no `::`.
 * - pub: a name has only a-z, 0-9 and `_`; other ASCII characters become `_`.
 * - mlflow: names are lower-cased where the model lies on a Databricks server.
 * - git: the name is the path on the host, so everything after the first segment (see `split-purl.ts`).
 *
 * hackage's kebab-case and alpm's version normalisation are not defined well enough to be applied.
 *
 * @spec package#type-rules
 */
export function applyProse<P extends PurlParts>(parts: P): P {
  switch (parts.type) {
    case 'golang':
      return { ...parts, namespace: parts.namespace?.toLowerCase(), name: parts.name.toLowerCase() }
    case 'cpan':
      return { ...parts, namespace: parts.namespace?.toUpperCase() }
    case 'pub':
      return { ...parts, name: parts.name.replace(/[^a-z0-9_\u0080-\uffff]/g, '_') }
    case 'mlflow':
      return isOnDatabricks(parts) ? { ...parts, name: parts.name.toLowerCase() } : parts
    default:
      return parts
  }
}

function isOnDatabricks(parts: PurlParts): boolean {
  const [, rest = ''] = parts.qualifiers?.get('repository_url')?.split('://') ?? []
  const [host = ''] = rest.split('/')
  return host.toLowerCase().includes('databricks')
}

/** The counterpart of {@link applyProse} for what a definition forbids in prose. */
export function findProseFault(parts: PurlParts): PurlFault | undefined {
  if (parts.type === 'cpan' && parts.name.includes('::')) {
    const what = `${quoted(parts.name)} names a module; cpan packages are distributions`
    return new PurlFault(
      'purl/component-refused-by-type',
      what,
      undefined,
      'write the distribution, with - for ::',
    )
  }
  if (parts.type === 'pub' && /[^a-z0-9_]/.test(parts.name)) {
    return new PurlFault('purl/component-refused-by-type', `${quoted(parts.name)} is no name of the type pub`)
  }
  return undefined
}
