import { dirname, join } from 'node:path'
import {
  isVerifiedList,
  mergeLists,
  preparePolicy,
  readHead,
  toPreparedBytes,
  type Policy,
} from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { mergeCommand } from '../command/table/merge.js'
import { cliProblem, type CliProblem } from '../failure.js'
import { openForHead } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import { readStates } from '../operator/read-states.js'
import { readTrustFile } from '../operator/read-trust-file.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof mergeCommand>

/** Merges for one profile or for each; nothing is written before every one has succeeded. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { options, at } = invocation
  const trustPath = options.trust ?? 'trust.yaml'
  const texts = new Map<string, SourceText>()
  const trust = await readTrustFile(trustPath, texts, world)
  if (!trust.ok) return refusal(trust.problems, texts)
  const profiles =
    options.profile === undefined ? Object.keys(trust.value.profiles).sort() : [options.profile]
  if (options.output !== undefined && profiles.length > 1) {
    return refusal([
      cliProblem('cli/several-profiles', `expected one profile for -o, found ${profiles.join(', ')}`),
    ])
  }
  const states = await readStates(trust.value, trustPath, at, world)
  if (!states.ok) return refusal(states.problems, texts)

  const findings: CliProblem[] = [...trust.findings, ...states.findings]
  const policies: { readonly path: string; readonly policy: Policy; readonly bytes: Uint8Array }[] = []
  for (const profile of profiles) {
    const merged = mergeLists(states.value, trust.value, profile, at)
    if (!merged.ok) return refusal(merged.problems, texts)
    const prepared = preparePolicy(merged.value.policy)
    if (!prepared.ok) return refusal(prepared.problems, texts)
    findings.push(...merged.findings)
    policies.push({
      path: options.output ?? join(dirname(trustPath), `policy.${profile}.json`),
      policy: merged.value.policy,
      bytes: toPreparedBytes(prepared.value),
    })
  }
  for (const { path } of policies) {
    const other = findOther(path, world)
    if (other !== undefined) return refusal([other], texts)
  }
  for (const { path, bytes } of policies) {
    const written = writeOutput(world, path, bytes)
    if (!written.ok) return refusal(written.problems, texts)
  }
  const publishers = states.value.map(({ publisher, lists, status }) => ({
    publisher,
    status,
    lists: lists.map((list) => ({
      name: list.name,
      version: isVerifiedList(list) ? list.version : undefined,
      digest: list.digest,
      entries: list.entries.length,
    })),
  }))
  return summary(
    {
      at,
      publishers,
      policies: policies.map(({ path, policy }) => ({
        path,
        profile: policy.name,
        expires: policy.expires,
        ...countsOf(policy),
      })),
    },
    (result) =>
      lines([
        ...result.publishers.flatMap((each) =>
          each.lists.map(
            (list) =>
              say`  ${each.publisher}, list ${list.name}: ${list.version === undefined ? 'unsigned' : `version ${list.version}`}, ${list.entries} entries, ${each.status}`,
          ),
        ),
        ...result.policies.map(
          (each) =>
            say`${each.profile}: ${each.named} named: ${each.allowed} allowed (${each.allowedInEvery} in every version), ${each.denied} denied, ${each.undecided} undecided; ${each.path}, in force until ${each.expires}`,
        ),
      ]),
    { problems: findings, texts },
  )
}

/** A policy is written over the one before it, and over nothing else: -o trust.yaml is a slip of the hand. */
function findOther(path: string, world: World): CliProblem | undefined {
  const opened = openForHead(world.files, path)
  // What is empty or absent may be written over; what is no file is writing's own refusal.
  if (!opened.ok) return undefined
  opened.value.close()
  const head = readHead(opened.value.head)
  if (head.ok && head.value.type === 'policy') return undefined
  return cliProblem('cli/not-a-policy', 'expected nothing or a policy here, found another file', {
    source: path,
  })
}

/** By package and pattern: allowed in at least one version, in every one; denied in every version; the rest. */
function countsOf(policy: Policy) {
  const counts = { named: 0, allowed: 0, allowedInEvery: 0, denied: 0, undecided: 0 }
  for (const { segments } of policy.rules) {
    counts.named++
    if (segments.every(({ decision }) => decision === 'allow')) counts.allowedInEvery++
    if (segments.some(({ decision }) => decision === 'allow')) counts.allowed++
    else if (segments.every(({ decision }) => decision === 'deny')) counts.denied++
    else counts.undecided++
  }
  return counts
}
