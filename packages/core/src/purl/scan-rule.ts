import { bareCharacters } from './escape.js'
import { foldRuleOf, hasAsciiNames } from './fold-rule.js'
import { nameFormOf } from './name-form.js'
import { registeredTypes } from './types.js'

/** What the plain packages of a type are made of: those whose every character stands for itself. */
export interface ScanRule {
  /** What a segment of the namespace, and what a name, consists of. */
  readonly inNamespace: string
  readonly inName: string
  /** What a name starts and ends with. */
  readonly first: string
  readonly last: string
  /** PEP 503: no two hyphens in a row. */
  readonly singleHyphens: boolean
  readonly fewestSlashes: number
  readonly mostSlashes: number
  /** The one qualifier that plain values of which are recognised: `channel`. */
  readonly qualifier: string | undefined
  /** Its namespace is a scope, written `%40scope`. */
  readonly isNpm: boolean
}

/** Longer packages are left to the full reader, which knows the limits. */
export const plainLength = 256

const bare = charactersOf(bareCharacters)
const bareWithoutCapitals = bare.replaceAll(/[A-Z]/g, '')

/** What a plain value of the qualifier consists of; it starts with a letter, a digit or `_`. */
export const inValue: string = bareWithoutCapitals.replaceAll(/[:~]/g, '')
export const firstOfValue: string = inValue.replaceAll(/[.-]/g, '')

function charactersOf(table: Uint8Array): string {
  let characters = ''
  // What must be escaped is not plain, though a name may have it: Debian's + is.
  table.forEach((allowed, unit) => {
    if (allowed === 1 && bareCharacters[unit] === 1) characters += String.fromCharCode(unit)
  })
  return characters
}

/** Types with a rule of their own that these know nothing of. */
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

/** @returns Undefined for a type whose packages are left to the full reader. */
export function toScanRule(type: string): ScanRule | undefined {
  const rule = registeredTypes.get(type)
  if (rule === undefined || left.has(type)) return undefined
  const fold = foldRuleOf(type)
  const qualifier = type === 'conda' ? 'channel' : fold.open.includes('distro') ? 'distro' : undefined
  if (!hasAsciiNames(type) || fold.neededByAllow.some((key) => key !== qualifier)) {
    return undefined
  }
  const form = nameFormOf(type)
  const charactersIn = (part: 'namespace' | 'name') => {
    if (form !== undefined) return charactersOf(form.inner)
    const isLower = fold.name !== 'exact' || rule.lowerCase.includes(part) || type === 'golang'
    return isLower ? bareWithoutCapitals : bare
  }
  const inName = charactersIn('name')
  return {
    inNamespace: charactersIn('namespace'),
    inName,
    first: form === undefined ? inName : charactersOf(form.first),
    last: form === undefined ? inName : charactersOf(form.last),
    singleHyphens: fold.name === 'pep503',
    fewestSlashes: rule.namespace === 'required' ? 1 : 0,
    mostSlashes: rule.namespace === 'prohibited' ? 0 : type === 'npm' ? 1 : 64,
    qualifier,
    isNpm: type === 'npm',
  }
}
