const invisible =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u
const memberName = /^[A-Za-z_][A-Za-z0-9_.:-]*$/

/**
 * The canonical gate as the specification defines it, with the language's own parser and writer and no regard for speed:
 * strict decoding, JSON.parse of the ORIGINAL text, a walk, JSON.stringify compared with the text less its layout. What
 * decides in core is one pass over the bytes; the two are compared.
 *
 * @returns Whether the gate is open, and why it is not.
 */
export function gateByDefinition(bytes: Uint8Array): true | string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return 'not UTF-8'
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'not JSON'
  }
  const fault = walk(value, 0)
  if (fault !== undefined) return fault
  return JSON.stringify(value) === text.replaceAll(/[\t\n\r]/g, '') ? true : 'not canonical'
}

function walk(value: unknown, depth: number): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : 'an unsafe number'
  if (typeof value === 'string') {
    if (!value.isWellFormed()) return 'a lone surrogate'
    return invisible.test(value) ? 'an invisible character' : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth === 32) return 'too deep'
  if (Array.isArray(value)) {
    for (const item of value) {
      const fault = walk(item, depth + 1)
      if (fault !== undefined) return fault
    }
    return undefined
  }
  const names = Object.keys(value)
  for (const [index, name] of names.entries()) {
    if (!memberName.test(name) || name === '__proto__') return 'a member name'
    if (index > 0 && names[index - 1]! >= name) return 'unsorted members'
    const fault = walk((value as Record<string, unknown>)[name], depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}
