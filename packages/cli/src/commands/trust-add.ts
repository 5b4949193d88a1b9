import { updateLock, type Trust, type TrustPublisher } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { trustAddCommand } from '../command/table/trust-add.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import {
  confirmFingerprint,
  sayList,
  unsignedNotice,
  type Candidate,
  type JudgedCandidate,
} from '../operator/candidate.js'
import { changeFiles, readPresent, type ChangeContext } from '../operator/change-publisher.js'
import { toFromText, toPathText } from '../operator/from-text.js'
import { findCandidate } from '../operator/signed-candidate.js'
import { openSource } from '../operator/sources/open-source.js'
import { toTrustPlace, type TrustPlace } from '../operator/trust-place.js'
import { findUnsignedCandidate } from '../operator/unsigned-candidate.js'
import { parseWeights, sayBelieved, toBelieved } from '../operator/weights.js'
import { findIdFault } from '../publisher/id-form.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'
import type { EditMembers } from '../yaml/scalar-text.js'

type Invoked = Invocation<typeof trustAddCommand>

/** Believes a publisher from now on: pins its identity, or binds the file of one that never signs. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { options, at } = invocation
  const misuse = findMisuse(invocation)
  if (misuse !== undefined) return refusal([misuse])
  const weights = parseWeights(options)
  if (!weights.ok) return refusal(weights.problems)
  const place = toTrustPlace(options.config ?? 'trust.yaml')
  const texts = new Map<string, SourceText>()
  const context: ChangeContext = {
    place,
    command: 'trust add',
    now: at,
    texts,
    talk: invocation.talk,
    needsLock: true,
  }
  // Nobody is asked anything before it is clear that the answer could be acted on.
  const present = await readPresent(context, world)
  if (!present.ok) return refusal(present.problems, texts)
  const found = await bring(invocation, place, world)
  if (!found.ok) return refusal(found.problems, texts)
  const { candidate, from } = found.value
  const members = membersOf(
    candidate,
    from,
    options.list,
    weights.value.map(({ name, value }) => [name, value!]),
  )
  const planned = planChange(present.value.trust, members, place)
  if (!planned.ok) return refusal(planned.problems, texts)
  const judged = await candidate.judge(present.value)
  if (!judged.ok) return refusal(judged.problems, texts)
  if (options.fingerprint === undefined) {
    const confirmed = await confirmFingerprint(candidate, judged.value, from, world)
    if (!confirmed.ok) return refusal(confirmed.problems, texts)
  }

  const done = await changeFiles(context, world, async (now) => {
    const plan = planChange(now.trust, members, place)
    if (!plan.ok) return plan
    const again = await candidate.judge(now)
    if (!again.ok) return again
    const { change, keep } = again.value
    const isNew = plan.value === 'add'
    return succeed(
      {
        trust: isNew ? { kind: 'add' as const, members } : undefined,
        keep,
        lock: updateLock(now.lock, [change]),
        value: factsOf(candidate, again.value, from, members, isNew, place),
      },
      again.findings,
    )
  })
  if (!done.ok) return refusal(done.problems, texts)
  const notices = unsignedNotice(candidate, place.trust)
  return summary(done.value, show, { problems: [...found.findings, ...done.findings, ...notices], texts })
}

function findMisuse({ options }: Invoked): CliProblem | undefined {
  const { as, id, list, trust, unsigned, weight } = options
  if (trust === undefined && weight === undefined) {
    const what = 'expected --trust full, half or advice: nobody else can say how far you believe it'
    return cliProblem('cli/option-missing', what)
  }
  if (unsigned && as === undefined)
    return cliProblem('cli/option-missing', 'expected --as ID, the id for a source that never signs')
  if (unsigned && (id !== undefined || list.length > 0))
    return cliProblem('cli/option-value', '--unsigned does not go with --id and --list: a file is one list')
  if (!unsigned && as !== undefined)
    return cliProblem(
      'cli/option-value',
      '--as goes with --unsigned; a publisher that signs says its id itself',
    )
  const given = as ?? id
  return given === undefined ? undefined : findIdFault(as === undefined ? '--id' : '--as', given)
}

interface Found {
  readonly candidate: Candidate
  /** As it is to stand in the trust configuration. */
  readonly from: string
}

