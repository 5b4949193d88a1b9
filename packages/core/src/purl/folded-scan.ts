import { bareCharacters } from './escape.js'
import { foldRuleOf, hasAsciiNames } from './fold-rule.js'
import { registeredTypes } from './types.js'

/** What one pass over the text of a plain package needs to know of its type. */
interface ScanRule {
  /** `pkg:type/` */
  readonly start: string
  /** 1 for what a folded name of the type may hold; capitals are looked at apart. */
  readonly characters: Uint8Array
  readonly capitalsInNamespace: boolean
  readonly capitalsInName: boolean
  /** PEP 503: no two hyphens in a row. */
  readonly singleHyphens: boolean
  readonly fewestSlashes: number
  readonly mostSlashes: number
  /** The one qualifier that plain values of which are recognised: `channel=`. */
  readonly qualifier: string | undefined
  readonly isNpm: boolean
}

/** How many characters the longest type has, and more. */
const typeLengths = 32

/** Types with a rule of their own that one pass does not see. */
const left = new Set([
  'brew',
  'chrome-extension',
  'cpan',
  'docker',
  'git',
  'julia',
  'mlflow',
  'oci',
  'pub',
  'swid',
])

const plainValue: Uint8Array = withoutCharacters(bareCharacters, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ:~')

function withoutCharacters(table: Uint8Array, characters: string): Uint8Array {
  const copy = table.slice()
  for (let index = 0; index < characters.length; index++) copy[characters.charCodeAt(index)] = 0
  return copy
}

/** By the length of the type: finding a rule needs no part of the text cut out and hashed. */
function toScanRules(): readonly (readonly ScanRule[])[] {
  const rules: ScanRule[][] = Array.from({ length: typeLengths }, () => [])
  for (const [type, rule] of registeredTypes) {
    if (left.has(type) || !hasAsciiNames(type)) continue
    const fold = foldRuleOf(type)
    const lowers = (part: 'namespace' | 'name') => fold.name !== 'exact' || rule.lowerCase.includes(part)
    const isPypi = fold.name === 'pep503'
    rules[type.length]!.push({
      start: `pkg:${type}/`,
      characters: isPypi ? withoutCharacters(bareCharacters, '_.') : bareCharacters,
      capitalsInNamespace: !lowers('namespace') && type !== 'golang',
      capitalsInName: !lowers('name') && type !== 'golang',
      singleHyphens: isPypi,
      fewestSlashes: rule.namespace === 'required' ? 1 : 0,
      mostSlashes: rule.namespace === 'prohibited' ? 0 : type === 'npm' ? 1 : 64,
      qualifier: type === 'conda' ? 'channel=' : fold.open.includes('distro') ? 'distro=' : undefined,
      isNpm: type === 'npm',
    })
  }
  return rules
}

const scanRules = toScanRules()

function findScanRule(text: string): ScanRule | undefined {
  const typeEnd = text.indexOf('/')
  const candidates = scanRules[typeEnd - 4]
  if (candidates === undefined) return undefined
  for (const rule of candidates) {
    if (text.startsWith(rule.start)) return rule
  }
  return undefined
}

/** Longer ones are left to the full reader, which knows the limits. */
const plainLength = 256

/**
 * Recognises, in one pass that builds nothing, the plain packages that nearly every list is made of. True means: the
 * full reader would accept this text and fold it to itself. False means nothing: ask the full reader.
 *
 * A list of a million entries is opened by this function; the full reader costs some ten times as much.
 */
export function isPlainlyFolded(text: string): boolean {
  const { length } = text
  const rule = length > plainLength ? undefined : findScanRule(text)
  if (rule === undefined) return false
  const { characters, singleHyphens } = rule
  let { fewestSlashes, mostSlashes } = rule
  let slashes = 0
  let hasCapital = false
  let isAllDots = true
  let before = 0x2f
  let index = rule.start.length
  if (rule.isNpm) {
    const isScoped = text.startsWith('%40', index)
    fewestSlashes = mostSlashes = isScoped ? 1 : 0
    if (isScoped) index += 3
  }
  for (; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === 0x2f) {
      if (isAllDots || (hasCapital && !rule.capitalsInNamespace)) return false
      slashes++
      hasCapital = false
      isAllDots = true
    } else if (unit === 0x3f) break
    else if (unit > 127 || characters[unit] === 0) return false
    else {
      if (unit !== 0x2e) isAllDots = false
      if (unit >= 0x41 && unit <= 0x5a) hasCapital = true
      else if (unit === 0x2d && before === 0x2d && singleHyphens) return false
    }
    before = unit
  }
  if (isAllDots || (hasCapital && !rule.capitalsInName)) return false
  if (slashes < fewestSlashes || slashes > mostSlashes) return false
  return index === length || isPlainQualifier(text, index + 1, rule.qualifier)
}

function isPlainQualifier(text: string, from: number, key: string | undefined): boolean {
  if (key === undefined || !text.startsWith(key, from)) return false
  const valueFrom = from + key.length
  const { length } = text
  if (valueFrom === length || text.charCodeAt(valueFrom) < 0x30) return false // starts with a letter or digit
  for (let index = valueFrom; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit > 127 || plainValue[unit] === 0) return false
  }
  return true
}
