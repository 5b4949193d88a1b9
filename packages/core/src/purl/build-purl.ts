import { accept, type Outcome } from '../problem/problem.js'
import { completePurl } from './complete-purl.js'
import { purlLimits } from './limits.js'
import { findWarnings } from './parse-purl.js'
import { PurlFault, PurlFaults, refuseFaults } from './purl-fault.js'
import { toPurlText, type Purl, type PurlParts } from './purl.js'

/**
 * Makes a package URL of decoded parts, under the rules that {@link parsePurl} keeps.
 *
 * @spec package#reading
 * @param parts - Empty strings count as absent; segments of namespace and subpath are joined by `/`.
 */
export function buildPurl(parts: PurlParts): Outcome<Purl> {
  const built = completePurl(parts, false, () => undefined)
  if (built instanceof PurlFaults) return refuseFaults(built)
  if (toPurlText(built).length > purlLimits.text) {
    const what = `the whole is longer than ${purlLimits.text} characters`
    return refuseFaults(new PurlFaults([new PurlFault('purl/too-long', what)]))
  }
  return accept(built, findWarnings(built))
}
