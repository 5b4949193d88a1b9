import {
  decide,
  explain,
  type AskedPolicy,
  type Explanation,
  type Hearing,
  type Instant,
  type Query,
} from '@trustlist/core'
import { shellWord } from '../render/shell-word.js'
import type { Asked } from './asked.js'

/** One package that a bare name may mean. */
export interface Candidate {
  readonly package: string
  /** Of the version that was asked for; without one, of every version: `mixed` where it depends. */
  readonly decision: Explanation['decision'] | 'mixed'
}

/** What explain found out. */
export interface Explained {
  readonly asked: string
  readonly policy: {
    /** Null where it was merged for this answer. */
    readonly file: string | null
    readonly profile: string
    readonly operator: string
    readonly issued: Instant
    readonly expires: Instant
  }
  /** Null where the package was named with its type. */
  readonly candidates: readonly Candidate[] | null
  /** Null where a bare name may mean several packages, or none. */
  readonly explanation: Explanation | null
  /** Packages of the same name that the policy names, where nobody names this one: another ecosystem, case or separator. */
  readonly alike?: readonly string[]
  /** A command that tells more. */
  readonly next: string | null
}

type SourceOptions = Readonly<Record<string, string>>

/** Where the answer comes from. */
export interface Source {
  readonly file: string | null
  /** How a command line says so. */
  readonly options: SourceOptions
  /** Where the trust configuration would be, by the habit of `merge`. */
  readonly trustBeside: string
  /** The packages that are named so, in whatever ecosystem. */
  readonly packagesNamed: (name: string) => readonly string[]
}

/**
 * Answers from a policy.
 *
 * @param found - The packages that a bare name may mean, as far as is known before the policy was read.
 */
export function explainAsked(
  asked: Asked,
  found: readonly string[],
  policy: AskedPolicy,
  source: Source,
  hearing?: Hearing,
): Explained {
  const queryOf = (name: string): Query => ({
    package: name,
    ...(asked.version === undefined ? {} : { version: asked.version }),
    ...asked.circumstances,
  })
  const { name: profile, operator, issued, expires } = policy
  const named = found.filter((each) => policy.findRule(each)?.rule.package === each)
  const candidates =
    asked.package !== undefined
      ? null
      : named.map((each) => ({ package: each, decision: decisionOf(policy, queryOf(each)) }))
  const one = asked.package ?? (named.length === 1 ? named[0] : undefined)
  const explanation = one === undefined ? null : explain(policy, queryOf(one), hearing)
  const versioned = (name: string) => {
    const mark = name.indexOf('?')
    const version = asked.version === undefined ? '' : `@${encodeURIComponent(asked.version)}`
    return mark < 0 ? name + version : name.slice(0, mark) + version + name.slice(mark)
  }
  const command = (name: string, options: SourceOptions) =>
    [
      'trustlist explain',
      shellWord(versioned(name)),
      ...Object.entries(options).map(([option, value]) => `--${option} ${shellWord(value)}`),
    ].join(' ')
  const first = named[0]
  const next =
    one === undefined
      ? first === undefined
        ? null
        : command(first, source.options)
      : hearing === undefined
        ? command(one, { trust: source.trustBeside, profile })
        : null
  return {
    asked: asked.text,
    policy: { file: source.file, profile, operator, issued, expires },
    candidates,
    explanation,
    ...(explanation === null ? {} : namedAlike(explanation, source)),
    next,
  }
}

/** Of a package that is named, nobody wants to know what is named like it. */
function namedAlike({ query, rule }: Explanation, { packagesNamed }: Source): Pick<Explained, 'alike'> {
  if (rule === query.package) return {}
  const [path = ''] = query.package.slice(query.package.indexOf('/') + 1).split('?')
  const alike = packagesNamed(decodeURIComponent(path)).filter((each) => each !== rule)
  return alike.length === 0 ? {} : { alike }
}

function decisionOf(policy: AskedPolicy, query: Query): Candidate['decision'] {
  if (query.version !== undefined) return decide(policy, query).decision
  const { line, decision } = explain(policy, query)
  const decisions = new Set(line.map((part) => part.decision))
  return decisions.size > 1 ? 'mixed' : decision
}
