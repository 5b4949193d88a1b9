import { VersionFault, type VersionScheme } from '../scheme.js'

/**
 * VERS type `lexicographic` (vers-spec, vers-types.md): text compared byte by byte as UTF-8, without normalisation,
 * which is the order of code points. The type knows no pre-releases.
 */
export const lexicographicScheme: VersionScheme<string> = {
  id: 'lexicographic',
  ordered: true,
  parse: (text) => (text === '' ? new VersionFault('a version cannot be empty') : text),
  compare: compareByCodePoint,
  isPreRelease: () => false,
}

function compareByCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const x = a.charCodeAt(index)
    const y = b.charCodeAt(index)
    if (x === y) continue
    // Surrogates stand for code points above all that one unit can say.
    const xIsSurrogate = (x & 0xf800) === 0xd800
    const yIsSurrogate = (y & 0xf800) === 0xd800
    return xIsSurrogate === yIsSurrogate ? x - y : xIsSurrogate ? 1 : -1
  }
  return a.length - b.length
}
