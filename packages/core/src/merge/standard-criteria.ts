/**
 * The criteria that every reader knows, sorted. What each asks of a package is said by the specification; a profile can
 * require these alone.
 *
 * @spec merge#standard-criteria
 */
export const standardCriteria = [
  'adoption',
  'compiled',
  'data-ingress',
  'dependencies',
  'identity',
  'licence',
  'maintenance',
  'malware-scan',
  'network',
  'privileges',
  'provenance',
  'publisher',
  'quality',
  'resources',
  'safe-to-run-isolated',
  'safe-with-network',
  'scope',
  'source-review',
  'telemetry',
  'vulnerabilities',
] as const

const known: ReadonlySet<string> = new Set(standardCriteria)

export function isStandardCriterion(id: string): boolean {
  return known.has(id)
}

/** What passes the first passes the others: what is safe with a network is safe without one. */
const implications: ReadonlyMap<string, readonly string[]> = new Map([
  ['safe-with-network', ['safe-to-run-isolated']],
])

/**
 * Everything that these criteria pass, with what the standard implies. What has failed is passed by nothing and passes
 * nothing on.
 *
 * @spec merge#criteria-passed
 */
export function withImplied(passed: Iterable<string>, failed: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set<string>()
  const open = [...passed]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (all.has(next) || failed.has(next)) continue
    all.add(next)
    open.push(...(implications.get(next) ?? []))
  }
  return all
}
