import {
  readUntrustedList,
  updateLock,
  type ListEntry,
  type LockPublisher,
  type TrustPublisher,
} from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { trustRemoveCommand } from '../command/table/trust-remove.js'
import { cliProblem, succeed, type CliProblem } from '../failure.js'
import { changeFiles, type PresentFiles } from '../operator/change-publisher.js'
import { findPublisher } from '../operator/find-publisher.js'
import { toTrustPlace } from '../operator/trust-place.js'
import { readKept } from '../operator/unsigned-source.js'
import { sayBelieved, toBelieved } from '../operator/weights.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

/** Stops believing a publisher. */
export async function run(invocation: Invocation<typeof trustRemoveCommand>, world: World): Promise<Answer> {
  const { operands, options, at, talk } = invocation
  const id = operands[0]!
  const place = toTrustPlace(options.config ?? 'trust.yaml')
  const texts = new Map<string, SourceText>()
  const context = { place, command: 'trust remove', now: at, texts, talk, needsLock: true }
  const done = await changeFiles(context, world, async (present) => {
    const { lock } = present
    const element = lock?.publishers.find((each) => each.publisher === id)
    const found = findPublisher(present.trust, id, place.trust)
    // What was interrupted behind the trust configuration is brought to its end.
    if (!found.ok && element === undefined) return found
    const left = lock?.publishers.filter((each) => each.publisher !== id) ?? []
    return succeed(
      {
        trust: found.ok ? { kind: 'remove' as const, index: found.value.index } : undefined,
        keep: [],
        lock:
          lock === undefined || element === undefined
            ? undefined
            : updateLock({ ...lock, publishers: left }, []),
        value: await factsOf(place.trust, id, found.ok ? found.value.publisher : undefined, element, present),
      },
      found.ok ? findComment(present, found.value.index, place.trust) : [],
    )
  })
  if (!done.ok) return refusal(done.problems, texts)
  return summary(done.value, show, { problems: done.findings, texts })
}

/** A comment right above is often about what is below it, and sometimes about all that follows. */
function findComment({ file }: PresentFiles, index: number, source: string): readonly CliProblem[] {
  const { line } = file.draft.placeOf(`/publishers/${String(index)}`)
  const above = file.draft.text.split('\n')[line - 2]?.trim()
  if (above?.startsWith('#') !== true) return []
  return [cliProblem('cli/comment-stays', `the comment above it stays: ${above}`, { source, line: line - 1 })]
}

async function factsOf(
  config: string,
  id: string,
  publisher: TrustPublisher | undefined,
  element: LockPublisher | undefined,
  { store }: PresentFiles,
) {
  let denials = 0
  for (const { digest } of element?.lists ?? []) {
    const entries =
      element?.identity === undefined
        ? (await readKept(digest, id, store))?.list.entries
        : entriesOf(store.read(digest))
    denials += entries?.filter((each) => each.decision === 'deny').length ?? 0
  }
  return {
    config,
    publisher: id,
    believed: publisher === undefined ? null : toBelieved(publisher),
    lists: (element?.lists ?? []).map(({ list }) => list),
    denials,
    keptDenials: element?.keptDenials.length ?? 0,
  }
}

function entriesOf(bytes: Uint8Array | undefined): readonly ListEntry[] | undefined {
  const list = bytes === undefined ? undefined : readUntrustedList(bytes)
  return list?.ok === true ? list.value.subject.entries : undefined
}

function show(facts: Awaited<ReturnType<typeof factsOf>>): Shown {
  const { believed, config, denials, keptDenials, publisher } = facts
  return lines([
    say`${config}: ${publisher} is no longer believed`,
    believed === null ? nothing : say`  it was ${sayBelieved(believed)}`,
    denials + keptDenials === 0
      ? nothing
      : say`  its ${denials + keptDenials} denials no longer count: what only they stopped may be permitted after the next merge`,
  ])
}
