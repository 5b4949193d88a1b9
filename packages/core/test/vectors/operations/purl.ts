import {
  accept,
  type Outcome,
  buildPurl,
  checkAllow,
  checkPackage,
  parsePattern,
  foldPackage,
  identifyPackage,
  parsePurl,
  PatternIndex,
  covers,
  meetOf,
  rankOf,
  type Pattern,
  toPurlText,
  type Purl,
} from '@trustlist/core'
import type { Operations } from './operation.js'

interface Text {
  readonly text: string
}

function after<T>(text: string, next: (purl: Purl) => Outcome<T>): Outcome<T> {
  const parsed = parsePurl(text)
  return parsed.ok ? next(parsed.value) : parsed
}

function describePurl(text: string): Outcome<unknown> {
  const parsed = parsePurl(text)
  if (!parsed.ok) return parsed
  const { type, namespace = null, name, version = null, qualifiers, subpath = null } = parsed.value
  const canonical = toPurlText(parsed.value)
  const warnings = parsed.findings.map((each) => each.code)
  return accept({
    type,
    namespace,
    name,
    version,
    qualifiers: Object.fromEntries(qualifiers),
    subpath,
    canonical,
    warnings,
  })
}

function build(parts: Record<string, unknown>): Outcome<string> {
  const qualifiers = new Map(Object.entries((parts['qualifiers'] ?? {}) as Record<string, string>))
  const built = buildPurl({ ...(parts as { type: string; name: string }), qualifiers })
  return built.ok ? accept(toPurlText(built.value)) : built
}

function toLevels(patterns: readonly Pattern[]): readonly (readonly Pattern[])[] {
  const levels = new Map<number, Pattern[]>()
  for (const pattern of patterns)
    levels.set(rankOf(pattern), [...(levels.get(rankOf(pattern)) ?? []), pattern])
  return [...levels].sort(([a], [b]) => b - a).map(([, level]) => level)
}

function toIndex(patterns: readonly Pattern[]): PatternIndex<true> {
  const index = new PatternIndex<true>()
  for (const pattern of patterns) index.add(pattern, true)
  return index
}

interface Asked {
  readonly patterns: readonly Pattern[]
  readonly package: string
}

/** What an implementation does to answer the vectors of purl. */
export const purlOperations = {
  'parse-purl': ({ text }: Text) => describePurl(text),
  'build-purl': build,
  'check-package': ({ text }: Text) => checkPackage(text),
  'fold-package': ({ text }: Text) => after(text, foldPackage),
  'identify-package': ({ text }: Text) => after(text, identifyPackage),
  'parse-pattern': ({ text }: Text) => parsePattern(text),
  'match-pattern': (input: { pattern: Pattern; package: string }) =>
    accept(covers(input.pattern, input.package)),
  'rank-patterns': ({ patterns }: { patterns: readonly Pattern[] }) => accept(toLevels(patterns)),
  'meet-patterns': ({ patterns: [a, b] }: { patterns: readonly [Pattern, Pattern] }) =>
    accept(meetOf(a, b) ?? null),
  'check-allow': ({ pattern }: { pattern: Pattern }) => checkAllow(pattern),
  'match-patterns': (input: Asked) =>
    accept(
      toIndex(input.patterns)
        .matching(input.package)
        .map((row) => row.pattern),
    ),
  'refine-package': (input: Asked) => accept(toIndex(input.patterns).refinements(input.package)),
} satisfies Operations
