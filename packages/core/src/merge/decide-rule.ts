import type { PolicyRule, PolicySegment } from '@trustlist/schema'
import type { Pattern } from '../purl/pattern.js'
import type { VersionScheme } from '../version/scheme.js'
import { decidePieces } from './decide-pieces.js'
import type { Material } from './speakers.js'
import type { MergeContext } from './merge-context.js'
import type { Statement } from './statement.js'

/**
 * Decides one rule: for a repository of any date, then for each snapshot that some statement names.
 *
 * @spec merge#snapshots
 */
export function decideRule(
  pattern: Pattern,
  scheme: VersionScheme,
  material: Material,
  context: MergeContext,
): PolicyRule {
  const { statements } = material
  if (!statements.some(isDated))
    return { package: pattern, segments: decidePieces(material, scheme, context, undefined) }

  const snapshots = [...new Set(statements.flatMap(({ asOf }) => (asOf === undefined ? [] : [asOf])))].sort()
  const segments: PolicySegment[] = []
  for (const snapshot of [undefined, ...snapshots]) {
    const speaking = statements.filter(({ asOf }) => asOf === undefined || asOf === snapshot)
    segments.push(...decidePieces({ ...material, statements: speaking }, scheme, context, snapshot))
  }
  return { package: pattern, segments }
}

function isDated({ asOf }: Statement): boolean {
  return asOf !== undefined
}
