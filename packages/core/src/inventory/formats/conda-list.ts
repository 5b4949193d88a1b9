import type { JsonValue } from '../../json/canonical.js'
import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { channelOf, inChannel } from '../conda-url.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, textMember } from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'

/**
 * What `conda list --json` and its kin print: what is installed. What pip put there stands in the channel `pypi`.
 *
 * @spec inventory#conda-list
 */
export function readCondaList(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { value } = json.value
  if (!Array.isArray(value)) {
    return refuse(problem('inventory/other-form', 'expected a list of packages', text.placeOf(0)))
  }
  const records = new Records('conda-list', text, json.value)
  ;(value as readonly JsonValue[]).forEach((record, index) => {
    if (isObject(record)) take(records, record, `/${index}`)
    else records.refuse(undefined, `/${index}`, JSON.stringify(record), 'line-unread', 'expected an object')
  })
  return records.finish()
}

function take(records: Records, record: JsonObject, pointer: string): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const channel = textMember(record, 'channel')
  const base = textMember(record, 'base_url')
  if (!name || !version || channel === false || base === false) {
    const what = 'expected name, version, channel and base_url'
    records.refuse(record, pointer, name || 'a package without a name', 'line-unread', what)
    return
  }
  if (channel === 'pypi') {
    records.add(record, pointer, { type: 'pypi', name, version })
    return
  }
  if (!channel || channel.startsWith('<')) {
    const what = `it comes from ${channel || 'no channel'}`
    records.refuse(record, pointer, `${name} ${version}`, 'source-elsewhere', what)
    return
  }
  const url = channel.includes('://') ? channel : base
  const build = textMember(record, 'build_string')
  records.add(record, pointer, {
    type: 'conda',
    name,
    version,
    qualifiers: inChannel((url === undefined ? undefined : channelOf(url)) ?? channel),
    registries: [url],
    remarks: build ? [`the build ${build}`] : [],
  })
}
