import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { parseImage } from '../docker-image.js'
import { readInstructions, type DockerInstruction } from '../dockerfile-instructions.js'
import { InventoryBuilder, type NamedPackage } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/** What may stand before the first `FROM`, and all that begins a line of such a file. */
const verbs: ReadonlySet<string> = new Set([
  ...[
    'ADD',
    'ARG',
    'CMD',
    'COPY',
    'ENTRYPOINT',
    'ENV',
    'EXPOSE',
    'FROM',
    'HEALTHCHECK',
    'LABEL',
    'MAINTAINER',
  ],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
])

/**
 * A Dockerfile: the images that it starts from or copies from. What its commands install shows only when they are run, and so each
 * `RUN` is unreadable; an image whose name holds an argument is what somebody says when it is built.
 *
 * @spec inventory#dockerfile
 */
export function readDockerfile(text: InventoryText): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const { instructions, syntax } = readInstructions(lines.value)
  const [first] = instructions
  const isOne = instructions.some(({ verb }) => verb === 'FROM')
  if (first !== undefined && (!isOne || !verbs.has(first.verb))) {
    return refuse(problem('inventory/other-form', 'expected an instruction FROM', text.placeOf(0)))
  }
  const reader = new DockerfileReader(new InventoryBuilder('dockerfile', text.source))
  if (syntax !== undefined) reader.takeImage(syntax.image, syntax, ['it reads the file'])
  for (const instruction of instructions) reader.take(instruction)
  return reader.finish()
}

class DockerfileReader {
  readonly #builder: InventoryBuilder
  /** Names and numbers of stages so far: they are no images. */
  readonly #stages = new Set<string>()
  #stageCount = 0
  readonly #args = new Map<string, string | undefined>()

  constructor(builder: InventoryBuilder) {
    this.#builder = builder
  }

  take(instruction: DockerInstruction): void {
    const { verb, flags, rest, line } = instruction
    switch (verb) {
      case 'FROM':
        this.#takeFrom(instruction)
        break
      case 'ARG':
        // Those of a stage mean nothing to FROM.
        if (this.#stageCount === 0) this.#takeArgs(rest)
        break
      case 'RUN':
        for (const flag of flags) this.#takeMount(flag, instruction)
        this.#undecidable(instruction)
        break
      case 'COPY':
      case 'ADD':
        for (const flag of flags) {
          const image = /^--from=(.+)$/.exec(flag)?.[1]
          if (image !== undefined) this.takeImage(image, instruction, ['files are copied from it'])
        }
        if (verb === 'ADD') this.#takeUrls(instruction)
        break
      case 'ONBUILD': {
        const [inner = '', ...words] = rest.split(' ')
        this.take({ ...instruction, verb: inner.toUpperCase(), ...flagsOf(words) })
        break
      }
      default:
        if (verbs.has(verb)) break
        this.#builder.addUnreadable(
          `${verb} ${rest}`,
          'inventory/line-unread',
          'expected an instruction of a Dockerfile',
          this.#builder.at(line),
        )
    }
  }

  #takeFrom(instruction: DockerInstruction): void {
    const { rest, flags } = instruction
    const [image = '', as, stage, ...more] = rest.split(' ')
    const isNamed = as?.toUpperCase() === 'AS' && stage !== undefined && more.length === 0
    const platform = flags.flatMap((flag) => /^--platform=(.+)$/.exec(flag)?.[1] ?? [])
    if (image === '' || (as !== undefined && !isNamed)) {
      const what = 'expected FROM IMAGE [AS NAME]'
      this.#builder.addUnreadable(
        `FROM ${rest}`,
        'inventory/line-unread',
        what,
        this.#builder.at(instruction.line),
      )
    } else {
      this.takeImage(
        image,
        instruction,
        platform.length === 0 ? [] : [`for the platform ${platform.join(', ')}`],
      )
    }
    this.#stages.add(String(this.#stageCount++))
    if (isNamed) this.#stages.add(stage.toLowerCase())
  }

  takeImage(
    spelt: string,
    { line, lastLine }: { readonly line: number; readonly lastLine?: number },
    remarks: readonly string[],
  ): void {
    const at = this.#builder.at(line)
    if (spelt === 'scratch' || this.#stages.has(spelt.toLowerCase())) {
      this.#builder.addOther(spelt, at)
      return
    }
    if (spelt.includes('$')) {
      const meant = this.#withArgs(spelt)
      const what = `which image it is, somebody says who builds it${meant === undefined ? '' : `; if nobody does, ${meant}`}`
      this.#builder.addUnreadable(spelt, 'inventory/undecidable', what, at)
      return
    }
    const image = parseImage(spelt)
    if (image === undefined) {
      this.#builder.addUnreadable(spelt, 'inventory/name-unread', 'expected the name of an image', at)
      return
    }
    const { registry, namespace, name, tag, digest } = image
    const found: NamedPackage = {
      type: 'docker',
      namespace,
      name,
      spelt,
      // With a digest the tag is not looked at: it need not be that of the image.
      version: digest ?? tag ?? 'latest',
      digests: digest === undefined ? [] : [{ file: undefined, sha256: digest.slice('sha256:'.length) }],
      isDirect: true,
      registries: [registry],
      remarks: [...remarks, ...(digest === undefined || tag === undefined ? [] : [`called ${tag}`])],
      at,
      lastLine: lastLine ?? line,
    }
    this.#builder.addNamed(found)
  }

  #takeArgs(rest: string): void {
    for (const word of rest.split(' ')) {
      const [name = '', ...value] = word.split('=')
      this.#args.set(name, value.length === 0 ? undefined : value.join('=').replace(/^(["'])(.*)\1$/, '$2'))
    }
  }

  /** With the defaults of the arguments; undefined where one has none. */
  #withArgs(text: string): string | undefined {
    // A second `$` is left where one has none, and then the whole is of no use.
    const filled = text.replace(
      /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}$]*))?\}|([A-Za-z_][A-Za-z0-9_]*))/g,
      (_whole, braced: string | undefined, otherwise: string | undefined, bare: string | undefined) =>
        this.#args.get(braced ?? bare ?? '') ?? otherwise ?? '$',
    )
    return filled.includes('$') ? undefined : filled
  }

  /** `--mount=type=bind,from=IMAGE,…` */
  #takeMount(flag: string, instruction: DockerInstruction): void {
    const image = /^--mount=(?:.*,)?from=([^,]+)/.exec(flag)?.[1]
    if (image !== undefined) this.takeImage(image, instruction, ['a command reads files from it'])
  }

  #takeUrls({ rest, line }: DockerInstruction): void {
    for (const word of rest.replace(/^\[|\]$/g, '').split(/[ ,]+/)) {
      const source = word.replace(/^"(.*)"$/, '$1')
      if (!/^(?:https?|git|ssh):\/\/|^git@/.test(source)) continue
      const what = 'it comes from a URL, not from an ecosystem'
      this.#builder.addUnreadable(source, 'inventory/source-elsewhere', what, this.#builder.at(line))
    }
  }

  #undecidable({ verb, rest, line }: DockerInstruction): void {
    const what = 'what the command installs shows only when it is run'
    this.#builder.addUnreadable(`${verb} ${rest}`, 'inventory/undecidable', what, this.#builder.at(line))
  }

  finish(): Outcome<Inventory> {
    return this.#builder.finish()
  }
}

function flagsOf(words: readonly string[]): Pick<DockerInstruction, 'flags' | 'rest'> {
  let count = 0
  while (words[count]?.startsWith('--') === true) count++
  return { flags: words.slice(0, count), rest: words.slice(count).join(' ') }
}
