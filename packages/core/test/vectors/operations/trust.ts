import {
  accept,
  acceptUnsigned,
  encodeUtf8,
  matchUnsigned,
  openUnsignedList,
  readTrust,
  sha256,
  type Instant,
  type JsonValue,
  type LockPublisher,
  type Outcome,
  type Trust,
  type UnsignedList,
} from '@trustlist/core'
import type { Operations } from './operation.js'

/** The draft stands as JSON, which is YAML too: what a reader of YAML makes of a file is not this page's business. */
function openUnsigned(text: string, unsigned: string, publisher: string): Outcome<UnsignedList> {
  const file = matchUnsigned(encodeUtf8(text), unsigned)
  return file.ok ? openUnsignedList(file.value, JSON.parse(text) as JsonValue, publisher) : file
}

const reviewedOf = (text: string) => `sha256:${sha256(encodeUtf8(text))}`

/** What an implementation does to answer the vectors of trust. */
export const trustOperations = {
  'read-trust': ({ trust }: { readonly trust: JsonValue }) => {
    const read = readTrust(trust)
    return read.ok ? accept({ findings: read.findings.map(({ code }) => code) }) : read
  },
  'open-unsigned-list': (input: {
    readonly file: string
    readonly unsigned: string
    readonly publisher: string
  }) => {
    const list = openUnsigned(input.file, input.unsigned, input.publisher)
    if (!list.ok) return list
    const { publisher, name, digest, entries } = list.value
    return accept({ publisher, list: name, digest, entries: entries.map((each) => each.package) })
  },
  'accept-unsigned': (input: {
    readonly file: string
    readonly before?: string
    readonly accepted?: LockPublisher
    readonly now: Instant
    readonly acknowledged?: NonNullable<Trust['acknowledged']>
  }) => {
    const list = openUnsigned(input.file, reviewedOf(input.file), 'osv')
    if (!list.ok) return list
    const before =
      input.before === undefined ? undefined : openUnsigned(input.before, reviewedOf(input.before), 'osv')
    const judged = acceptUnsigned({
      list: list.value,
      accepted: input.accepted,
      before: () => (before?.ok === true ? before.value : undefined),
      now: input.now,
      acknowledged: input.acknowledged ?? [],
    })
    if (!judged.ok) return judged
    return accept({ lock: judged.value.lock, vanished: judged.value.vanished.length })
  },
} satisfies Operations
