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
  if (first === 0x7b) return formatOfObject(topLevelNames(bytes, 1))
  if (first === 0x5b) {
    const inner = formatOfItems(topLevelNames(bytes, 2))
    if (inner !== undefined) return inner
  }
  const head = new TextDecoder().decode(bytes.subarray(0, headBytes))
  const lines = head.split('\n').map((line) => line.trimEnd())
  const known = textForms.find(([, holds]) => holds(lines))
  if (known !== undefined) return known[0]
  const name = fileName?.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1) ?? ''
  return isRequirementsName(name.toLowerCase()) || lines.some(isRequirement) ? 'requirements' : undefined
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

/** The members by which an object in JSON is known. */
const objectForms: readonly (readonly [FormatName, readonly string[]])[] = [
  ['renv', ['R', 'Packages']],
  ['pak', ['packages', 'lockfile_version']],
  ['package-lock', ['packages', 'lockfileVersion']],
  ['pipfile-lock', ['_meta', 'default']],
  ['spack-lock', ['_meta', 'concrete_specs']],
  ['cyclonedx', ['bomFormat', 'specVersion']],
  ['spdx', ['spdxVersion', 'SPDXID']],
  ['spdx-3', ['@context', '@graph']],
]

function formatOfObject(names: ReadonlySet<string>): FormatName | undefined {
  return objectForms.find(([, members]) => members.every((each) => names.has(each)))?.[0]
}

function formatOfItems(names: ReadonlySet<string>): FormatName | undefined {
  return ['name', 'version', 'channel', 'dist_name'].every((each) => names.has(each))
    ? 'conda-list'
    : undefined
}

/**
 * Names of the members of objects at one depth of brackets, as they are spelt; for text that may not be JSON at all.
 */
function topLevelNames(bytes: Uint8Array, wanted: number): ReadonlySet<string> {
  const names = new Set<string>()
  const decoder = new TextDecoder()
  let depth = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) {
      // The first item of a list is like the others.
      if (depth === 2 && wanted === 2) return names
      depth--
    } else if (byte === 0x22) {
      const start = at + 1
      for (at = start; at < bytes.length && bytes[at] !== 0x22; at++) if (bytes[at] === 0x5c) at++
      let next = at + 1
      while (isBlank(bytes[next] ?? 0)) next++
      // A file with so many is none that is known.
      if (depth === wanted && bytes[next] === 0x3a && names.size < 64)
        names.add(decoder.decode(bytes.subarray(start, at)))
    }
  }
  return names
}

type Lines = readonly string[]

const starts = (lines: Lines, ...forms: readonly RegExp[]) =>
  forms.every((form) => lines.some((line) => form.test(line)))

/** What other texts are known by; the first that holds. */
const textForms: readonly (readonly [FormatName, (lines: Lines) => boolean])[] = [
  ['conda-explicit', (lines) => lines.includes('@EXPLICIT')],
  ['dpkg-list', (lines) => starts(lines, /^\+\+\+-=+-=+-=+/)],
  ['debian-status', (lines) => hasFields(lines, 'Package', 'Status')],
  ['debian-packages', (lines) => hasFields(lines, 'Package', 'Version', 'Architecture')],
  ['description', isDescription],
  ['uv-lock', (lines) => starts(lines, /^version = 1$/, /^\[\[package\]\]$/, /^source = \{ /)],
  ['pylock', (lines) => starts(lines, /^lock-version\s*=/, /^(?:\[\[packages\]\]|packages\s*=)/)],
  [
    'poetry-lock',
    (lines) => starts(lines, /^(?:# .*[Pp]oetry|python-versions = )/, /^\[\[package\]\]$/, /^optional = /),
  ],
  ['cargo-lock', (lines) => starts(lines, /^\[\[package\]\]$/, /^name = "/, /^version = "/)],
  ['pnpm-lock', (lines) => starts(lines, /^lockfileVersion:/)],
  ['conda-lock', (lines) => starts(lines, /^version: 1$/, /^metadata:$/, /^package:/)],
  ['pixi-lock', (lines) => starts(lines, /^version: [0-9]+$/, /^environments:/)],
  ['environment', (lines) => starts(lines, /^dependencies:/) && starts(lines, /^(?:name|channels):/)],
  ['r-installed', (lines) => /(?:^|,)"?Package"?,.*"?Version"?(?:,|$)/.test(lines[0] ?? '')],
  ['go-sum', (lines) => starts(lines, /^\S+ v\S+ h1:[A-Za-z0-9+/]+=*$/)],
  ['go-mod', (lines) => starts(lines, /^module\s+\S+/) && starts(lines, /^(?:go\s+[0-9]|require\b)/)],
  ['easybuild', (lines) => starts(lines, /^name = ['"]/, /^version = ['"]/, /^toolchain = /)],
  ['dockerfile', (lines) => starts(lines, /^\s*FROM\s+\S+(?:\s+AS\s+\S+)?$/i) && !starts(lines, /[=~<>]=/)],
]

function hasFields(lines: Lines, ...fields: readonly string[]): boolean {
  const paragraph = paragraphOf(lines)
  return fields.every((field) => paragraph.some((line) => line.startsWith(`${field}:`)))
}

function paragraphOf(lines: Lines): Lines {
  const from = lines.findIndex((line) => line !== '')
  const to = lines.indexOf('', Math.max(0, from))
  return lines.slice(Math.max(0, from), to < 0 ? undefined : to)
}

function isDescription(lines: Lines): boolean {
  const needs = ['Depends', 'Imports', 'LinkingTo', 'Suggests']
  const isPackage =
    hasFields(lines, 'Package') && ['Title', 'Type', 'License'].some((each) => hasFields(lines, each))
  const isProject = hasFields(lines, 'Type') && needs.some((each) => hasFields(lines, each))
  return isPackage || isProject
}

/** A requirement with a version, or an option that only such files have. */
function isRequirement(line: string): boolean {
  return (
    /^\s*[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\]\s*)?(?:[=!~]=|[<>])/.test(line) ||
    /^(?:-r|-c|-e|-i|--[a-z-]+)[ =]\S/.test(line)
  )
}
