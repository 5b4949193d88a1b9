import { dirname, join } from 'node:path'
import {
  checkInventory,
  openPolicy,
  suggest,
  type Hearing,
  type Policy,
  type Query,
  type Trust,
} from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { suggestCommand } from '../command/table/suggest.js'
import { succeed, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { readFormat } from '../inventory/read-format.js'
import { readInventoryFile } from '../inventory/read-inventory-file.js'
import { saySuggestions } from '../explanation/say-suggestions.js'
import { readTrustFile } from '../operator/read-trust-file.js'
import type { Basis } from '../operator/states/basis.js'
import { hearAsMerged } from '../operator/states/hear-policy.js'
import { findQuietBasis, mergeQuietly } from '../operator/states/merge-quietly.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof suggestCommand>

/** A policy, and what it was merged from. */
interface Asked {
  readonly policy: Policy
  readonly hearing: Hearing
  readonly trust: Trust
}

/** Suggests for everything that is undecided, or for what of it a file needs. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options, isAtGiven } = invocation
  const [file] = operands
  const texts = new Map<string, SourceText>()
  const beside = options.policy === undefined ? undefined : join(dirname(options.policy), 'trust.yaml')
  const trust = options.trust ?? beside
  const basis = await findQuietBasis({ ...options, trust }, isAtGiven, world)
  if (!basis.ok) return refusal(basis.problems)
  const asked =
    options.policy === undefined
      ? await mergeQuietly(basis.value, options.profile, invocation.at, texts, world)
      : await askPolicy(options.policy, basis.value, invocation, texts, world)
  if (!asked.ok) return refusal(asked.problems, texts)
  const { policy, hearing } = asked.value
  const wanted =
    file === undefined ? succeed(undefined) : await readWanted(file, options.as, asked.value, texts, world)
  if (!wanted.ok) return refusal(wanted.problems, texts)
  const result = {
    policy: { file: options.policy ?? null, profile: policy.name, issued: policy.issued },
    file: file ?? null,
    ...suggest(policy, hearing, wanted.value),
  }
  return summary(result, saySuggestions, { problems: [...asked.findings, ...wanted.findings], texts })
}

async function askPolicy(
  path: string,
  basis: Basis,
  { options, at }: Invoked,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Asked>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const policy = openPolicy(bytes.value, { at, source: path })
  if (!policy.ok) return policy
  const trust = await readTrustFile(basis.trust, texts, world)
  if (!trust.ok) return trust
  const hearing = await hearAsMerged(policy.value, path, basis, options.profile, texts, world)
  if (!hearing.ok) return hearing
  const asked = { policy: policy.value, hearing: hearing.value, trust: trust.value }
  return succeed(asked, [...policy.findings, ...hearing.findings])
}

/** What of a file is not permitted for want of a word. */
async function readWanted(
  path: string,
  as: string | undefined,
  { policy, trust }: Asked,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<readonly Query[]>> {
  const format = readFormat(as)
  if (!format.ok) return format
  const file = await readInventoryFile(path, format.value, texts, world)
  if (!file.ok) return file
  const { registries, comesWith } = trust
  const check = checkInventory(policy, file.value.inventory, {
    ...(registries === undefined ? {} : { registries }),
    ...(comesWith === undefined ? {} : { comesWith }),
  })
  const open = check.packages.filter(({ status }) => status === 'undecided' || status === 'unlisted')
  const queries = open.map(({ found }) => ({
    package: found.package,
    ...(found.version === undefined ? {} : { version: found.version }),
  }))
  return succeed(queries, [...file.findings, ...check.findings])
}
