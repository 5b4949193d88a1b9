import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import { inChannel, parseCondaUrl } from '../conda-url.js'
import { digestsOf, fileNameOf } from '../file-digests.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, objectsMember, textMember } from '../json-record.js'
import type { JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import type { YamlParser } from '../structured-text.js'

/**
 * conda-lock.yml, version 1: packages of conda and of pip, for each platform by themselves.
 *
 * @spec inventory#conda-lock
 */
export function readCondaLock(text: InventoryText, parseYaml: YamlParser): Outcome<Inventory> {
  const yaml = parseYaml(text)
  if (!yaml.ok) return yaml
  const [lock, ...more] = yaml.value.documents
  const packages = isObject(lock) ? objectsMember(lock, 'package') : false
  if (!isObject(lock) || lock['version'] !== '1' || packages === false || more.length > 0) {
    const what = 'expected version: 1 and package as a list'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('conda-lock', text, yaml.value)
  const identities = identitiesOf(records, packages)
  packages.forEach((record, index) => take(records, record, `/package/${index}`, identities))
  return records.finish()
}

/** By manager and name: what needs a package names it without its channel. */
type Identities = ReadonlyMap<string, PackageId>

function identitiesOf(records: Records, packages: readonly JsonObject[]): Identities {
  const identities = new Map<string, PackageId>()
  for (const record of packages) {
    const name = textMember(record, 'name')
    const manager = textMember(record, 'manager')
    const channel = parseCondaUrl(textMember(record, 'url') || '')?.channel
    if (!name || !manager) continue
    const id =
      manager === 'pip'
        ? records.builder.identify('pypi', name)
        : records.builder.identify(
            'conda',
            name,
            undefined,
            channel === undefined ? undefined : inChannel(channel),
          )
    if (typeof id === 'string') identities.set(`${manager} ${name}`, id)
  }
  return identities
}

function take(records: Records, record: JsonObject, pointer: string, identities: Identities): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const manager = textMember(record, 'manager')
  const url = textMember(record, 'url')
  const hash = objectMember(record, 'hash')
  const dependencies = objectMember(record, 'dependencies')
  const isKnown = manager === 'conda' || manager === 'pip'
  if (!name || !version || !url || !isKnown || hash === false || dependencies === false) {
    const what = 'expected name, version, manager, url, hash and dependencies as conda-lock writes them'
    records.refuse(record, pointer, name || 'a package without a name', 'line-unread', what)
    return
  }
  const sha256 = hash === undefined ? undefined : textMember(hash, 'sha256') || undefined
  const platform = textMember(record, 'platform')
  const needs = Object.keys(dependencies ?? {}).flatMap(
    // A package of pip may need one that conda brings.
    (each) => identities.get(`${manager} ${each}`) ?? identities.get(`conda ${each}`) ?? [],
  )
  const shared = {
    name,
    version,
    digests: digestsOf([{ file: fileNameOf(url), hash: sha256 }]),
    needs,
    remarks: platform ? [`on ${platform}`] : [],
  }
  if (manager === 'pip') {
    if (/^https?:\/\//.test(url))
      records.add(record, pointer, { type: 'pypi', registries: [undefined], fileUrls: [url], ...shared })
    else {
      const what = `it comes from ${url.slice(0, 120)}, not from a registry`
      records.refuse(
        record,
        pointer,
        `${name} ${version}`,
        'source-elsewhere',
        what,
        identities.get(`pip ${name}`),
      )
    }
    return
  }
  const found = parseCondaUrl(url)
  if (found?.name !== name || found.version !== version) {
    const what = 'expected the URL of this package and version in a channel of conda'
    records.refuse(
      record,
      pointer,
      `${name} ${version}`,
      'source-elsewhere',
      what,
      identities.get(`conda ${name}`),
    )
    return
  }
  records.add(record, pointer, {
    type: 'conda',
    qualifiers: inChannel(found.channel),
    registries: [found.channelUrl],
    ...shared,
  })
}
