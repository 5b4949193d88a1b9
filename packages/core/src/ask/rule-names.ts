import type { Policy } from '../merge/policy.js'
import { typeOfPattern, type Pattern } from '../purl/pattern.js'

/**
 * Every package and pattern that two policies together have a rule for, and what any two of those have in common, until
 * nothing is new: so for whatever package is asked about, one of them is the most specific in both. By code unit.
 *
 * @spec merge#rules
 */
export function ruleNames(a: Policy, b: Policy): readonly Pattern[] {
  const names = mergeSorted(a, b)
  // Only qualifiers make two rules have something in common that neither names.
  const refinable = new Set(names.filter((name) => name.includes('?')).map(typeOfPattern))
  if (refinable.size === 0) return names
  const known = new Set(names)
  const open = names.filter((name) => refinable.has(typeOfPattern(name)))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const refined of [...a.refinementsOf(next), ...b.refinementsOf(next)]) {
      if (known.has(refined)) continue
      known.add(refined)
      open.push(refined)
    }
  }
  return known.size === names.length ? names : [...known].sort()
}

function mergeSorted(a: Policy, b: Policy): readonly Pattern[] {
  const names: Pattern[] = []
  let atB = 0
  for (const { package: name } of a.rules) {
    for (; atB < b.rules.length && b.rules[atB]!.package < name; atB++) names.push(b.rules[atB]!.package)
    if (b.rules[atB]?.package === name) atB++
    names.push(name)
  }
  for (; atB < b.rules.length; atB++) names.push(b.rules[atB]!.package)
  return names
}
