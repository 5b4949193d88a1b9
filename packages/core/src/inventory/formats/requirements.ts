import type { Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import { anyVersions, InventoryBuilder, isReason } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import { toLogicalLines, type LogicalLine } from './requirement-lines.js'
import { parseOptions, type RequirementOption } from './requirement-options.js'
import { parseRequirement, RequirementFault, type Requirement } from './requirement.js'
import { isViaComment, readVia, type Via } from './via-comments.js'

/**
 * requirements.txt: pins and ranges, hashes, markers, options, the `# via` notes of pip-compile and uv.
 *
 * A package behind a marker is taken as one that may be used: whose machine it is about is not known here.
 *
 * @spec inventory#requirements
 */
export function readRequirements(text: InventoryText): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const builder = new InventoryBuilder('requirements', text.source)
  const reader = new RequirementsReader(builder)
  const logical = toLogicalLines(lines.value)
  // Where packages come from, an option anywhere in the file says for all of them.
  for (const line of logical) if (line.text.startsWith('-')) reader.takeOptions(line)
  logical.forEach((line, index) => {
    if (line.text !== '' && !line.text.startsWith('-')) reader.takeRequirement(line, viaOf(logical, index))
  })
  return builder.finish()
}

/** The note behind a requirement or on the lines below it. */
function viaOf(lines: readonly LogicalLine[], index: number): Via | undefined {
  const own = lines[index]!.comment
  const below: string[] = []
  for (let next = index + 1; next < lines.length && lines[next]!.text === ''; next++) {
    const { comment } = lines[next]!
    if (comment === undefined) break
    below.push(comment)
  }
  if (own !== undefined && isViaComment(own)) return noteOf([own, ...below])
  const start = below.findIndex(isViaComment)
  return start < 0 ? undefined : noteOf(below.slice(start))
}

/** A comment of people may begin with the same word, and then names nobody. */
function noteOf(comments: readonly string[]): Via | undefined {
  const via = readVia(comments)
  return via.isDirect || via.parents.length > 0 ? via : undefined
}

/** Per-requirement options begin at the first word that begins with `-`, as pip splits them. */
function splitOptions(text: string): readonly [requirement: string, options: string] {
  const start = text.search(/[ \t]-/)
  return start < 0 ? [text, ''] : [text.slice(0, start), text.slice(start).trim()]
}

/** Takes options and requirements, first all options: what they say holds for every requirement. */
export class RequirementsReader {
  readonly #builder: InventoryBuilder
  readonly #any = anyVersions('pypi')
  /** Undefined: what pip takes for usual. */
  #index: string | undefined
  #hasIndex = true
  readonly #others: string[] = []

  constructor(builder: InventoryBuilder) {
    this.#builder = builder
  }

  takeOptions(line: LogicalLine): void {
    const at = this.#builder.at(line.firstLine)
    const options = parseOptions(line.text)
    if (typeof options === 'string') {
      const what = `expected an option of pip, spelt out, found ${options.slice(0, 80)}`
      this.#builder.addUnreadable(line.text, 'inventory/option-unread', what, at)
      return
    }
    for (const option of options) this.#takeOption(option, line)
  }

  #takeOption({ name, value }: RequirementOption, line: LogicalLine): void {
    const at = this.#builder.at(line.firstLine)
    switch (name) {
      case 'index-url':
        this.#index = value
        this.#builder.usualRegistries.set('pypi', value)
        break
      case 'extra-index-url':
      case 'find-links':
        this.#others.push(value)
        break
      case 'no-index':
        this.#hasIndex = false
        break
      case 'requirement':
      case 'constraint': {
        const kind = name === 'constraint' ? 'constraints' : 'packages'
        this.#builder.addInclude({ path: value, kind, at })
        break
      }
      case 'editable': {
        const what = 'an editable package comes from a path or a URL, not from an ecosystem'
        this.#builder.addUnreadable(line.text, 'inventory/source-elsewhere', what, at)
        break
      }
      case 'hash':
      case 'global-option':
      case 'config-settings': {
        const what = `--${name} stands behind a requirement`
        this.#builder.addUnreadable(line.text, 'inventory/option-unread', what, at)
        break
      }
      default:
      // The others choose between the files of a package, or between its versions, and never what it is.
    }
  }

  takeRequirement(line: LogicalLine, via: Via | undefined): void {
    const builder = this.#builder
    const at = builder.at(line.firstLine)
    const [text, optionText] = splitOptions(line.text)
    const requirement = parseRequirement(text)
    if (requirement instanceof RequirementFault) {
      builder.addUnreadable(line.text, requirement.code, requirement.what, at)
      return
    }
    const options = readOwnOptions(optionText)
    if (typeof options === 'string') {
      builder.addUnreadable(line.text, 'inventory/option-unread', options, at)
      return
    }
    const id = builder.identify('pypi', requirement.name)
    if (isReason(id)) {
      builder.addUnreadable(line.text, 'inventory/name-unread', id.what, at)
      return
    }
    const digests = options.digests
    builder.addPackage({
      package: id,
      name: requirement.name,
      version: requirement.version,
      versions: requirement.versions ?? this.#any,
      digests,
      isDirect: via?.isDirect,
      registries: this.#registries(),
      remarks: [...remarksOf(requirement), ...options.remarks],
      at,
      lastLine: line.lastLine,
    })
    for (const parent of via?.parents ?? []) this.#addParent(id, parent)
  }

  #addParent(needed: PackageId, parent: string): void {
    const needing = this.#builder.identify('pypi', parent)
    if (!isReason(needing)) this.#builder.addNeededBy(needed, needing)
  }

  #registries(): readonly (string | undefined)[] {
    const usual = this.#hasIndex ? [this.#index] : []
    return this.#others.length === 0 && this.#index === undefined ? [] : [...usual, ...this.#others]
  }
}

function remarksOf({ extras, marker }: Requirement): readonly string[] {
  return [
    ...(extras === undefined || extras === '' ? [] : [`with the extras ${extras}`]),
    ...(marker === undefined ? [] : [`only where ${marker}`]),
  ]
}

interface OwnOptions {
  readonly digests: readonly InventoryDigest[]
  readonly remarks: readonly string[]
}

/** @returns The digests, or what is wrong with the options. */
function readOwnOptions(text: string): OwnOptions | string {
  if (text === '') return { digests: [], remarks: [] }
  const options = parseOptions(text)
  if (typeof options === 'string') return `expected --hash=sha256:…, found ${options.slice(0, 80)}`
  const digests: InventoryDigest[] = []
  const remarks: string[] = []
  for (const { name, value } of options) {
    if (name === 'global-option' || name === 'config-settings') remarks.push(`built with --${name} ${value}`)
    else if (name !== 'hash') return `--${name} does not stand behind a requirement`
    else {
      const [algorithm = '', digest = ''] = value.split(':')
      const length = hexDigits[algorithm]
      if (length === undefined || digest.length !== length || !/^[0-9a-f]+$/.test(digest)) {
        return `expected a hash such as sha256:…, found ${value.slice(0, 80)}`
      }
      if (algorithm === 'sha256') digests.push({ file: undefined, sha256: digest })
      else remarks.push(`with a ${algorithm} digest${notCompared}`)
    }
  }
  // With a digest of another kind some file stays unknown, and so it is as if none were known.
  const areKnown = remarks.every((remark) => !remark.endsWith(notCompared))
  return { digests: areKnown ? digests : [], remarks: [...new Set(remarks)] }
}

const notCompared = ', which is not compared'

/** What pip takes for `--hash`. */
const hexDigits: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }
