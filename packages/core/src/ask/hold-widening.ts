import type { PolicyRule } from '@trustlist/schema'
import { judgePolicyAt, mintPolicy, type Policy } from '../merge/policy.js'
import type { Pattern } from '../purl/pattern.js'
import { holdRule } from './hold-rule.js'
import { ruleNames } from './rule-names.js'

/**
 * A new policy as far as it permits no more than the one before: what it would newly allow is undecided there and marked
 * as held; everything else is as the new policy says, so what it denies is denied at once.
 *
 * The policy before is taken at the instant that it was made for: an allow that has lapsed since was accepted once, and
 * is not new.
 *
 * @spec ask#holding-what-widens
 * @param before - The policy in force, perhaps with held segments itself: those stay held.
 * @returns A policy that answers like `after`, or more severely. It is `after` itself where nothing widens.
 */
export function holdWidening(before: Policy, after: Policy): Policy {
  const was = judgePolicyAt(before, before.issued)
  const hold = (name: Pattern) =>
    holdRule(name, { policy: was, view: was.findRule(name) }, { policy: after, view: after.findRule(name)! })
  const rules = new Map<Pattern, PolicyRule>(after.rules.map((rule) => [rule.package, hold(rule.package)]))
  const named = after.rules.length
  for (const name of ruleNames(was, after)) {
    const covering = after.findRule(name)?.rule.package
    // What the new policy does not name is undecided there: nothing of it can be new.
    if (covering === undefined || covering === name) continue
    const rule = hold(name)
    // A rule of its own only where the pattern does not say the same.
    if (textOf(rule) !== textOf(rules.get(covering)!)) rules.set(name, rule)
  }
  const isHeld = rules.size > named || after.rules.some((rule) => rules.get(rule.package) !== rule)
  if (!isHeld) return after
  const { expires, issued, operator, name: policy, inputs, profile, at } = after
  const sorted = [...rules.keys()].sort().map((name) => rules.get(name)!)
  return mintPolicy({ expires, issued, operator, policy }, { inputs, profile, rules: sorted }, at)
}

const textOf = ({ segments }: PolicyRule) => JSON.stringify(segments)
