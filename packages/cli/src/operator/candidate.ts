import type { Instant, KeptDocument, Lock, LockChange, LockPublisher, Trust } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { nothing, lines, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'
import { askYes } from './ask-yes.js'
import type { Store } from './store.js'

/** What the operator's files hold at the moment, and where documents are kept. */
export interface Present {
  readonly trust: Trust
  readonly lock: Lock | undefined
  readonly store: Store
  readonly now: Instant
}

/** One list of a candidate, for people. */
export interface CandidateList {
  readonly list: string
  /** Null where nobody signs it. */
  readonly version: number | null
  readonly entries: number
  readonly allows: number
  readonly denials: number
  readonly expires: string | null
}

/** What was found out about somebody who is to be believed. */
export interface JudgedCandidate {
  readonly change: LockChange & { readonly lock: LockPublisher }
  readonly keep: readonly KeptDocument[]
  readonly lists: readonly CandidateList[]
  /** Denials that are kept although the new lists no longer hold them. */
  readonly keptDenials: number
}

/** Somebody who is to be pinned. Nothing of it is believed before its fingerprint is known to be the right one. */
export interface Candidate {
  readonly publisher: string
  /** Text of a stranger. */
  readonly title: string
  /** `sha256:…` of the identity, or of the file that nobody signs. */
  readonly fingerprint: string
  readonly isSigned: boolean
  /** Of the identity that the fingerprint leads to; null where nobody signs. */
  readonly identity: { readonly version: number; readonly epoch: number; readonly expires: string } | null
  readonly judge: (present: Present) => Promise<Result<JudgedCandidate>>
}

/**
 * Makes sure that the fingerprint is the right one where the command line does not say it: somebody compares it and types
 * yes.
 *
 * @param judged - What its lists hold, for who decides.
 * @returns Nothing, or `cli/fingerprint-needed`, `cli/not-confirmed`.
 */
export async function confirmFingerprint(
  candidate: Candidate,
  judged: JudgedCandidate,
  from: string,
  world: World,
): Promise<Result<undefined>> {
  const terminal = world.terminal()
  const { fingerprint, publisher } = candidate
  if (terminal === undefined) {
    const what = `expected --fingerprint, or a terminal at which somebody compares ${fingerprint} of ${publisher} and types yes`
    return fail(cliProblem('cli/fingerprint-needed', what))
  }
  if (await askYes(terminal, questionOf(candidate, judged, from))) return succeed(undefined)
  return fail(cliProblem('cli/not-confirmed', `nobody typed yes to ${fingerprint} of ${publisher}`))
}

function questionOf(candidate: Candidate, judged: JudgedCandidate, from: string): Shown {
  const { fingerprint, identity, isSigned, publisher, title } = candidate
  return lines([
    say`${publisher}: ${title}`,
    say`  from        ${from}`,
    say`  ${isSigned ? 'fingerprint' : 'digest     '} ${fingerprint}`,
    identity === null
      ? say`  NOT SIGNED by anybody: you vouch for what the file says`
      : say`  identity    version ${identity.version}, in force until ${identity.expires}`,
    ...judged.lists.map(sayList),
    isSigned
      ? say`Has ${publisher} told you this fingerprint by another way than this source? Type yes to pin it:`
      : say`Have you reviewed this file? Type yes to bind it as it is now:`,
  ])
}

export function sayList(list: CandidateList): Shown {
  const version = list.version === null ? nothing : say`version ${list.version}, `
  const term = list.expires === null ? nothing : say`, in force until ${list.expires}`
  return say`  list ${list.list}: ${version}${list.entries} entries, ${list.allows} allow, ${list.denials} deny${term}`
}

/** Who nobody signs for is told apart wherever it is shown. */
export function unsignedNotice(candidate: Candidate, source: string): readonly CliProblem[] {
  if (candidate.isSigned) return []
  const what = `${candidate.publisher} is not signed by anybody: it is believed because the operator reviewed the file with the digest ${candidate.fingerprint}`
  return [cliProblem('cli/not-signed', what, { source })]
}
