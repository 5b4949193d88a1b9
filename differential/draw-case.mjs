import { clean, digests, snapshots } from './draw-entry.mjs'
import { damagePlan } from './damage-plan.mjs'
import { drawPublisher } from './draw-publisher.mjs'
import { drawTrust } from './draw-trust.mjs'
import { addDays } from './time.mjs'
import { drawPackage, drawType, drawVersion, worlds } from './worlds.mjs'

const ids = ['alder', 'birch', 'cedar', 'dogwood', 'elm']
const operator = 'op'

function drawQuestion(random) {
  const type = drawType(random)
  return clean({
    package: random.chance(80)
      ? drawPackage(random, type)
      : `pkg:${type}/${type === 'deb' ? 'debian/' : type === 'github' ? 'o/' : ''}nobody`,
    version: random.maybe(85, () =>
      random.chance(8) && worlds[type].unreadable.length > 0
        ? random.pick(worlds[type].unreadable)
        : drawVersion(random, type),
    ),
    digest: random.maybe(20, () => random.pick(digests)),
    snapshot: random.maybe(20, () => random.pick(snapshots)),
  })
}

/** What lists say that they saw of each other: the truth mostly. */
function addObserved(random, publishers) {
  const all = publishers.flatMap(({ id, lists = [] }) =>
    lists.flatMap(({ name, versions }) =>
      versions.map((each) => ({
        publisher: id,
        list: name,
        name: each.name,
        epoch: each.epoch,
        version: each.version,
      })),
    ),
  )
  for (const { id, lists = [] } of publishers)
    for (const { versions } of lists)
      for (const version of versions) {
        if (!random.chance(15)) continue
        const seen = random.some(
          all.filter(({ publisher }) => publisher !== id),
          0,
          2,
        )
        version.observed = seen.map(({ name, ...head }) =>
          random.chance(75)
            ? { publisher: head.publisher, list: head.list, name }
            : { ...head, digest: '9'.repeat(64) },
        )
      }
}

/**
 * Draws the plan of a whole federation. It is plain JSON: `buildCase` makes the files of it, and a part may be left out to
 * find the smallest that still shows something. `damages` says what is wrong with it.
 */
export function drawPlan(random) {
  const at = addDays('2026-11-22T12:00:00Z', random.int(0, 3))
  const count = Number(random.weighted({ 1: 3, 2: 5, 3: 4, 4: 2, 5: 1 }))
  const chosen = ids.slice(0, count)
  // Sometimes the operator publishes a list of its own, and hears it.
  if (random.chance(15)) chosen[0] = operator
  const publishers = chosen.map((id, place) => drawPublisher(random, place, id, [...chosen, operator], at))
  addObserved(random, publishers)
  const known = publishers.some(({ element }) => element !== undefined)
  const plan = {
    at,
    operator,
    profile: random.chance(88) ? 'tier' : 'other',
    publishers,
    trust: drawTrust(random, operator, publishers, at),
    lock:
      known || random.chance(10)
        ? {
            timeFloor: addDays(at, -random.int(5, 200)),
            others: random.chance(8)
              ? [
                  {
                    keptDenials: [],
                    lastRefreshed: addDays(at, -90),
                    lists: [{ digest: '5'.repeat(64), list: 'gone' }],
                    publisher: 'zelkova',
                  },
                ]
              : [],
          }
        : undefined,
    ask: random.list(0, 6, () => drawQuestion(random)),
    damages: [],
  }
  if (random.chance(55)) {
    const wanted = random.chance(75) ? 1 : 2
    for (let tries = 0; plan.damages.length < wanted && tries < 20; tries++) {
      const done = damagePlan(random, plan)
      if (done !== undefined) plan.damages.push(done)
    }
  }
  return JSON.parse(JSON.stringify(plan))
}
