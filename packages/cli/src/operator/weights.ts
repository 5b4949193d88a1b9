import { toWeights } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { say, type Shown } from '../render/shown.js'
import type { MemberEdit } from '../yaml/edit-members.js'

/** How far a publisher is believed, as the command line says it. */
export interface WeightOptions {
  readonly trust: string | undefined
  readonly weight: string | undefined
  readonly 'deny-weight': string | undefined
}

/** What an allow and a denial are worth, with the word for it where there is one. */
export interface Believed {
  readonly trust: 'full' | 'half' | 'advice' | null
  readonly weight: number
  readonly denyWeight: number
}

interface Weighed {
  readonly trust?: 'full' | 'half' | 'advice'
  readonly weight?: number
  readonly denyWeight?: number
}

export function toBelieved(publisher: Weighed): Believed {
  const { weight, denyWeight } = toWeights(publisher)!
  const words = [
    ['full', 100, 100],
    ['half', 50, 50],
    ['advice', 0, 100],
  ] as const
  const word = words.find((each) => each[1] === weight && each[2] === denyWeight)
  return { trust: word?.[0] ?? null, weight, denyWeight }
}

export function sayBelieved({ trust, weight, denyWeight }: Believed): Shown {
  switch (trust) {
    case 'full':
      return say`full: its word is enough`
    case 'half':
      return say`half: it takes two such words`
    case 'advice':
      return say`advice: only its denials count`
    case null:
      return say`weight ${weight}, its denials ${denyWeight}`
  }
}

/**
 * The members of `trust.yaml` that the options stand for. One of `trust` and `weight` takes the place of the other.
 *
 * @returns Them, none where nothing was said; or `cli/option-value`.
 */
export function parseWeights(options: WeightOptions): Result<readonly MemberEdit[]> {
  const { trust, weight, 'deny-weight': denyWeight } = options
  if (trust !== undefined && weight !== undefined) {
    return fail(cliProblem('cli/option-value', '--trust and --weight do not go together'))
  }
  const edits: MemberEdit[] = []
  if (trust !== undefined) edits.push({ name: 'trust', value: trust, insteadOf: 'weight' })
  for (const [option, name, value] of [
    ['--weight', 'weight', weight],
    ['--deny-weight', 'denyWeight', denyWeight],
  ] as const) {
    if (value === undefined) continue
    if (name === 'denyWeight' && value === 'default') {
      edits.push({ name, value: undefined })
      continue
    }
    if (!/^(?:0|[1-9][0-9]?|100)$/.test(value)) {
      return fail(
        cliProblem('cli/option-value', `${option} takes a whole number from 0 to 100 and was given ${value}`),
      )
    }
    edits.push({
      name,
      value: Number(value),
      ...(name === 'weight' ? { insteadOf: 'trust' } : {}),
    })
  }
  return succeed(edits)
}
