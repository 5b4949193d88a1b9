import type { ChangeCause } from '@trustlist/core'

type Word = Extract<ChangeCause, { readonly kind: 'word' }>
type Input = Word['input']

/** What made a decision another one, each in a few words. */
export function causeWords(causes: readonly ChangeCause[]): readonly string[] {
  const spoken = ['for', 'against'].flatMap((side) =>
    ['added', 'removed'].flatMap((change) => {
      const words = causes.filter(
        (each): each is Word => each.kind === 'word' && each.side === side && each.change === change,
      )
      if (words.length === 0) return []
      const names = [...new Set(words.map(({ input }) => inputName(input)))].join(', ')
      return [change === 'added' ? `${side} it now: ${names}` : `no longer ${side} it: ${names}`]
    }),
  )
  const others = causes.flatMap((each) => {
    switch (each.kind) {
      case 'word':
        return each.change === 'altered' && isHeardOtherwise(each) ? [alteredWords(each.was, each.input)] : []
      case 'disregard':
        return [
          `${each.input.disregard} is ${each.change === 'added' ? 'no longer heard' : 'heard again'} about it`,
        ]
      case 'profile':
        return [`the profile has other ${each.members.join(', ')}`]
      case 'held':
        return [each.change === 'added' ? 'held until it is accepted' : 'it was accepted']
      case 'lapsed':
        return [each.change === 'added' ? 'what it rested on has lapsed' : 'what it rests on was renewed']
      case 'force':
        return [each.change === 'added' ? 'the older policy is not in force' : 'the policy is not in force']
    }
  })
  const told = [...new Set([...spoken, ...others])]
  if (told.length > 0) return told
  // They say something else in a new version of their lists.
  return [
    ...new Set(
      causes.flatMap((each) =>
        each.kind === 'word' && each.change === 'altered' ? [alteredWords(each.was, each.input)] : [],
      ),
    ),
  ]
}

/** Whether somebody counts otherwise; that a list has another version alone moves nothing. */
function isHeardOtherwise({ was, input }: Extract<Word, { readonly change: 'altered' }>): boolean {
  return (['status', 'weight', 'denyWeight'] as const).some(
    (member) => memberWords(member, was, input).length > 0,
  )
}

/** Who or what speaks, as people call it. */
export function inputName(input: Input): string {
  switch (input.kind) {
    case 'list':
      return input.publisher
    case 'kept-denial':
      return `${input.publisher}, by a denial that vanished and is kept`
    case 'repository':
      return `the repository ${input.package}`
    case 'override':
      return 'an override'
    case 'disregard':
      return `a disregard of ${input.disregard}`
  }
}

/** How one voice differs from what it was; empty where nothing that people see is different. */
export function alteredWords(was: Input, is: Input): string {
  const told = [
    ...memberWords('version', was, is),
    ...memberWords('status', was, is),
    ...memberWords('weight', was, is),
    ...memberWords('denyWeight', was, is, 'weight of its denials'),
  ]
  return `${inputName(is)}${told.length === 0 ? ' says it otherwise' : `: ${told.join(', ')}`}`
}

function memberWords(member: Told, was: Input, is: Input, name: string = member): readonly string[] {
  const [before, after] = [toldOf(was)[member], toldOf(is)[member]]
  if (before === after || before === undefined || after === undefined) return []
  return [`${name} ${String(before)}, now ${String(after)}`]
}

/** What of an input people can tell apart. */
type Told = 'version' | 'status' | 'weight' | 'denyWeight'

function toldOf(input: Input): Readonly<Partial<Record<Told, string | number>>> {
  if (input.kind === 'repository') return { weight: input.weight }
  if (input.kind !== 'list') return {}
  const { status, weight, denyWeight, version } = input
  return { status, weight, denyWeight, ...(version === undefined ? {} : { version }) }
}
