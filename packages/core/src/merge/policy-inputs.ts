import type {
  PolicyDisregardInput,
  PolicyInput,
  PolicyKeptDenialInput,
  PolicyListInput,
  PolicyOverrideInput,
  PolicyRepositoryInput,
  Trust,
  TrustOverride,
  TrustRepository,
} from '@trustlist/schema'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import type { KeptDenial } from '../lock/lock.js'
import { isVerifiedList } from '../list/verified-list.js'
import type { HeardList, HeardPublisher } from './hear-publishers.js'
import { holdsFor, isDisregard, overridesOf } from './trust.js'

/** Something that was merged, what the policy says of it, and its index there. */
export interface Indexed<T, I extends PolicyInput> {
  readonly source: T
  readonly input: I
  readonly index: number
}

/** Everything that is merged, in the one order of a policy's inputs. */
export interface Inputs {
  readonly all: readonly PolicyInput[]
  /** `source` is the publisher's place in the list of those heard, and the list. */
  readonly lists: readonly Indexed<
    { readonly publisher: number; readonly heard: HeardList },
    PolicyListInput
  >[]
  readonly repositories: readonly Indexed<TrustRepository, PolicyRepositoryInput>[]
  readonly overrides: readonly Indexed<TrustOverride, PolicyOverrideInput | PolicyDisregardInput>[]
  readonly keptDenials: readonly Indexed<
    { readonly publisher: number; readonly denial: KeptDenial },
    PolicyKeptDenialInput
  >[]
}

/**
 * Lists by publisher and name, then the rows, overrides and kept denials that hold for the profile, each by package and
 * then by canonical text.
 *
 * @spec policy#inputs
 */
export function toInputs(heard: readonly HeardPublisher[], trust: Trust, profile: string): Inputs {
  const lists = heard
    .flatMap((publisher, place) =>
      publisher.lists.map((list) => ({
        source: { publisher: place, heard: list },
        input: toListInput(publisher, list),
      })),
    )
    .sort(
      (a, b) => compareText(a.input.publisher, b.input.publisher) || compareText(a.input.list, b.input.list),
    )
  const repositories = (trust.repositories ?? [])
    .filter((row) => holdsFor(row, profile))
    .map((row) => ({ source: row, input: toRepositoryInput(row) }))
    .sort(byPackage)
  const overrides = overridesOf(trust)
    .filter((override) => holdsFor(override, profile))
    .map((override) => ({ source: override, input: toOverrideInput(override) }))
    .sort(byPackage)
  const keptDenials = heard
    .flatMap((publisher, place) =>
      publisher.keptDenials.map((denial) => ({
        source: { publisher: place, denial },
        input: { ...denial, kind: 'kept-denial' as const, publisher: publisher.config.id },
      })),
    )
    .sort(byPackage)
  let next = 0
  const indexed = <T, I extends PolicyInput>(part: readonly { readonly source: T; readonly input: I }[]) =>
    part.map((each): Indexed<T, I> => ({ ...each, index: next++ }))
  const parts = {
    lists: indexed(lists),
    repositories: indexed(repositories),
    overrides: indexed(overrides),
    keptDenials: indexed(keptDenials),
  }
  const all = [...parts.lists, ...parts.repositories, ...parts.overrides, ...parts.keptDenials]
  return { ...parts, all: all.map(({ input }) => input) }
}

function toListInput(publisher: HeardPublisher, { list, weight, denyWeight }: HeardList): PolicyListInput {
  return {
    denyWeight,
    digest: list.digest,
    kind: 'list',
    list: list.name,
    publisher: publisher.config.id,
    status: publisher.status,
    ...(isVerifiedList(list) ? { epoch: list.epoch, version: list.version } : { unsigned: true }),
    weight,
  }
}

function toRepositoryInput(row: TrustRepository): PolicyRepositoryInput {
  const criteria = [...new Set(row.criteria ?? [])].sort()
  return { criteria, kind: 'repository', package: row.package, weight: row.weight }
}

function toOverrideInput(override: TrustOverride): PolicyOverrideInput | PolicyDisregardInput {
  const said: TrustOverride & { profiles?: unknown } = { ...override }
  delete said.profiles
  return isDisregard(said) ? { ...said, kind: 'disregard' } : { ...said, kind: 'override' }
}

interface Placed {
  readonly input: PolicyInput & { readonly package: string }
}

function byPackage(a: Placed, b: Placed): number {
  return compareText(a.input.package, b.input.package) || compareText(textOf(a), textOf(b))
}

function textOf({ input }: Placed): string {
  return toCanonicalText(input as unknown as JsonValue)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
