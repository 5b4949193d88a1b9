import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import { inChannel, parseCondaUrl } from '../conda-url.js'
import { digestsOf, fileNameOf } from '../file-digests.js'
import { isReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectsMember, textMember, textsMember } from '../json-record.js'
import type { JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import type { YamlParser } from '../structured-text.js'

const versions: ReadonlySet<unknown> = new Set(['5', '6', '7'])

/**
 * pixi.lock, versions 5 to 7: the packages of all environments and platforms, each once.
 *
 * @spec inventory#pixi-lock
 */
export function readPixiLock(text: InventoryText, parseYaml: YamlParser): Outcome<Inventory> {
  const yaml = parseYaml(text)
  if (!yaml.ok) return yaml
  const [lock, ...more] = yaml.value.documents
  const packages = isObject(lock) ? objectsMember(lock, 'packages') : false
  const version = isObject(lock) ? lock['version'] : undefined
  if (packages === false || !versions.has(version) || more.length > 0) {
    const what = 'expected version: 5, 6 or 7 and packages as a list'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('pixi-lock', text, yaml.value)
  const channels = channelsOf(records, packages)
  packages.forEach((record, index) => take(records, record, `/packages/${index}`, channels))
  return records.finish()
}

/** From version 6 on the member that has the URL names the kind, in version 5 `kind` does. */
function urlOf(record: JsonObject, kind: 'conda' | 'pypi'): string | undefined {
  const own = textMember(record, kind)
  if (own) return own
  return record['kind'] === kind
    ? textMember(record, 'url') || textMember(record, 'path') || undefined
    : undefined
}

/** Identities of the packages of conda by their names: what needs one names it without its channel. */
function channelsOf(records: Records, packages: readonly JsonObject[]): ReadonlyMap<string, PackageId> {
  const ids = new Map<string, PackageId>()
  for (const record of packages) {
    const found = parseCondaUrl(urlOf(record, 'conda') ?? '')
    if (found === undefined) continue
    const id = records.builder.identify('conda', found.name, undefined, inChannel(found.channel))
    if (!isReason(id)) ids.set(found.name, id)
  }
  return ids
}

function take(
  records: Records,
  record: JsonObject,
  pointer: string,
  channels: ReadonlyMap<string, PackageId>,
): void {
  const conda = urlOf(record, 'conda')
  const pypi = urlOf(record, 'pypi')
  if (conda !== undefined) takeConda(records, record, pointer, conda, channels)
  else if (pypi !== undefined) takePypi(records, record, pointer, pypi)
  else {
    const what = 'expected conda or pypi with a URL'
    records.refuse(record, pointer, textMember(record, 'name') || 'a package', 'line-unread', what)
  }
}

function takeConda(
  records: Records,
  record: JsonObject,
  pointer: string,
  url: string,
  channels: ReadonlyMap<string, PackageId>,
): void {
  const found = parseCondaUrl(url)
  const name = textMember(record, 'name') ?? found?.name
  const version = textMember(record, 'version') ?? found?.version
  const needs = textsMember(record, 'depends')
  if (found === undefined || found.name !== name || found.version !== version || needs === false) {
    const what = 'expected the URL of a package in a channel of conda, as its name and version say'
    records.refuse(record, pointer, url, 'source-elsewhere', what)
    return
  }
  records.add(record, pointer, {
    type: 'conda',
    name: found.name,
    version: found.version,
    qualifiers: inChannel(found.channel),
    digests: digestsOf([{ file: found.file, hash: textMember(record, 'sha256') || undefined }]),
    needs: needs.flatMap((each) => channels.get(each.split(/[ =<>!~[]/, 1)[0]!) ?? []),
    registries: [found.channelUrl],
    remarks: [`the build ${found.build}`],
  })
}

function takePypi(records: Records, record: JsonObject, pointer: string, url: string): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const needs = textsMember(record, 'requires_dist')
  if (!name || version === false || needs === false) {
    records.refuse(
      record,
      pointer,
      url,
      'line-unread',
      'expected name, version and requires_dist as pixi writes them',
    )
    return
  }
  if (url === '.' || url === './') {
    records.addOther(record, pointer, name)
    return
  }
  if (!/^https?:\/\/[^#]+\.(?:whl|tar\.gz|zip|tar\.bz2)(?:#|$)/.test(url) || version === undefined) {
    const [id] = records.builder.identifyAll('pypi', [name])
    const what = `it comes from ${url.slice(0, 120)}, not from a registry`
    records.refuse(record, pointer, `${name} ${version ?? ''}`.trim(), 'source-elsewhere', what, id)
    return
  }
  records.add(record, pointer, {
    type: 'pypi',
    name,
    version,
    digests: digestsOf([{ file: fileNameOf(url), hash: textMember(record, 'sha256') || undefined }]),
    needs: records.builder.identifyAll(
      'pypi',
      needs.filter((each) => !each.includes(';')).flatMap((each) => /^[A-Za-z0-9._-]+/.exec(each)?.[0] ?? []),
    ),
    registries: [undefined],
    fileUrls: [url],
  })
}
