import { firstOfValue, inValue, plainLength, toScanRule, type ScanRule } from './scan-rule.js'

/**
 * Recognises the plain packages that nearly every list is made of. True means: the full reader would accept this text
 * and fold it to itself. False means nothing: ask the full reader, which costs some twenty times as much.
 */
export function isPlainlyFolded(text: string): boolean {
  if (text.length > plainLength) return false
  return formOf(text.slice(4, text.indexOf('/', 4)))?.test(text) === true
}

/** Of the types that were met, which a list has a handful of: to compile the forms of all takes as long as to verify a small one. */
const forms = new Map<string, RegExp>()

function formOf(type: string): RegExp | undefined {
  const known = forms.get(type)
  if (known !== undefined) return known
  const rule = toScanRule(type)
  if (rule === undefined) return undefined
  // Where one part of it ends, the next cannot have begun before: so nothing is tried twice.
  const form = new RegExp(`^pkg:${type}/${pathOf(rule)}$`)
  forms.set(type, form)
  return form
}

function pathOf(rule: ScanRule): string {
  return namespaceOf(rule) + nameOf(rule) + qualifierOf(rule)
}

function namespaceOf({ inNamespace, fewestSlashes, mostSlashes, isNpm }: ScanRule): string {
  const segment = segmentOf(inNamespace)
  if (isNpm) return `(?:%40${segment}/)?`
  return mostSlashes === 0 ? '' : `(?:${segment}/){${fewestSlashes},${mostSlashes}}`
}

/** Something, and not nothing but dots: that would be a path. */
function segmentOf(characters: string): string {
  const others = characters.replace('.', '')
  return others === characters ? `${oneOf(characters)}+` : `\\.*${oneOf(others)}${oneOf(characters)}*`
}

function nameOf({ inName, first, last, singleHyphens }: ScanRule): string {
  if (singleHyphens) {
    const words = `${oneOf(without(inName, '-'))}+`
    return `${words}(?:-${words})*`
  }
  if (first === inName && last === inName) return segmentOf(inName)
  if (last === inName) return `${oneOf(first)}${oneOf(inName)}*`
  return `${oneOf(first)}${oneOf(last)}*(?:${oneOf(without(inName, last))}+${oneOf(last)}+)*`
}

function qualifierOf({ qualifier }: ScanRule): string {
  return qualifier === undefined ? '' : `(?:\\?${qualifier}=${oneOf(firstOfValue)}${oneOf(inValue)}*)?`
}

function without(characters: string, others: string): string {
  return Array.from(characters)
    .filter((each) => !others.includes(each))
    .join('')
}

function oneOf(characters: string): string {
  return `[${characters.replaceAll(/[\]\\^-]/g, '\\$&')}]`
}
