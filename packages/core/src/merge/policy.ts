import type { EffectiveProfile, PolicyHead, PolicyInput, PolicyRule, PolicySubject } from '@trustlist/schema'
import { findValueProblem } from '../json/check-value.js'
import { refuse, type Outcome } from '../problem/problem.js'
import type { Pattern } from '../purl/pattern.js'
import { prepareWritten, type PreparedDocument } from '../seal/prepare-document.js'
import { addSeconds, clockToleranceSeconds, type Instant } from '../text/instant.js'
import { toPolicyBytes } from './policy-text.js'
import { RuleFinder } from './rule-finder.js'
import type { RuleView } from './rule-view.js'

/** What the head of a policy says, but for what binds it to its subject. */
export type PolicyFields = Omit<PolicyHead, 'type' | 'spec' | 'subjectSha256'>

let mint: (fields: PolicyFields, subject: PolicySubject, at: Instant) => Policy

/**
 * What a merge says of every package and version, judged at one instant. Only merging and {@link openPolicy} make one.
 *
 * @spec policy#members
 */
export class Policy {
  readonly #fields: PolicyFields
  readonly #subject: PolicySubject
  readonly #at: Instant
  /** Built when the policy is first asked. */
  #finder: RuleFinder | undefined

  private constructor(fields: PolicyFields, subject: PolicySubject, at: Instant) {
    this.#fields = fields
    this.#subject = subject
    this.#at = at
  }

  static {
    mint = (fields, subject, at) => new Policy(fields, subject, at)
  }

  /** The profile's name. */
  get name(): string {
    return this.#fields.policy
  }
  get operator(): string {
    return this.#fields.operator
  }
  /** The instant that it was merged for. */
  get issued(): Instant {
    return this.#fields.issued
  }
  get expires(): Instant {
    return this.#fields.expires
  }
  /** The instant that it is judged at. */
  get at(): Instant {
    return this.#at
  }
  /** False before it was issued and from its expiry on; it permits nothing then. */
  get isInForce(): boolean {
    return this.#at < this.expires && this.issued <= addSeconds(this.#at, clockToleranceSeconds)
  }
  get profile(): EffectiveProfile {
    return this.#subject.profile
  }
  get inputs(): readonly PolicyInput[] {
    return this.#subject.inputs
  }
  /** Sorted by code unit of the package. */
  get rules(): readonly PolicyRule[] {
    return this.#subject.rules
  }

  /** The most specific rule that covers a package, in its folded form. */
  findRule(name: Pattern): RuleView | undefined {
    return this.#askFinder().find(name)
  }
  /** The package with each further qualifier that a rule names, by code unit. */
  refinementsOf(name: Pattern): readonly Pattern[] {
    return this.#askFinder().refinements(name)
  }
  #askFinder(): RuleFinder {
    return (this.#finder ??= new RuleFinder(this.rules))
  }
}

/** For the two arrows that make policies, and nobody else. */
export function mintPolicy(fields: PolicyFields, subject: PolicySubject, at: Instant): Policy {
  return mint(fields, subject, at)
}

/** The same policy, judged at another instant. */
export function judgePolicyAt(policy: Policy, at: Instant): Policy {
  return mint(fieldsOf(policy), subjectOf(policy), at)
}

/**
 * The policy as a sealed document, ready to be written or signed. The same inputs give the same bytes.
 *
 * @spec policy#bytes
 * @returns The document, or `json/…` where the trust configuration holds text that no document may hold.
 */
export function preparePolicy(policy: Policy): Outcome<PreparedDocument<'policy'>> {
  const subject = subjectOf(policy)
  // Of the rules, every text has passed the gate in some list, or was checked with the configuration.
  const { inputs, profile } = subject
  const fault = findValueProblem({ inputs, profile }, { pointer: '/subject' })
  if (fault !== undefined) return refuse(fault)
  return prepareWritten('policy', fieldsOf(policy), subject, toPolicyBytes(subject))
}

function fieldsOf({ expires, issued, operator, name }: Policy): PolicyFields {
  return { expires, issued, operator, policy: name }
}

function subjectOf({ inputs, profile, rules }: Policy): PolicySubject {
  return { inputs, profile, rules }
}
