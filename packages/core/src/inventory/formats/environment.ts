import type { JsonValue } from '../../json/canonical.js'
import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { parseCondaSpec } from '../conda-spec.js'
import { channelOf, inChannel, parseCondaUrl } from '../conda-url.js'
import { digestsOf } from '../file-digests.js'
import { InventoryBuilder } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, textsMember } from '../json-record.js'
import type { YamlParser, YamlText } from '../structured-text.js'
import { RequirementsReader } from './requirements.js'
import { toLogicalLines } from './requirement-lines.js'

/**
 * environment.yml of conda: match specs, and below `pip` the lines of a requirements file.
 *
 * A package is one of its channel, so where the file lists several and the spec names none, the identity has none.
 *
 * @spec inventory#environment
 */
export function readEnvironment(text: InventoryText, parseYaml: YamlParser): Outcome<Inventory> {
  const yaml = parseYaml(text)
  if (!yaml.ok) return yaml
  const [environment, ...more] = yaml.value.documents
  const dependencies = isObject(environment) ? environment['dependencies'] : undefined
  const channels = isObject(environment) ? textsMember(environment, 'channels') : false
  if (!Array.isArray(dependencies) || channels === false || more.length > 0) {
    const what = 'expected channels and dependencies as lists'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const builder = new InventoryBuilder('environment', text.source)
  new EnvironmentReader(builder, text, yaml.value, channels).read(dependencies as readonly JsonValue[])
  return builder.finish()
}

class EnvironmentReader {
  readonly #builder: InventoryBuilder
  readonly #text: InventoryText
  readonly #yaml: YamlText
  readonly #channels: readonly string[]

  constructor(builder: InventoryBuilder, text: InventoryText, yaml: YamlText, channels: readonly string[]) {
    this.#builder = builder
    this.#text = text
    this.#yaml = yaml
    // `nodefaults` says that the tool's own are not asked; it is none itself.
    this.#channels = [...new Set(channels)].filter((each) => each !== 'nodefaults')
  }

  read(dependencies: readonly JsonValue[]): void {
    const lines = this.#linesOf(dependencies)
    dependencies.forEach((item, index) => {
      const line = lines[index]!
      if (typeof item === 'string') this.#takeSpec(item, line)
      else if (isObject(item) && Object.keys(item).join() === 'pip' && Array.isArray(item['pip'])) {
        this.#takePip(item['pip'] as readonly JsonValue[])
      } else {
        const what = 'expected a match spec, or pip with a list of requirements'
        this.#builder.addUnreadable(
          JSON.stringify(item),
          'inventory/line-unread',
          what,
          this.#builder.at(line),
        )
      }
    })
  }

  #linesOf(items: readonly JsonValue[]): readonly number[] {
    return this.#yaml.offsetsOf(items).map((offset) => this.#text.lineOf(offset))
  }

  #takeSpec(spec: string, line: number): void {
    const at = this.#builder.at(line)
    if (/^[a-z]+:\/\//.test(spec)) {
      this.#takeUrl(spec, line)
      return
    }
    const found = parseCondaSpec(spec)
    if (found === undefined) {
      const what = 'expected a match spec such as numpy=1.26'
      this.#builder.addUnreadable(spec, 'inventory/line-unread', what, at)
      return
    }
    const { name, build } = found
    const own = found.channel ?? (this.#channels.length === 1 ? this.#channels[0] : undefined)
    const url = own?.includes('://') === true ? own : undefined
    const channel = url === undefined ? own : channelOf(url)
    const several = own === undefined && this.#channels.length > 0
    this.#builder.addNamed({
      type: 'conda',
      name,
      qualifiers: channel === undefined ? undefined : inChannel(channel),
      version: found.version,
      range: found.range,
      registries: [url],
      remarks: [
        ...(build === undefined ? [] : [`the build ${build}`]),
        ...(several ? [`of one of the channels ${this.#channels.join(', ')}`] : []),
      ],
      at,
      lastLine: line,
    })
  }

  #takeUrl(text: string, line: number): void {
    const at = this.#builder.at(line)
    const [url = '', hash = ''] = text.split('#', 2)
    const found = parseCondaUrl(url)
    if (found === undefined) {
      const what = 'expected the URL of a package in a channel of conda'
      this.#builder.addUnreadable(text, 'inventory/source-elsewhere', what, at)
      return
    }
    const { name, version, build, channel, channelUrl, file } = found
    this.#builder.addNamed({
      type: 'conda',
      name,
      version,
      qualifiers: inChannel(channel),
      digests: digestsOf([{ file, hash }]),
      registries: [channelUrl],
      remarks: [`the build ${build}`],
      at,
      lastLine: line,
    })
  }

  #takePip(items: readonly JsonValue[]): void {
    const lines = this.#linesOf(items)
    const requirements = new RequirementsReader(this.#builder)
    const logical = items.flatMap((item, index) => {
      if (typeof item === 'string') return toLogicalLines([{ text: item, number: lines[index]! }])
      const what = 'expected a requirement such as numpy==1.26.4'
      this.#builder.addUnreadable(
        JSON.stringify(item),
        'inventory/line-unread',
        what,
        this.#builder.at(lines[index]),
      )
      return []
    })
    for (const line of logical) if (line.text.startsWith('-')) requirements.takeOptions(line)
    for (const line of logical) {
      if (line.text !== '' && !line.text.startsWith('-')) requirements.takeRequirement(line, undefined)
    }
  }
}
