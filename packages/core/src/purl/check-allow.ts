import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import { foldRuleOf } from './fold-rule.js'
import { toPatternParts, typeOfPattern, type Pattern } from './pattern.js'

/**
 * Checks that what an allow names says where it comes from: an allow of a conda package without its channel would speak
 * for a package of that name in every channel. A denial may leave it out, and then speaks for every origin.
 *
 * @spec package#what-an-allow-names
 * @param pattern - Folded, from {@link checkPackage} or {@link parsePattern}.
 * @returns The same pattern, or `purl/allow-too-wide`.
 */
export function checkAllow(pattern: Pattern): Outcome<Pattern> {
  const type = typeOfPattern(pattern)
  const { neededByAllow } = foldRuleOf(type)
  // Of a folded pattern the separators stand for themselves alone, so this is to find the key.
  if (neededByAllow.every((key) => pattern.includes(`?${key}=`) || pattern.includes(`&${key}=`))) {
    return accept(pattern)
  }
  const { qualifiers } = toPatternParts(pattern)
  const lacking = neededByAllow.filter((key) => !qualifiers.some(([each]) => each === key))
  const [first] = lacking
  if (first === undefined) return accept(pattern)
  const what = `an allow of the type ${type} names its ${lacking.join(', ')}, and ${pattern} does not`
  return refuse(problem('purl/allow-too-wide', what, {}, `add ?${first}=… to the package`))
}
