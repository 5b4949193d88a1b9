import { openPolicyPart, packagesNamed, packagesNamedIn } from '@trustlist/core'
import type { Invocation } from '../command/command.js'
import type { explainCommand } from '../command/table/explain.js'
import type { Asked } from '../explanation/asked.js'
import { explainAsked, type Explained } from '../explanation/explain-asked.js'
import { succeed, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { hearAsMerged } from '../operator/states/hear-policy.js'
import { findQuietBasis, mergeQuietly } from '../operator/states/merge-quietly.js'
import type { Basis } from '../operator/states/basis.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof explainCommand>

/** Explains with what the lists say: of a policy that is given, or of the one that a merge would give now. */
export async function explainFromLists(
  asked: Asked,
  invocation: Invoked,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Explained>> {
  const { options } = invocation
  const basis = await findQuietBasis(options, invocation.isAtGiven, world)
  if (!basis.ok) return basis
  return options.policy === undefined
    ? explainMerge(asked, invocation, basis.value, texts, world)
    : explainPolicy(asked, options.policy, invocation, basis.value, texts, world)
}

async function explainMerge(
  asked: Asked,
  { options: given, at }: Invoked,
  basis: Basis,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Explained>> {
  const merged = await mergeQuietly(basis, given.profile, at, texts, world)
  if (!merged.ok) return merged
  const { policy, hearing } = merged.value
  const named = policy.rules.map((rule) => rule.package)
  const found = asked.package === undefined ? packagesNamed(named, asked.name) : [asked.package]
  const source = {
    file: null,
    options: { trust: basis.trust.text, profile: policy.name },
    trustBeside: basis.trust.text,
    packagesNamed: (name: string) => packagesNamed(named, name),
  }
  const explained = explainAsked(asked, found, policy, source, hearing)
  return succeed(explained, merged.findings)
}

async function explainPolicy(
  asked: Asked,
  path: string,
  { options, at }: Invoked,
  basis: Basis,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Explained>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const found = asked.package === undefined ? packagesNamedIn(bytes.value, asked.name) : [asked.package]
  const part = openPolicyPart(bytes.value, found, { at, source: path })
  if (!part.ok) return part
  const hearing = await hearAsMerged(part.value, path, basis, options.profile, texts, world)
  if (!hearing.ok) return hearing
  const beside = basis.trust.text
  const source = {
    file: path,
    options: { policy: path, trust: beside },
    trustBeside: beside,
    packagesNamed: (each: string) => packagesNamedIn(bytes.value, each),
  }
  const explained = explainAsked(asked, found, part.value, source, hearing.value)
  return succeed(explained, [...part.findings, ...hearing.findings])
}