async function bring(
  { operands, options, at }: Invoked,
  place: TrustPlace,
  world: World,
): Promise<Result<Found>> {
  const typed = operands[0]!
  if (options.unsigned) {
    const candidate = await findUnsignedCandidate(typed, options.as!, options.fingerprint, world)
    if (!candidate.ok) return candidate
    return succeed({ candidate: candidate.value, from: toPathText(typed, place, world) }, candidate.findings)
  }
  const from = toFromText(typed, place, world)
  if (!from.ok) return from
  const lists = options.list.length === 0 ? undefined : options.list
  const settings = { base: '.', cache: options.cache, isOffline: false }
  const offered = await openSource(typed, { lists }, settings, world)
  if (!offered.ok) return offered
  const meant = { id: options.id, fingerprint: options.fingerprint, lists }
  const candidate = findCandidate(offered.value, meant, typed, at)
  if (!candidate.ok) return candidate
  return succeed({ candidate: candidate.value, from: from.value }, [
    ...offered.findings,
    ...candidate.findings,
  ])
}

function membersOf(
  { publisher, fingerprint, isSigned }: Candidate,
  from: string,
  lists: readonly string[],
  weights: EditMembers,
): EditMembers {
  return [
    ['id', publisher],
    ['from', from],
    [isSigned ? 'pin' : 'unsigned', fingerprint],
    ...(lists.length === 0 ? [] : [['lists', lists] as const]),
    ...weights,
  ]
}

/** The same command once more brings to its end what was interrupted; another one does not change what stands there. */
function planChange(trust: Trust, members: EditMembers, place: TrustPlace): Result<'add' | 'stands'> {
  const wanted = Object.fromEntries(members) as unknown as TrustPublisher
  const known = trust.publishers.find((each) => each.id === wanted.id)
  if (known === undefined) return succeed('add')
  const differing = ['from', 'pin', 'unsigned', 'lists', 'trust', 'weight', 'denyWeight'] as const
  const other = differing.find((name) => JSON.stringify(known[name]) !== JSON.stringify(wanted[name]))
  if (other === undefined) return succeed('stands')
  const what = `${wanted.id} stands in ${place.trust} already, with ${other} ${known[other] === undefined ? 'absent' : JSON.stringify(known[other])}`
  const mend = `change how far it is believed with trustlist trust weigh ${wanted.id}, its pin with trustlist trust pin ${wanted.id}`
  return fail(cliProblem('cli/publisher-known', what, { source: place.trust }, mend))
}

function factsOf(
  { publisher, title, fingerprint, isSigned, identity }: Candidate,
  { lists, keptDenials }: JudgedCandidate,
  from: string,
  members: EditMembers,
  isNew: boolean,
  place: TrustPlace,
) {
  return {
    config: place.trust,
    publisher,
    title,
    from,
    isNew,
    signed: isSigned,
    fingerprint,
    believed: toBelieved(Object.fromEntries(members)),
    identity,
    lists,
    keptDenials,
  }
}

function show(facts: ReturnType<typeof factsOf>): Shown {
  const { config, fingerprint, identity, isNew, keptDenials, lists, publisher, signed } = facts
  return lines([
    say`${config}: ${publisher} ${isNew ? 'is believed from now on' : 'stood there already'}, ${sayBelieved(facts.believed)}`,
    signed ? say`  fingerprint ${fingerprint}` : say`  NOT SIGNED, bound by the digest ${fingerprint}`,
    identity === null
      ? nothing
      : say`  identity version ${identity.version}, in force until ${identity.expires}`,
    ...lists.map(sayList),
    keptDenials === 0 ? nothing : say`  ${keptDenials} denials are kept that its lists no longer hold`,
  ])
}
