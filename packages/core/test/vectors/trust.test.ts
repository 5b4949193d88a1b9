import {
  accept,
  encodeUtf8,
  matchUnsigned,
  openUnsignedList,
  readTrust,
  type JsonValue,
} from '@trustlist/core'
import { runVectors } from './run-vectors.js'

runVectors('trust', {
  'read-trust': ({ trust }: { readonly trust: JsonValue }) => {
    const read = readTrust(trust)
    return read.ok ? accept({ findings: read.findings.map(({ code }) => code) }) : read
  },
  /** The draft stands as JSON, which is YAML too: what a reader of YAML makes of a file is not this page's business. */
  'open-unsigned-list': (input: {
    readonly file: string
    readonly unsigned: string
    readonly publisher: string
  }) => {
    const file = matchUnsigned(encodeUtf8(input.file), input.unsigned)
    if (!file.ok) return file
    const list = openUnsignedList(file.value, JSON.parse(input.file) as JsonValue, input.publisher)
    if (!list.ok) return list
    const { publisher, name, digest, entries } = list.value
    return accept({ publisher, list: name, digest, entries: entries.map((each) => each.package) })
  },
})
