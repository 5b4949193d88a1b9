import { createHash } from 'node:crypto'
import { readListFolder, listOfSize, now, taken } from './lists/sealed-list.mjs'
import { compare, ratioOf } from './harness/compare.mjs'
import {
  findGateFault,
  maxHeadBytes,
  verifyHead,
  verifyList,
  verifySubject,
} from '../packages/core/dist/index.js'
import { nameOfSize, shown } from './harness/report.mjs'

export const about = 'opening a list: verified entries from bytes'

export const limits = {
  seal: { what: 'seal check / parse', atMost: 0.35, from: 100_000 },
  'gate-and-seal': { what: 'seal check and canonical gate / parse', atMost: 1, from: 10_000, aim: 0.7 },
  open: { what: 'open a verified list / (parse + sha256)', atMost: 2.3, at: 100_000, aim: 1.5 },
  mismatch: { what: 'refuse content that does not match / parse', atMost: 0.35, from: 100_000 },
  'wrong-signature': { what: 'refuse a wrong signature, from the first 64 KiB', atMost: 10 },
  growth: { what: 'open / parse per entry, over the same at 10k', atMost: 1.3, at: 1_000_000 },
}

const roundsBySize = { 1_000: 25, 10_000: 25, 100_000: 15, 1_000_000: 5 }

export function run({ sizes, report, rounds }) {
  const openOverParse = new Map()
  // The quotient of the largest size is compared with that of 10k, which is therefore measured with it.
  const needed = sizes.includes(1_000_000) && !sizes.includes(10_000) ? [10_000, ...sizes] : sizes
  for (const size of needed) {
    const list = prepare(listOfSize(size))
    report.heading(`${nameOfSize(size)} entries, ${shown(list.bytes.length / 1e6)} MB`)
    const timings = compare(candidatesFor(list), rounds ?? roundsBySize[size] ?? 5)
    const { parse, sha256 } = timings
    const figure = (name, ratio) => report.figure({ name, size, ...ratio, limits })
    report.note(`floor: parse ${shown(parse.medianMs)} ms, sha256 ${shown(sha256.medianMs)} ms`)
    figure('seal', ratioOf(timings.seal, parse))
    figure('gate-and-seal', ratioOf(timings.gateAndSeal, parse))
    figure('open', ratioOf(timings.open, parse, sha256))
    figure('mismatch', ratioOf(timings.mismatch, parse))
    const { medianMs, leastMs } = timings.wrongSignature
    figure('wrong-signature', { value: medianMs, least: leastMs, unit: 'ms' })
    openOverParse.set(size, ratioOf(timings.open, parse))
    const [at, base] = [openOverParse.get(size), openOverParse.get(10_000)]
    if (size > 10_000 && base !== undefined) {
      figure('growth', { value: at.value / base.value, least: at.least / base.least })
    }
  }
}

/** A list with what is needed to refuse it: one byte of its last entry changed, and one bit of a signature. */
function prepare(folder) {
  const { bytes, identity } = readListFolder(folder)
  const changed = bytes.slice()
  const digit = changed.lastIndexOf(0x22, changed.length - 8) + 1
  changed[digit] ^= 1
  const forged = bytes.slice(0, maxHeadBytes)
  const signature = new TextDecoder().decode(forged).indexOf('"sig":"') + 7
  forged[signature] = forged[signature] === 0x41 ? 0x42 : 0x41
  return { bytes, identity, changed, forged }
}

function candidatesFor({ bytes, identity, changed, forged }) {
  const options = { now, list: 'made-up' }
  const seal = (file) => {
    const head = taken(verifyHead(file.subarray(0, maxHeadBytes), 'list', identity, options))
    return verifySubject(head, file)
  }
  return {
    parse: () => parse(bytes),
    sha256: () => createHash('sha256').update(bytes).digest(),
    seal: () => taken(seal(bytes)),
    gateAndSeal: () => {
      const { subject } = taken(seal(bytes))
      const fault = findGateFault(subject.bytes, subject.start, subject.end)
      if (fault !== undefined) throw new Error(fault.what)
      return subject
    },
    open: () => taken(verifyList(bytes, identity, options)),
    mismatch: () => refused(seal(changed), 'seal/subject-digest'),
    wrongSignature: () => refused(verifyHead(forged, 'list', identity, options), 'key/threshold-not-met'),
  }
}

/** The floor: what everyone does who checks nothing. */
export function parse(bytes) {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
}

function refused(outcome, code) {
  if (outcome.ok || outcome.problems[0].code !== code) throw new Error(`expected the refusal ${code}`)
  return outcome
}
