import type { PolicyFile, PolicyRule, PolicySegment, PolicySubject } from '@trustlist/schema'
import { toSubjectText } from '../document/layout.js'
import type { JsonValue } from '../json/canonical.js'
import { Utf8Writer } from '../text/utf8-writer.js'

/**
 * A policy's subject as it is written: what `toSubjectText` gives, rule by rule, so that the text of a million of them is
 * never in memory as a whole.
 *
 * @spec policy#bytes
 */
export function toPolicyBytes({ rules, ...others }: PolicySubject): Uint8Array<ArrayBuffer> {
  const writer = new Utf8Writer()
  // `rules` is the last member by code unit.
  const before = toSubjectText(others as unknown as Record<string, JsonValue>)
  writer.add(`${before.slice(0, -1)},"rules":[`)
  rules.forEach((rule, index) => writer.add((index === 0 ? '\n' : ',\n') + toRuleText(rule)))
  writer.add(rules.length === 0 ? ']}' : '\n]}')
  return writer.toBytes()
}

/** The canonical text of a rule, its members written down in their one order. */
function toRuleText({ package: pattern, segments }: PolicyRule): string {
  let text = `{"package":${JSON.stringify(pattern)},"segments":[`
  for (let index = 0; index < segments.length; index++) {
    if (index > 0) text += ','
    text += toSegmentText(segments[index]!)
  }
  return `${text}]}`
}

function toSegmentText(segment: PolicySegment): string {
  const { against, asOf, decision, files, for: heardFor, held, opposition } = segment
  const { reviewed, support, until, versions, voices } = segment
  return (
    `{"against":[${against.join()}],` +
    (asOf === undefined ? '' : `"asOf":"${asOf}",`) +
    `"decision":"${decision}",` +
    (files === undefined ? '' : `"files":[${files.map(toFileText).join()}],`) +
    `"for":[${heardFor.join()}],` +
    (held === undefined ? '' : `"held":${String(held)},`) +
    `"opposition":${opposition},"reviewed":${reviewed},"support":${support},` +
    (until === undefined ? '' : `"until":"${until}",`) +
    `"versions":${JSON.stringify(versions)},"voices":${voices}}`
  )
}

function toFileText({ decision, sha256, support, until, voices }: PolicyFile): string {
  const last = until === undefined ? '' : `"until":"${until}",`
  return `{"decision":"${decision}","sha256":"${sha256}","support":${support},${last}"voices":${voices}}`
}
