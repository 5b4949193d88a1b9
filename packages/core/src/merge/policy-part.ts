import type { EffectiveProfile, PolicyInput, PolicyRule } from '@trustlist/schema'
import { Impossible } from '../problem/problem.js'
import { toPatternParts, type Pattern } from '../purl/pattern.js'
import type { Instant } from '../text/instant.js'
import type { Policy } from './policy.js'
import type { RuleView } from './rule-view.js'

let mint: (policy: Policy, paths: ReadonlySet<string>) => PolicyPart

/**
 * What of a policy answers for some packages: every rule that could cover one of them, and nothing else. It answers for
 * these exactly as the whole policy does. Only {@link openPolicyPart} makes one.
 *
 * @spec policy#answering-one-question
 */
export class PolicyPart {
  readonly #policy: Policy
  readonly #paths: ReadonlySet<string>

  private constructor(policy: Policy, paths: ReadonlySet<string>) {
    this.#policy = policy
    this.#paths = paths
  }

  static {
    mint = (policy, paths) => new PolicyPart(policy, paths)
  }

  /** The profile's name. */
  get name(): string {
    return this.#policy.name
  }
  get operator(): string {
    return this.#policy.operator
  }
  get issued(): Instant {
    return this.#policy.issued
  }
  get expires(): Instant {
    return this.#policy.expires
  }
  /** The instant that it is judged at. */
  get at(): Instant {
    return this.#policy.at
  }
  get isInForce(): boolean {
    return this.#policy.isInForce
  }
  get profile(): EffectiveProfile {
    return this.#policy.profile
  }
  get inputs(): readonly PolicyInput[] {
    return this.#policy.inputs
  }
  /** Those that could cover one of the packages, sorted by code unit: with other qualifiers, or patterns above. */
  get rules(): readonly PolicyRule[] {
    return this.#policy.rules
  }

  /**
   * The most specific rule that covers a package, in its folded form.
   *
   * @throws Impossible for a package that the part was not opened for, whatever its qualifiers.
   */
  findRule(name: Pattern): RuleView | undefined {
    this.#checkOpenedFor(name)
    return this.#policy.findRule(name)
  }
  /** The package with each further qualifier that a rule names, by code unit. Throws as {@link findRule} does. */
  refinementsOf(name: Pattern): readonly Pattern[] {
    this.#checkOpenedFor(name)
    return this.#policy.refinementsOf(name)
  }

  #checkOpenedFor(name: Pattern): void {
    if (!this.#paths.has(toPatternParts(name).path))
      throw new Impossible(`a part of a policy that was not opened for ${name} was asked about it`)
  }
}

/** What can be asked about a package. */
export type AskedPolicy = Policy | PolicyPart

/** For {@link openPolicyPart}, and nobody else. */
export function mintPolicyPart(policy: Policy, paths: ReadonlySet<string>): PolicyPart {
  return mint(policy, paths)
}
