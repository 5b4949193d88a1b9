import type { Lock, TrustPublisher } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { trustListCommand } from '../command/table/trust-list.js'
import type { CliProblem } from '../failure.js'
import { readLockFile } from '../operator/lock-file.js'
import { sayCondition, toCondition } from '../operator/publisher-condition.js'
import { openStore, type Store } from '../operator/store.js'
import { openTrustFile } from '../operator/trust-file.js'
import { toTrustPlace } from '../operator/trust-place.js'
import { sayBelieved, toBelieved } from '../operator/weights.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

/** Tells whom the operator believes, how far, and what was accepted of them last. */
export async function run(
  { options, at }: Invocation<typeof trustListCommand>,
  world: World,
): Promise<Answer> {
  const place = toTrustPlace(options.config ?? 'trust.yaml')
  const texts = new Map<string, SourceText>()
  const file = await openTrustFile(place.trust, texts, world)
  if (!file.ok) return refusal(file.problems, texts)
  const { trust } = file.value
  // A damaged lock does not hide whom the operator believes.
  const lock = await readLockFile(place, world)
  const store = openStore(place.store, world)
  const publishers = trust.publishers.map((each) =>
    factsOf(each, lock.ok ? lock.value : undefined, lock.ok, store, at),
  )
  const problems: CliProblem[] = [
    ...file.findings,
    ...(lock.ok ? lock.findings : lock.problems),
    ...store.findings(),
  ]
  const result = {
    config: place.trust,
    operator: trust.operator,
    at,
    publishers,
    profiles: Object.entries(trust.profiles).map(([name, { allowAt = 100, denyAt = 1, minVoices = 1 }]) => ({
      name,
      allowAt,
      denyAt,
      minVoices,
    })),
  }
  return summary(result, show, { problems, texts })
}

function factsOf(
  publisher: TrustPublisher,
  lock: Lock | undefined,
  isLockKnown: boolean,
  store: Store,
  at: string,
) {
  const { id, from, pin, unsigned, group, optional = false, scope, veto = false } = publisher
  const element = lock?.publishers.find((each) => each.publisher === id)
  return {
    publisher: id,
    from,
    signed: pin !== undefined,
    pin: pin ?? null,
    unsigned: unsigned ?? null,
    believed: toBelieved(publisher),
    lists: publisher.lists?.map((each) => (typeof each === 'string' ? each : each.name)) ?? null,
    veto,
    optional,
    group: group ?? null,
    scope: scope ?? null,
    state: isLockKnown ? toCondition(publisher, element, store, at) : null,
  }
}

type Facts = ReturnType<typeof factsOf>

function show(result: {
  readonly config: string
  readonly operator: string
  readonly publishers: readonly Facts[]
  readonly profiles: readonly {
    readonly name: string
    readonly allowAt: number
    readonly minVoices: number
  }[]
}): Shown {
  const { config, operator, publishers, profiles } = result
  const count =
    publishers.length === 0
      ? 'nobody yet'
      : publishers.length === 1
        ? 'one publisher'
        : `${String(publishers.length)} publishers`
  return lines([
    say`${config}: ${operator} believes ${count}`,
    ...publishers.map(showPublisher),
    ...profiles.map(
      ({ name, allowAt, minVoices }) =>
        say`profile ${name}: permits at ${allowAt} points${minVoices > 1 ? ` from ${String(minVoices)} voices` : ''}`,
    ),
    publishers.length === 0 ? say`  next: trustlist trust add FROM --trust half` : nothing,
  ])
}

function showPublisher({ publisher, believed, from, pin, unsigned, lists, state, ...more }: Facts): Shown {
  const marks = [
    ...(more.veto ? ['its denial is enough by itself'] : []),
    ...(more.optional ? ['optional'] : []),
    ...(more.group === null ? [] : [`one voice with the group ${more.group}`]),
    ...(more.scope === null ? [] : [`heard about ${String(more.scope.length)} packages or patterns`]),
  ]
  return lines([
    say`${publisher}, ${sayBelieved(believed)}`,
    say`  from   ${from}${lists === null ? '' : `, lists ${lists.join(', ')}`}`,
    pin === null ? say`  NOT SIGNED, bound by the digest ${unsigned!}` : say`  pin    ${pin}`,
    marks.length === 0 ? nothing : say`  ${marks.join('; ')}`,
    state === null ? say`  state  unknown: the lock cannot be read` : showState(state),
  ])
}

function showState(state: NonNullable<Facts['state']>): Shown {
  return lines([
    say`  state  ${sayCondition(state)}`,
    state.lists.length === 0
      ? nothing
      : say`         ${state.lists.map(({ list, version }) => (version === null ? list : `${list} version ${String(version)}`)).join(', ')}${state.identity === null ? '' : `, identity version ${String(state.identity.version)}`}`,
    ...state.ending.map(({ what, expires }) => say`         the ${what} ends ${expires}`),
    state.keptDenials === 0
      ? nothing
      : say`         ${state.keptDenials} denials are kept that its lists no longer hold`,
    ...state.missing.map((digest) => say`         ${digest} is not in the store: trustlist sync`),
  ])
}
