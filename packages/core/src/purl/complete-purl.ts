import { encodePart, findHiddenCharacter, isStillEscaped } from './escape.js'
import { purlLimits } from './limits.js'
import { PurlFault, PurlFaults, quoted } from './purl-fault.js'
import type { Purl, PurlParts } from './purl.js'
import { applyProse, findProseFault } from './type-prose.js'
import type { FoldedPart, TypeRule } from './type-rule.js'
import { registeredTypes } from './types.js'

/** What an unregistered type rules: nothing (ECMA-427, 5.7). */
const noRule: TypeRule = { namespace: 'optional', lowerCase: [], qualifiers: [], requiredQualifiers: [] }

export function typeRuleOf(type: string): TypeRule {
  return registeredTypes.get(type) ?? noRule
}

const typeForm = /^[a-z][a-z0-9.-]*$/
const keyForm = /^[a-z][a-z0-9._-]*$/

/** Says where in the text a part starts; parts that were given without a text start nowhere. */
export type Whereabouts = (part: 'type' | FoldedPart | 'qualifiers') => number | undefined

/**
 * Checks decoded parts against ECMA-427 and the rules of their type, and normalises them as those rule.
 *
 * @param wildcard - The name is the wildcard of a pattern: it and what a name requires are not looked at.
 * @returns The parts of a valid package URL, or every fault.
 */
export function completePurl(parts: PurlParts, wildcard: boolean, where: Whereabouts): Purl | PurlFaults {
  const type = parts.type.toLowerCase()
  if (!typeForm.test(type)) {
    const what = `a type of letters, digits, . and - was expected, and ${quoted(parts.type)} was found`
    return new PurlFaults([new PurlFault('purl/type-malformed', what, where('type'))])
  }
  const rule = typeRuleOf(type)
  const sorted = new Map([...(parts.qualifiers ?? [])].filter(([, value]) => value !== '').sort(byKey))
  const normal = applyProse({
    type,
    namespace: normalise(rule, 'namespace', parts.namespace === '' ? undefined : parts.namespace),
    name: normalise(rule, 'name', parts.name) ?? '',
    version: normalise(rule, 'version', parts.version === '' ? undefined : parts.version),
    qualifiers: sorted,
    subpath: normalise(rule, 'subpath', parts.subpath === '' ? undefined : parts.subpath),
  })
  const faults = [
    ...findPartFaults(normal, rule, wildcard, where),
    ...findNamespaceFaults(normal, rule, wildcard, where),
    ...findQualifierFaults(normal, rule, wildcard, where),
  ]
  const prose = wildcard ? undefined : findProseFault(normal)
  if (prose !== undefined) faults.push(new PurlFault(prose.code, prose.what, where('name'), prose.mend))
  return PurlFaults.of(faults) ?? normal
}

function byKey(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}

function normalise(rule: TypeRule, part: FoldedPart, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const lower = rule.lowerCase.includes(part) ? text.toLowerCase() : text
  if (part !== 'name' || rule.replaced === undefined) return lower
  return lower.replaceAll(rule.replaced[0], rule.replaced[1])
}

const partNames = ['namespace', 'name', 'version', 'subpath'] as const

function findPartFaults(purl: Purl, rule: TypeRule, wildcard: boolean, where: Whereabouts): PurlFault[] {
  const faults: PurlFault[] = []
  for (const part of partNames) {
    const text = purl[part]
    if (text === undefined || (wildcard && part === 'name')) continue
    const fault =
      findHiddenCharacter(text, where(part)) ??
      findSegmentFault(purl.type, part, text, where(part)) ??
      findLengthFault(part, text, where(part))
    if (fault !== undefined) faults.push(fault)
    else if (isStillEscaped(text)) {
      faults.push(new PurlFault('purl/double-encoding', `${quoted(text)} still holds an escape`, where(part)))
    } else if (rule.permitted?.[part]?.test(text) === false) {
      const what = `${quoted(text)} is no ${part} of the type ${purl.type}`
      faults.push(new PurlFault('purl/component-refused-by-type', what, where(part)))
    }
  }
  return faults
}

function findSegmentFault(
  type: string,
  part: FoldedPart,
  text: string,
  offset?: number,
): PurlFault | undefined {
  if (part === 'version') return undefined
  if (text === '') return new PurlFault('purl/name-missing', 'a name was expected', offset)
  const segments = part === 'name' && type !== 'git' ? [text] : text.split('/')
  for (const segment of segments) {
    if (segment !== '' && segment !== '.' && segment !== '..') continue
    const what = `a segment of the ${part} is ${segment === '' ? 'empty' : segment}`
    return new PurlFault('purl/segment-malformed', what, offset)
  }
  return undefined
}

function findLengthFault(part: FoldedPart, text: string, offset?: number): PurlFault | undefined {
  const limit = part === 'subpath' ? purlLimits.text : purlLimits[part]
  if (text.length <= limit / 9 || encodePart(text).length <= limit) return undefined // at most 9 characters a unit
  return new PurlFault('purl/too-long', `the ${part} is longer than ${limit} characters`, offset)
}

function findNamespaceFaults(purl: Purl, rule: TypeRule, wildcard: boolean, where: Whereabouts): PurlFault[] {
  if (rule.namespace === 'prohibited' && purl.namespace !== undefined) {
    const what = `packages of the type ${purl.type} have no namespace, and ${quoted(purl.namespace)} was found`
    return [new PurlFault('purl/namespace-prohibited', what, where('namespace'))]
  }
  if (rule.namespace === 'required' && purl.namespace === undefined && !wildcard) {
    const what = `packages of the type ${purl.type} have a namespace, and none was found`
    return [new PurlFault('purl/namespace-required', what, where('name'))]
  }
  return []
}

function findQualifierFaults(purl: Purl, rule: TypeRule, wildcard: boolean, where: Whereabouts): PurlFault[] {
  const faults: PurlFault[] = []
  for (const [key, value] of purl.qualifiers) {
    if (!keyForm.test(key)) {
      const what = `a key of lower-case letters, digits, . - and _ was expected, and ${quoted(key)} was found`
      faults.push(new PurlFault('purl/qualifier-malformed', what, where('qualifiers')))
    }
    const hidden = findHiddenCharacter(value, where('qualifiers'))
    if (hidden !== undefined) faults.push(hidden)
  }
  if (wildcard) return faults
  for (const key of rule.requiredQualifiers) {
    if (purl.qualifiers.has(key)) continue
    const what = `packages of the type ${purl.type} have the qualifier ${key}, and it was not found`
    faults.push(new PurlFault('purl/qualifier-required', what, where('qualifiers')))
  }
  return faults
}
