import type { TrustPublisher } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { trustWeighCommand } from '../command/table/trust-weigh.js'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { changeFiles } from '../operator/change-publisher.js'
import { findPublisher } from '../operator/find-publisher.js'
import { toTrustPlace } from '../operator/trust-place.js'
import { parseWeights, sayBelieved, toBelieved } from '../operator/weights.js'
import { findIdFault } from '../publisher/id-form.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'
import type { MemberEdit } from '../yaml/edit-members.js'

type Invoked = Invocation<typeof trustWeighCommand>

/** Changes how far a publisher is believed. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options, at } = invocation
  const id = operands[0]!
  const edits = parseEdits(options)
  if (!edits.ok) return refusal(edits.problems)
  if (edits.value.length === 0) {
    return refusal([cliProblem('cli/option-missing', 'expected something to change, such as --trust full')])
  }
  const place = toTrustPlace(options.config ?? 'trust.yaml')
  const texts = new Map<string, SourceText>()
  const context = {
    place,
    command: 'trust weigh',
    now: at,
    texts,
    talk: invocation.talk,
    needsLock: false,
  }
  const done = await changeFiles(context, world, (present) => {
    const found = findPublisher(present.trust, id, place.trust)
    if (!found.ok) return Promise.resolve(found)
    const { publisher: before, index } = found.value
    const changing = edits.value.filter((edit) => isChange(edit, before))
    const after = withEdits(before, changing)
    return Promise.resolve(
      succeed({
        trust: changing.length === 0 ? undefined : { kind: 'edit' as const, index, edits: changing },
        keep: [],
        lock: undefined,
        value: factsOf(place.trust, before, after),
      }),
    )
  })
  if (!done.ok) return refusal(done.problems, texts)
  return summary(done.value, show, { problems: done.findings, texts })
}

function parseEdits(options: Invoked['options']): Result<readonly MemberEdit[]> {
  const weights = parseWeights(options)
  if (!weights.ok) return weights
  const edits = [...weights.value]
  for (const name of ['veto', 'optional'] as const) {
    const answer = options[name]
    // The default of both is no.
    if (answer !== undefined) edits.push({ name, value: answer === 'yes' ? true : undefined })
  }
  if (options.group !== undefined) {
    const isDefault = options.group === 'default'
    const misnamed = isDefault ? undefined : findIdFault('--group', options.group)
    if (misnamed !== undefined) return fail(misnamed)
    edits.push({ name: 'group', value: isDefault ? undefined : options.group })
  }
  for (const [option, name] of [
    ['max-age-days', 'maxAgeDays'],
    ['grace-days', 'graceDays'],
  ] as const) {
    const days = options[option]
    if (days === undefined) continue
    if (days !== 'default' && !/^(?:0|[1-9][0-9]{0,4})$/.test(days)) {
      const what = `--${option} takes a number of days or default, and was given ${days}`
      return fail(cliProblem('cli/option-value', what))
    }
    edits.push({ name, value: days === 'default' ? undefined : Number(days) })
  }
  return succeed(edits)
}

function isChange({ name, value, insteadOf }: MemberEdit, publisher: TrustPublisher): boolean {
  const members = new Map<string, unknown>(Object.entries(publisher))
  return members.get(name) !== value || (insteadOf !== undefined && members.has(insteadOf))
}

function withEdits(publisher: TrustPublisher, edits: readonly MemberEdit[]): TrustPublisher {
  const members = new Map(Object.entries(publisher))
  for (const { name, value, insteadOf } of edits) {
    if (insteadOf !== undefined) members.delete(insteadOf)
    if (value === undefined) members.delete(name)
    else members.set(name, value)
  }
  return Object.fromEntries(members) as unknown as TrustPublisher
}

function settingsOf(publisher: TrustPublisher) {
  return {
    ...toBelieved(publisher),
    veto: publisher.veto ?? false,
    optional: publisher.optional ?? false,
    group: publisher.group ?? null,
    maxAgeDays: publisher.maxAgeDays ?? null,
    graceDays: publisher.graceDays ?? null,
  }
}

function factsOf(config: string, before: TrustPublisher, after: TrustPublisher) {
  const own = (after.lists ?? []).flatMap((choice) =>
    typeof choice !== 'string' && (choice.trust ?? choice.weight) !== undefined ? [choice.name] : [],
  )
  return {
    config,
    publisher: after.id,
    before: settingsOf(before),
    after: settingsOf(after),
    listsWithOwnWeights: own,
  }
}

function show({ config, publisher, before, after, listsWithOwnWeights }: ReturnType<typeof factsOf>): Shown {
  const changed = (['veto', 'optional', 'group', 'maxAgeDays', 'graceDays'] as const).filter(
    (name) => before[name] !== after[name],
  )
  const isWeighed = before.weight !== after.weight || before.denyWeight !== after.denyWeight
  if (!isWeighed && changed.length === 0) return say`${config}: ${publisher} stays as it was`
  return lines([
    say`${config}: ${publisher} is changed`,
    isWeighed ? say`  ${sayBelieved(before)} → ${sayBelieved(after)}` : nothing,
    ...changed.map((name) => say`  ${name}: ${before[name] ?? 'default'} → ${after[name] ?? 'default'}`),
    listsWithOwnWeights.length > 0 && isWeighed
      ? say`  not for ${listsWithOwnWeights.join(', ')}, which have weights of their own`
      : nothing,
  ])
}
