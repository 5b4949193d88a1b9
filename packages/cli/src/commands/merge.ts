import { exits } from '../exit.js'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { mergeCommand } from '../command/table/merge.js'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { withHold, type Hold } from '../operator/hold.js'
import {
  checkOneProfile,
  mergeProfiles,
  withoutRepeats,
  type MergedProfile,
} from '../operator/merging/merge-profiles.js'
import { compareWithOlder, openOlderPolicy, type Compared } from '../operator/merging/older-policy.js'
import { policyPath, writePolicies } from '../operator/merging/policy-files.js'
import { sayMerge, toMergeResult } from '../operator/merging/say-merge.js'
import { readAsking } from '../operator/states/asking.js'
import { findBasis, type Basis } from '../operator/states/basis.js'
import { bringStates } from '../operator/states/bring-states.js'
import { readStates, type KnownStates } from '../operator/states/read-states.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof mergeCommand>

/** Merges for one profile or for each; nothing is written before every one has succeeded. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { options, at, isAtGiven, isSilent, talk } = invocation
  const texts = new Map<string, SourceText>()
  const asking = readAsking(options)
  if (!asking.ok) return refusal(asking.problems)
  const basis = await findBasis({ ...options, isAtGiven }, world)
  if (!basis.ok) return refusal(basis.problems)
  const older =
    options.compare === undefined
      ? succeed(undefined)
      : await openOlderPolicy(options.compare, at, texts, world)
  if (!older.ok) return refusal(older.problems, texts)
  const unsaid = findUnsaidOutput(invocation, basis.value)
  if (unsaid !== undefined) return refusal([unsaid])
  const request = {
    place: basis.value.place,
    at,
    asking: asking.value,
    texts,
    talk: isSilent ? undefined : talk,
  }
  const brought = basis.value.kind === 'sync' ? await bringStates(request, world) : succeed([])
  if (!brought.ok) return refusal(brought.problems, texts)
  const mergeAndWrite = async (hold: Hold | undefined): Promise<Result<Merged>> => {
    const known = await readStates(basis.value, at, asking.value, texts, world)
    if (!known.ok) return known
    const merged = merge(invocation, known.value)
    if (!merged.ok) return fail(...merged.problems, ...known.findings)
    const compared =
      older.value === undefined ? succeed(undefined) : compareWithOlder(older.value, merged.value)
    if (!compared.ok) return compared
    const files = merged.value.map(({ policy, bytes }) => ({
      path: options.output ?? policyPath(basis.value.place, policy.name),
      bytes,
    }))
    const written = writePolicies(files, hold, world)
    if (!written.ok) return written
    const policies = merged.value.map((each, index) => ({ ...each, path: files[index]!.path }))
    const all = { known: known.value, policies, compared: compared.value }
    return succeed(all, [...known.findings, ...merged.findings])
  }
  const isShared =
    basis.value.kind === 'sync' || (basis.value.kind === 'lock' && options.output === undefined)
  const merged = isShared
    ? await withHold(basis.value.place, 'merge', world, talk, mergeAndWrite)
    : await mergeAndWrite(undefined)
  if (!merged.ok) {
    const [first, ...rest] = withoutRepeats([...merged.problems, ...brought.findings])
    return refusal([first!, ...rest], texts)
  }
  const problems = withoutRepeats([...brought.findings, ...merged.findings])
  return summary(toMergeResult(at, basis.value, merged.value), sayMerge, { problems, texts, exit: exits.yes })
}

interface Merged {
  readonly known: KnownStates
  readonly policies: readonly (MergedProfile & { readonly path: string })[]
  readonly compared: Compared | undefined
}

function merge({ options, at }: Invoked, known: KnownStates): Result<readonly MergedProfile[]> {
  if (options.output !== undefined) {
    const one = checkOneProfile(known, options.profile, '-o')
    if (!one.ok) return one
  }
  return mergeProfiles(known, options.profile, at)
}

/** What is not about now must not take the place of what is in force. */
function findUnsaidOutput({ options, isAtGiven }: Invoked, { trust, kind }: Basis) {
  const isOther = isAtGiven || options.lock !== undefined || trust.kind === 'revision'
  if (options.output !== undefined || !isOther) return undefined
  const about = kind === 'past' || isAtGiven ? 'about another time than now' : 'by another lock than today’s'
  return cliProblem(
    'cli/output-needed',
    `expected -o: a policy ${about} does not take the place of the one in force`,
  )
}
