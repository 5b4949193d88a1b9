import type { Hearing } from '../merge/hearing.js'
import type { Policy } from '../merge/policy.js'
import { identifyPackage } from '../purl/identify-package.js'
import { parsePurl } from '../purl/parse-purl.js'
import type { Pattern } from '../purl/pattern.js'
import { decisionNow } from './segment-now.js'

/** An allowed package, and what it needs that is allowed in no version. */
export interface Lacking {
  readonly package: Pattern
  readonly needs: readonly Pattern[]
}

/**
 * Allowed packages that cannot be installed, since something they need is not allowed in any version: as far as lists say which
 * entry is a dependency of what.
 */
export function findLacking(policy: Policy, hearing: Hearing): readonly Lacking[] {
  const known = new Map<Pattern, boolean>()
  const isAllowed = (name: Pattern) => {
    let found = known.get(name)
    if (found === undefined) known.set(name, (found = isAllowedIn(policy, name)))
    return found
  }
  const ids = new Map<string, Pattern | undefined>()
  const idOf = (purl: string) => {
    if (!ids.has(purl)) ids.set(purl, readPackage(purl))
    return ids.get(purl)
  }
  const lacking = new Map<Pattern, Set<Pattern>>()
  for (const { source } of hearing.context.inputs.lists) {
    for (const { package: needed, dependencyOf } of source.heard.list.entries) {
      if (dependencyOf === undefined || isAllowed(needed)) continue
      for (const purl of dependencyOf) {
        const name = idOf(purl)
        if (name === undefined || !isAllowed(name)) continue
        const needs = lacking.get(name)
        if (needs === undefined) lacking.set(name, new Set([needed]))
        else needs.add(needed)
      }
    }
  }
  return [...lacking]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, needs]) => ({ package: name, needs: [...needs].sort() }))
}

function isAllowedIn(policy: Policy, name: Pattern): boolean {
  const segments = policy.findRule(name)?.segments(undefined) ?? []
  return segments.some((segment) => decisionNow(policy, segment) === 'allow')
}

/** Undefined where it is no package URL; a list may hold any text there. */
function readPackage(text: string): Pattern | undefined {
  const purl = parsePurl(text)
  if (!purl.ok) return undefined
  const found = identifyPackage(purl.value)
  return found.ok ? found.value.package : undefined
}
