import type { JsonValue } from '../../json/canonical.js'
import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { addDays, dayOf, isDay, type Day } from '../../text/instant.js'
import { parseNativeRange } from '../../version/native/parse-native-range.js'
import { toRangeText } from '../../version/range-text.js'
import { InventoryBuilder, isReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, textMember } from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'

const members: ReadonlySet<string> = new Set([
  'package_name',
  'version',
  'approval_date',
  'revoke_date',
  'url',
])

/**
 * A package list of uk-tre/packages, version 0: names with one comparison, the day of approval and perhaps that of revocation.
 * From that day on the entry is not in force.
 *
 * The comparison is taken as it stands. `> 0`, by which these lists mean any version, leaves out version 0 and says so in a remark.
 *
 * @spec inventory#uk-tre
 * @param type - The package URL type of the names.
 */
export function readUkTre(text: InventoryText, type: string): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { value, extentOf } = json.value
  if (!Array.isArray(value)) {
    return refuse(problem('inventory/other-form', 'expected a list of entries', text.placeOf(0)))
  }
  const builder = new InventoryBuilder('uk-tre', text.source)
  ;(value as readonly JsonValue[]).forEach((record, index) => {
    if (!isObject(record)) {
      builder.addUnreadable(
        JSON.stringify(record),
        'inventory/line-unread',
        formOf,
        builder.at(undefined, `/${index}`),
      )
      return
    }
    const [from, to] = extentOf(record)
    takeEntry(builder, record, type, {
      at: builder.at(text.lineOf(from), `/${index}`),
      lastLine: text.lineOf(to - 1),
    })
  })
  return builder.finish()
}

const formOf = 'expected an object with package_name, version, approval_date and revoke_date'

type Lines = Pick<Inventory['packages'][number], 'at' | 'lastLine'>

function takeEntry(builder: InventoryBuilder, record: JsonObject, type: string, lines: Lines): void {
  const name = textMember(record, 'package_name')
  const comparison = textMember(record, 'version')
  const decided = textMember(record, 'approval_date')
  const revoked = textMember(record, 'revoke_date')
  const refuse = (code: 'line' | 'name' | 'version', what: string) =>
    builder.addUnreadable(`${String(name)} ${String(comparison)}`, `inventory/${code}-unread`, what, lines.at)
  const isWhole = Object.keys(record).every((member) => members.has(member))
  if (!isWhole || typeof name !== 'string' || typeof comparison !== 'string' || typeof decided !== 'string') {
    refuse('line', formOf)
    return
  }
  if (!isDay(decided) || revoked === false || (revoked !== undefined && !isDay(revoked))) {
    refuse('line', 'expected approval_date and revoke_date to be days such as 2023-09-29')
    return
  }
  const url = textMember(record, 'url')
  if (url !== undefined) {
    const what = `it comes from ${String(url).slice(0, 80)}, not from an ecosystem`
    builder.addUnreadable(`${name} ${comparison}`, 'inventory/source-elsewhere', what, lines.at)
    return
  }
  const id = builder.identify(type, name)
  if (isReason(id)) {
    refuse('name', id.what)
    return
  }
  const range = parseNativeRange(type, comparison)
  if (!range.ok) {
    refuse('version', range.problems[0].what)
    return
  }
  builder.addPackage({
    package: id,
    name,
    versions: toRangeText(range.value.range)!,
    decided,
    until: revoked === undefined ? undefined : dayBefore(revoked),
    remarks: comparison.replaceAll(' ', '') === '>0' ? ['any version, written as > 0'] : [],
    ...lines,
  })
}

function dayBefore(day: Day): Day {
  return dayOf(addDays(`${day}T00:00:00Z`, -1))
}
