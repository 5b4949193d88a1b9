import type { Trust, TrustPublisher } from '@trustlist/schema'
import { problem, type Place, type Problem } from '../problem/problem.js'
import { isStandardCriterion } from './standard-criteria.js'
import { isDisregard, nameOfChoice, overridesOf } from './trust.js'

/**
 * That no name of a trust configuration is given twice, stands for two things or for nothing.
 *
 * @spec merge#trust-configuration
 */
export function checkTrustNames(trust: Trust, at: Place): readonly Problem[] {
  return [
    ...trust.publishers.flatMap((_, index) => checkPublisher(trust, index, at)),
    ...checkProfileNames(trust, at),
    ...checkCriteria(trust, at),
    ...checkDisregards(trust, at),
  ]
}

function checkPublisher(trust: Trust, index: number, at: Place): Problem[] {
  const publisher = trust.publishers[index]!
  const before = trust.publishers.slice(0, index)
  const pointer = `/publishers/${index}`
  const problems: Problem[] = []
  if (before.some((other) => other.id === publisher.id)) {
    problems.push(problem('merge/publisher-twice', `${publisher.id} stands here twice`, { ...at, pointer }))
  }
  for (const member of ['pin', 'unsigned'] as const) {
    const twin = before.find((other) => other[member] !== undefined && other[member] === publisher[member])
    if (twin === undefined) continue
    const what = `${twin.id} and ${publisher.id} have one ${member}, ${publisher[member]!}`
    problems.push(problem('merge/pin-twice', what, { ...at, pointer: `${pointer}/${member}` }))
  }
  return [...problems, ...checkGroup(trust, publisher, pointer, at), ...checkLists(publisher, pointer, at)]
}

function checkGroup(trust: Trust, { id, group }: TrustPublisher, pointer: string, at: Place): Problem[] {
  if (group === undefined || group === id) return []
  const isPublisher = trust.publishers.some((other) => other.id === group)
  if (!isPublisher && group !== trust.operator) return []
  const what = `the group of ${id} is named like ${isPublisher ? 'the publisher' : 'the operator'} ${group}`
  return [problem('merge/group-taken', what, { ...at, pointer: `${pointer}/group` })]
}

function checkLists({ id, lists = [] }: TrustPublisher, pointer: string, at: Place): Problem[] {
  const names = lists.map(nameOfChoice)
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return []
    const what = `the list ${name} of ${id} is named twice`
    return [problem('merge/list-twice', what, { ...at, pointer: `${pointer}/lists/${index}` })]
  })
}

function checkProfileNames(trust: Trust, at: Place): Problem[] {
  const problems: Problem[] = []
  const check = (limited: { readonly profiles?: readonly string[] }, pointer: string) =>
    limited.profiles?.forEach((name, index) => {
      if (Object.hasOwn(trust.profiles, name)) return
      const what = `expected one of ${Object.keys(trust.profiles).sort().join(', ')}, found ${name}`
      const place = { ...at, pointer: `${pointer}/profiles/${index}` }
      problems.push(problem('merge/unknown-profile', what, place))
    })
  trust.publishers.forEach(({ lists = [] }, index) =>
    lists.forEach((choice, position) => {
      if (typeof choice !== 'string') check(choice, `/publishers/${index}/lists/${position}`)
    }),
  )
  trust.repositories?.forEach((row, index) => check(row, `/repositories/${index}`))
  trust.overrides?.forEach((override, index) => check(override, `/overrides/${index}`))
  return problems
}

function checkCriteria(trust: Trust, at: Place): Problem[] {
  const problems: Problem[] = []
  const refuse = (id: string, pointer: string) =>
    problems.push(
      problem('merge/unknown-criterion', `expected a standard criterion, found ${id}`, { ...at, pointer }),
    )
  const mapped = new Set<string>()
  trust.publishers.forEach(({ criteria = {} }, index) => {
    for (const [own, standard] of Object.entries(criteria)) {
      mapped.add(own)
      if (!isStandardCriterion(standard)) refuse(standard, `/publishers/${index}/criteria/${own}`)
    }
  })
  trust.repositories?.forEach(({ criteria = [] }, index) =>
    criteria.forEach((id, position) => {
      if (!isStandardCriterion(id)) refuse(id, `/repositories/${index}/criteria/${position}`)
    }),
  )
  for (const [name, { criteria = [], acceptedRisk = [] }] of Object.entries(trust.profiles)) {
    criteria.forEach((id, position) => {
      if (!isStandardCriterion(id)) refuse(id, `/profiles/${name}/criteria/${position}`)
    })
    // A risk is accepted for a criterion as the check writes it, so a publisher's own one may stand here, once mapped.
    acceptedRisk.forEach((id, position) => {
      if (!isStandardCriterion(id) && !mapped.has(id))
        refuse(id, `/profiles/${name}/acceptedRisk/${position}`)
    })
  }
  return problems
}

function checkDisregards(trust: Trust, at: Place): Problem[] {
  const ids = new Set(trust.publishers.map(({ id }) => id))
  return overridesOf(trust).flatMap((override, index) => {
    if (!isDisregard(override) || ids.has(override.disregard)) return []
    const place = { ...at, pointer: `/overrides/${index}/disregard` }
    return [problem('merge/unknown-publisher', `no publisher has the id ${override.disregard}`, place)]
  })
}
