import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { fileNameOf } from '../file-digests.js'
import { InventoryBuilder, isReason, type UnreadableReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import { readPythonStatements, type PythonNode } from '../python-literals.js'
import { rBase } from '../r-packages.js'

/** Of which ecosystem the extensions of a class are. */
const typesOfClasses: ReadonlyMap<string, string> = new Map([
  ['RPackage', 'cran'],
  ['PythonPackage', 'pypi'],
  ['PythonBundle', 'pypi'],
  ['CargoPythonPackage', 'pypi'],
  ['CargoPythonBundle', 'pypi'],
  ['PerlModule', 'cpan'],
  ['PerlBundle', 'cpan'],
  ['RubyGem', 'gem'],
])

/** Software whose own class says of which class its extensions are. */
const classesOfSoftware: ReadonlyMap<string, string> = new Map([
  ['R', 'RPackage'],
  ['Python', 'PythonPackage'],
  ['Perl', 'PerlModule'],
])

/**
 * An easyconfig of EasyBuild. It is a program in Python, which is read and never run: what is not plainly there is unreadable.
 *
 * Read are the software itself, what it needs (`dependencies`, `builddependencies`), `components`, extensions (`exts_list`) with
 * their ecosystem, and `crates`.
 *
 * @spec inventory#easybuild
 */
export function readEasybuild(text: InventoryText): Outcome<Inventory> {
  const statements = readPythonStatements(text.text)
  if (typeof statements === 'number') {
    const at = { ...(text.source === undefined ? {} : { source: text.source }), line: statements }
    return refuse(problem('inventory/other-form', 'expected the end of a text in quotes', at))
  }
  const builder = new InventoryBuilder('easybuild', text.source)
  const values = new Map<string, PythonNode>()
  for (const statement of statements) {
    if (statement.kind === 'other') {
      const what = 'expected an assignment; what this does shows only when it is run'
      builder.addUnreadable(statement.text, 'inventory/undecidable', what, builder.at(statement.line))
      continue
    }
    const { kind, name, value } = statement
    const known = values.get(name)
    values.set(name, kind === 'assign' ? value : extended(known, value))
  }
  const name = textOf(values.get('name'))
  const version = textOf(values.get('version'))
  if (name === undefined || version === undefined || !values.has('toolchain')) {
    const what = 'expected name and version as plain texts, and a toolchain'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  new EasybuildReader(builder, values, name, version).read()
  return builder.finish()
}

function extended(known: PythonNode | undefined, more: PythonNode): PythonNode {
  if (known?.kind === 'list' && more.kind === 'list')
    return { ...known, items: [...known.items, ...more.items] }
  return { kind: 'unknown', line: more.line, lastLine: more.lastLine }
}

function textOf(node: PythonNode | undefined): string | undefined {
  return node?.kind === 'text' ? node.text : undefined
}

type Options = ReadonlyMap<string, PythonNode>

const noOptions: Options = new Map()

function optionsOf(node: PythonNode | undefined): Options | undefined {
  if (node === undefined) return noOptions
  if (node.kind !== 'dict') return undefined
  return new Map(
    node.entries.flatMap(([key, value]) => (key.kind === 'text' ? [[key.text, value] as const] : [])),
  )
}

class EasybuildReader {
  readonly #builder: InventoryBuilder
  readonly #values: ReadonlyMap<string, PythonNode>
  readonly #name: string
  readonly #version: string

  constructor(
    builder: InventoryBuilder,
    values: ReadonlyMap<string, PythonNode>,
    name: string,
    version: string,
  ) {
    this.#builder = builder
    this.#values = values
    this.#name = name
    this.#version = version
  }

  read(): void {
    const suffix = this.#values.get('versionsuffix')
    const needs = ['dependencies', 'builddependencies'].flatMap((member) => this.#namesIn(member))
    const [toolchain] = toolchainOf(this.#values.get('toolchain'))
    const line = this.#values.get('name')!.line
    const text = suffix === undefined ? '' : this.#resolved(suffix)
    if (text === undefined)
      this.#refuse(
        `${this.#name} ${this.#version}`,
        'version-unread',
        'versionsuffix is not plainly there',
        suffix!,
      )
    else {
      this.#builder.addNamed({
        type: 'easybuild',
        name: this.#name,
        version: this.#version + text,
        needs: this.#builder.identifyAll('easybuild', needs),
        isDirect: true,
        remarks: toolchain === undefined ? [] : [`built with ${toolchain}`],
        at: this.#builder.at(line),
        lastLine: line,
      })
    }
    this.#software('dependencies', [])
    this.#software('builddependencies', ['needed to build'])
    this.#software('components', ['a component'])
    this.#extensions()
    this.#crates(this.#values.get('crates'))
    const fromMachine = this.#values.get('osdependencies')
    for (const item of itemsOf(fromMachine)) {
      this.#refuse(
        textOf(item) ?? 'osdependencies',
        'source-elsewhere',
        'it is to stand on the machine already',
        item,
      )
    }
  }

  /** Software of EasyBuild: `('R', '4.4.1')`, `('CUDA', '12.1', '-suffix', toolchain)`. */
  #software(member: string, remarks: readonly string[]): void {
    for (const item of itemsOf(this.#values.get(member))) {
      const [name, version, suffix] = item.kind === 'list' ? item.items : []
      const own = this.#resolved(name)
      const number = this.#resolved(version)
      // A component has options in the third place.
      const behind = suffix === undefined || member === 'components' ? '' : this.#resolved(suffix)
      if (own === undefined || number === undefined || behind === undefined) {
        const what = `expected (name, version) in ${member}, found what shows only when it is run`
        this.#refuse(own ?? member, own === undefined ? 'undecidable' : 'version-unread', what, item)
        continue
      }
      this.#builder.addNamed({
        type: 'easybuild',
        name: own,
        version: number + behind,
        remarks,
        at: this.#builder.at(item.line),
        lastLine: item.lastLine,
      })
    }
  }

  #namesIn(member: string): readonly string[] {
    return itemsOf(this.#values.get(member)).flatMap(
      (item) => this.#resolved(item.kind === 'list' ? item.items[0] : undefined) ?? [],
    )
  }

  #extensions(): void {
    const defaults = optionsOf(this.#values.get('exts_default_options'))
    const usual = this.#values.get('exts_defaultclass')
    const block = textOf(this.#values.get('easyblock'))
    const ofSoftware = block ?? classesOfSoftware.get(this.#name)
    const usualClass = usual === undefined ? ofSoftware : textOf(usual)
    for (const item of itemsOf(this.#values.get('exts_list'))) this.#extension(item, usualClass, defaults)
  }

  #extension(item: PythonNode, usualClass: string | undefined, defaults: Options | undefined): void {
    const [nameNode, versionNode, optionsNode, ...more] =
      item.kind === 'text' ? [item] : item.kind === 'list' ? item.items : []
    const name = this.#resolved(nameNode)
    const options = optionsOf(optionsNode)
    if (name === undefined || options === undefined || defaults === undefined || more.length > 0) {
      const what = 'expected (name, version, options) in exts_list, found what shows only when it is run'
      this.#refuse(name ?? 'exts_list', 'undecidable', what, item)
      return
    }
    const ownClass = options.get('easyblock')
    const className = ownClass === undefined ? usualClass : textOf(ownClass)
    const type = className === undefined ? undefined : typesOfClasses.get(className)
    if (type === undefined) {
      const what = `of which ecosystem extensions of ${(className ?? 'no class').slice(0, 80)} are is not known`
      this.#refuse(name, 'name-unread', what, item)
      return
    }
    const version = versionNode === undefined ? undefined : this.#resolved(versionNode)
    if (versionNode === undefined && type === 'cran' && rBase.has(name)) {
      this.#builder.addOther(name, this.#builder.at(item.line))
      return
    }
    const ecosystem = type === 'cran' ? rEcosystemOf(options, defaults) : type
    const elsewhere = this.#elsewhereOf(options)
    if (
      ecosystem === undefined ||
      elsewhere !== undefined ||
      (versionNode !== undefined && version === undefined)
    ) {
      const id = this.#builder.identify(ecosystem ?? type, name)
      const reason =
        ecosystem === undefined
          ? 'name-unread'
          : elsewhere === undefined
            ? 'version-unread'
            : 'source-elsewhere'
      const what =
        ecosystem === undefined
          ? 'it may be of cran or of bioconductor'
          : (elsewhere ?? 'its version shows only when it is run')
      this.#refuse(`${name} ${version ?? ''}`.trim(), reason, what, item, isReason(id) ? undefined : id)
      return
    }
    const registries = registriesOf(options) ?? registriesOf(defaults)
    this.#builder.addNamed({
      type: ecosystem,
      name,
      version,
      digests: this.#digestsOf(options.get('checksums')),
      registries: registries ?? [undefined],
      at: this.#builder.at(item.line),
      lastLine: item.lastLine,
    })
    this.#crates(options.get('crates'))
  }

  #elsewhereOf(options: Options): string | undefined {
    const sources = itemsOf(options.get('sources'))
    const isGit = sources.some((each) => optionsOf(each)?.has('git_config') === true)
    return isGit || options.has('git_config') ? 'it comes from a repository of source code' : undefined
  }

  /** Crates that are built in: `('serde', '1.0.0')`; with a third place they come from a repository of source code. */
  #crates(node: PythonNode | undefined): void {
    for (const item of itemsOf(node)) {
      const [nameNode, versionNode, ...source] = item.kind === 'list' ? item.items : []
      const name = this.#resolved(nameNode)
      const version = this.#resolved(versionNode)
      const lines = { at: this.#builder.at(item.line), lastLine: item.lastLine }
      if (name === undefined || version === undefined) {
        this.#refuse(name ?? 'crates', 'undecidable', 'expected (name, version) in crates', item)
      } else if (source.length > 0) {
        this.#refuse(
          `${name} ${version}`,
          'source-elsewhere',
          'it comes from a repository of source code',
          item,
        )
      } else this.#builder.addNamed({ type: 'cargo', name, version, ...lines })
    }
  }

  /** Of the first checksum, which is that of the source; those of patches follow. Alternatives stand in a tuple, or by file name. */
  #digestsOf(node: PythonNode | undefined): readonly InventoryDigest[] {
    const first = node?.kind === 'list' ? node.items[0] : node
    const texts =
      first?.kind === 'dict'
        ? first.entries.map(([key, value]) => [this.#resolved(key), textOf(value)] as const)
        : (first?.kind === 'list' ? first.items : [first]).map((each) => [undefined, textOf(each)] as const)
    const digests = texts.flatMap(([file, sha256]) =>
      sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)
        ? [{ file: file === undefined ? undefined : fileNameOf(file), sha256 }]
        : [],
    )
    return digests.length === texts.length ? digests : []
  }

  /** A text with the templates that are plain: `%(name)s`, `%(namelower)s`, `%(version)s`. Undefined where others are left. */
  #resolved(node: PythonNode | undefined): string | undefined {
    const text = textOf(node)
      ?.replaceAll('%(name)s', this.#name)
      .replaceAll('%(namelower)s', this.#name.toLowerCase())
      .replaceAll('%(version)s', this.#version)
    return text?.includes('%(') === true ? undefined : text
  }

  #refuse(text: string, reason: UnreadableReason, what: string, { line }: PythonNode, name?: string): void {
    this.#builder.addUnreadable(text, `inventory/${reason}`, what, this.#builder.at(line), name)
  }
}

