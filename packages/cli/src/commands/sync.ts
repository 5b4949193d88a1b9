import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { syncCommand } from '../command/table/sync.js'
import { exitOfAll } from '../exit.js'
import type { CliProblem } from '../failure.js'
import { readAsking } from '../operator/states/asking.js'
import { saySync, toSyncResult } from '../operator/sync/say-sync.js'
import { syncPublishers } from '../operator/sync/sync-publishers.js'
import { toTrustPlace } from '../operator/trust-place.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

/** Brings and judges every publisher; what is wrong with one is told, and the others go on. */
export async function run(
  { at, isSilent, operands, options, talk }: Invocation<typeof syncCommand>,
  world: World,
): Promise<Answer> {
  const asking = readAsking(options)
  if (!asking.ok) return refusal(asking.problems)
  const texts = new Map<string, SourceText>()
  const place = toTrustPlace(options.trust ?? 'trust.yaml')
  const synced = await syncPublishers(
    {
      place,
      publishers: operands,
      now: at,
      ...asking.value,
      isWhole: options.history,
      talk: isSilent ? undefined : talk,
      texts,
    },
    world,
  )
  if (!synced.ok) return refusal(synced.problems, texts)
  const { publishers, findings } = synced.value
  const problems: CliProblem[] = [
    ...publishers.flatMap((each) => [...each.problems, ...each.findings]),
    ...findings,
  ]
  const isSomebodyBehind = publishers.some(
    ({ standing }) => standing === 'stale' || standing === 'quarantined',
  )
  const exit = exitOfAll(problems, isSomebodyBehind ? 1 : 0)
  return summary(toSyncResult(publishers, place, at), saySync, { problems, texts, exit })
}
