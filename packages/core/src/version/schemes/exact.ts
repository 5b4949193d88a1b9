import { VersionFault, type VersionScheme } from '../scheme.js'
import { compareText } from '../compare-text.js'

/**
 * Versions that are the same text or different, and nothing more: tags and digests. A git tag or an image tag can be
 * anything, and what looks like an order between two of them is nobody's promise.
 *
 * `compare` is by code unit; it serves to sort and find texts and says nothing about age.
 *
 * @spec version#types-without-order
 */
export function exactScheme(id: string): VersionScheme<string> {
  return {
    id,
    ordered: false,
    parse: (text) => (text === '' ? new VersionFault('a version cannot be empty') : text),
    compare: compareText,
    isPreRelease: () => false,
  }
}
