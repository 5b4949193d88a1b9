import type { FormatName } from './formats.js'
import { withoutByteOrderMark } from './inventory-text.js'

/** What is looked at of a file that is no JSON. */
const headBytes = 64 * 1024

/**
 * The format of a file by what it holds; by its name only where every content would do. Formats that do not say their ecosystem
 * are never recognised: a plain name is a name in any.
 *
 * @spec inventory#recognising-a-format
 * @param fileName - Of the file, with or without its folder.
 */
export function recogniseFormat(bytes: Uint8Array, fileName?: string): FormatName | undefined {
  const first = firstByte(withoutByteOrderMark(bytes))
  if (first === 0x7b) return formatOfObject(topLevelNames(bytes))
  if (first === 0x5b) return undefined
  const head = new TextDecoder().decode(bytes.subarray(0, headBytes))
  if (isDebianIndex(head)) return 'debian-packages'
  const name = fileName?.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1) ?? ''
  return isRequirementsName(name.toLowerCase()) || hasRequirement(head) ? 'requirements' : undefined
}

function isRequirementsName(name: string): boolean {
  const hasEnding = name.endsWith('.txt') || name.endsWith('.in')
  return hasEnding && (name.includes('requirements') || name.includes('constraints'))
}

function firstByte(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length && isBlank(bytes[at]!)) at++
  return bytes[at] ?? 0
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function formatOfObject(names: ReadonlySet<string>): FormatName | undefined {
  if (names.has('Packages') && names.has('R')) return 'renv'
  if (names.has('packages') && names.has('lockfile_version')) return 'pak'
  return undefined
}

/** Names of the members of the outermost object, as they are spelt; for text that may not be JSON at all. */
function topLevelNames(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>()
  const decoder = new TextDecoder()
  let depth = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) depth--
    else if (byte === 0x22) {
      const start = at + 1
      for (at = start; at < bytes.length && bytes[at] !== 0x22; at++) if (bytes[at] === 0x5c) at++
      let next = at + 1
      while (isBlank(bytes[next] ?? 0)) next++
      // A file with so many is none that is known.
      if (depth === 1 && bytes[next] === 0x3a && names.size < 64)
        names.add(decoder.decode(bytes.subarray(start, at)))
    }
  }
  return names
}

function isDebianIndex(head: string): boolean {
  const paragraph = head
    .trimStart()
    .split(/\r?\n\r?\n/, 1)[0]!
    .split('\n')
  return ['Package', 'Version', 'Architecture'].every((field) =>
    paragraph.some((line) => line.startsWith(`${field}:`)),
  )
}

/** One line that is a requirement with a version, or an option that only such files have. */
function hasRequirement(head: string): boolean {
  return head
    .split('\n')
    .some(
      (line) =>
        /^\s*[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\]\s*)?(?:[=!~]=|[<>])/.test(line) ||
        /^(?:-r|-c|-e|-i|--[a-z-]+)[ =]\S/.test(line),
    )
}
