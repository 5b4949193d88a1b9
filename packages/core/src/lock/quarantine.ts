import type { LockFault, LockQuarantine } from '@trustlist/schema'
import type { DocumentHead } from '../document/document-head.js'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import { problem, type Problem } from '../problem/problem.js'
import { toDsseEnvelope } from '../seal/dsse.js'
import type { Instant } from '../text/instant.js'
import { encodeUtf8 } from '../text/utf8.js'
import type { KeptDocument } from './accept-verdict.js'

/** A fault of a publisher that its own signatures prove. */
export interface ProvenFault {
  readonly fault: LockFault
  readonly problem: Problem
  /** The heads that prove it, each with its signatures. */
  readonly heads: readonly DocumentHead[]
}

/** Epoch first, then version: the order in which a publisher's documents follow each other. */
export interface Position {
  readonly epoch: number
  readonly version: number
}

/**
 * Compares two documents of one name by epoch, then by version.
 *
 * @spec freshness#compare-with-the-accepted-version
 */
export function comparePositions(a: Position, b: Position): number {
  return a.epoch - b.epoch || a.version - b.version
}

/**
 * The mark that the lock keeps: what is still held against the publisher, and what is new. Of several faults of one kind
 * about one list the latest stays.
 */
export function toQuarantine(
  held: readonly LockFault[],
  found: readonly ProvenFault[],
  since: Instant,
): LockQuarantine {
  const faults = new Map<string, LockFault>()
  for (const fault of [...held, ...found.map((each) => each.fault)]) {
    const key = `${fault.code} ${fault.list ?? ''}`
    const other = faults.get(key)
    if (other === undefined || comparePositions(fault, other) > 0) faults.set(key, fault)
  }
  return { faults: [...faults].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fault]) => fault), since }
}

/** What a fault that the lock remembers says, for those who were not there when it was found. */
export function toHeldProblem(publisher: string, fault: LockFault, since: Instant): Problem {
  const { code, digest, epoch, list, version } = fault
  const document = list === undefined ? 'identity' : `list ${list}`
  return problem(
    code,
    `since ${since}: ${publisher} showed the ${document} as epoch ${epoch}, version ${version}, digest ${digest}`,
  )
}

/** The heads of a proof as DSSE envelopes: small, and for other verifiers to check. */
export function toProof(faults: readonly ProvenFault[]): readonly KeptDocument[] {
  const heads = new Map(faults.flatMap((each) => each.heads.map((head) => [head.digest, head] as const)))
  return [...heads].map(([digest, head]) => ({
    digest,
    bytes: encodeUtf8(`${toCanonicalText(toDsseEnvelope(head) as unknown as JsonValue)}\n`),
  }))
}