/** A list that is not plainly there is one item that is not. */
function itemsOf(node: PythonNode | undefined): readonly PythonNode[] {
  if (node === undefined) return []
  return node.kind === 'list' ? node.items : [node]
}

function toolchainOf(node: PythonNode | undefined): readonly string[] {
  const options = optionsOf(node)
  const name = textOf(options?.get('name'))
  return name === undefined ? [] : [`${name} ${textOf(options?.get('version')) ?? ''}`.trim()]
}

/** Where extensions come from; undefined where the file leaves it to EasyBuild. */
function registriesOf(options: Options): readonly (string | undefined)[] | undefined {
  const node = options.get('source_urls')
  if (node === undefined) return undefined
  return [...new Set(itemsOf(node).map((each) => (each.kind === 'text' ? baseOf(each.text) : undefined)))]
}

/** The repository to which a folder of files belongs. */
function baseOf(url: string): string {
  return url.split(/\/src\/contrib|\/packages\/source|%\(/, 1)[0]!
}

function rEcosystemOf(options: Options, defaults: Options): 'cran' | 'bioconductor' | undefined {
  const node = options.get('source_urls') ?? defaults.get('source_urls')
  const urls = itemsOf(node).flatMap((each) => textOf(each) ?? [])
  const bioconductor = urls.filter((url) => url.toLowerCase().includes('bioconductor'))
  if (bioconductor.length === 0) return 'cran'
  return bioconductor.length === urls.length ? 'bioconductor' : undefined
}
