import { isAbsolute, join } from 'node:path'
import { updateLock, type TrustPublisher } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { trustPinCommand } from '../command/table/trust-pin.js'
import { succeed, type Result } from '../failure.js'
import {
  confirmFingerprint,
  sayList,
  unsignedNotice,
  type Candidate,
  type JudgedCandidate,
} from '../operator/candidate.js'
import { changeFiles, readPresent, type ChangeContext } from '../operator/change-publisher.js'
import { findPublisher } from '../operator/find-publisher.js'
import { findCandidate } from '../operator/signed-candidate.js'
import { openSource } from '../operator/sources/open-source.js'
import { toTrustPlace, type TrustPlace } from '../operator/trust-place.js'
import { findUnsignedCandidate } from '../operator/unsigned-candidate.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof trustPinCommand>

/** Pins a publisher anew that stands in the trust configuration already. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options, at } = invocation
  const id = operands[0]!
  const place = toTrustPlace(options.config ?? 'trust.yaml')
  const texts = new Map<string, SourceText>()
  const context: ChangeContext = {
    place,
    command: 'trust pin',
    now: at,
    texts,
    talk: invocation.talk,
    needsLock: true,
  }
  const present = await readPresent(context, world)
  if (!present.ok) return refusal(present.problems, texts)
  const found = findPublisher(present.value.trust, id, place.trust)
  if (!found.ok) return refusal(found.problems, texts)
  const { publisher } = found.value
  const candidate = await bring(publisher, invocation, place, world)
  if (!candidate.ok) return refusal(candidate.problems, texts)
  const { fingerprint } = candidate.value
  const before = publisher.pin ?? publisher.unsigned!
  const judged = await candidate.value.judge(present.value)
  if (!judged.ok) return refusal(judged.problems, texts)
  if (options.fingerprint === undefined && fingerprint !== before) {
    const confirmed = await confirmFingerprint(candidate.value, judged.value, publisher.from, world)
    if (!confirmed.ok) return refusal(confirmed.problems, texts)
  }

  const done = await changeFiles(context, world, async (now) => {
    const again = findPublisher(now.trust, id, place.trust)
    if (!again.ok) return again
    const rejudged = await candidate.value.judge(now)
    if (!rejudged.ok) return rejudged
    const { index } = again.value
    const name = candidate.value.isSigned ? 'pin' : 'unsigned'
    const isSame = again.value.publisher[name] === fingerprint
    return succeed(
      {
        trust: isSame ? undefined : { kind: 'edit' as const, index, edits: [{ name, value: fingerprint }] },
        keep: rejudged.value.keep,
        lock: updateLock(now.lock, [rejudged.value.change]),
        value: factsOf(candidate.value, rejudged.value, before, place),
      },
      rejudged.findings,
    )
  })
  if (!done.ok) return refusal(done.problems, texts)
  const notices = unsignedNotice(candidate.value, place.trust)
  return summary(done.value, show, {
    problems: [...candidate.findings, ...done.findings, ...notices],
    texts,
  })
}

async function bring(
  publisher: TrustPublisher,
  { options, at }: Invoked,
  place: TrustPlace,
  world: World,
): Promise<Result<Candidate>> {
  const { from, id, unsigned } = publisher
  const { fingerprint } = options
  if (unsigned !== undefined) {
    const path = isAbsolute(from) ? from : join(place.folder, from)
    return findUnsignedCandidate(path, id, fingerprint, world)
  }
  const lists = publisher.lists?.map((each) => (typeof each === 'string' ? each : each.name))
  const settings = { base: place.folder, cache: options.cache, isOffline: false }
  const offered = await openSource(from, { lists }, settings, world)
  return offered.ok ? findCandidate(offered.value, { id, fingerprint, lists }, from, at) : offered
}

function factsOf(
  { publisher, fingerprint, isSigned, identity }: Candidate,
  { lists, keptDenials }: JudgedCandidate,
  before: string,
  place: TrustPlace,
) {
  return {
    config: place.trust,
    publisher,
    signed: isSigned,
    before,
    fingerprint,
    identity,
    lists,
    keptDenials,
  }
}

function show(facts: ReturnType<typeof factsOf>): Shown {
  const { before, config, fingerprint, identity, keptDenials, lists, publisher, signed } = facts
  const isSame = before === fingerprint
  return lines([
    say`${config}: ${publisher} ${isSame ? 'stays pinned as it was' : 'is pinned anew'}`,
    signed ? say`  fingerprint ${fingerprint}` : say`  NOT SIGNED, bound by the digest ${fingerprint}`,
    isSame ? nothing : say`  before      ${before}`,
    identity === null
      ? nothing
      : say`  identity version ${identity.version}, in force until ${identity.expires}`,
    ...lists.map(sayList),
    keptDenials === 0 ? nothing : say`  ${keptDenials} denials are kept that its lists no longer hold`,
  ])
}
