import { clean, drawUntil, ownCriterion, references } from './draw-entry.mjs'
import { drawName, drawPattern, drawRange, drawType } from './worlds.mjs'

const percentages = [0, 1, 33, 50, 60, 100]
const standard = ['vulnerabilities', 'licence', 'safe-to-run-isolated', 'safe-with-network']

function drawWeights(random) {
  if (random.chance(35))
    return {
      trust: random.pick(['full', 'half', 'advice']),
      denyWeight: random.maybe(15, () => random.pick(percentages)),
    }
  return { weight: random.pick(percentages), denyWeight: random.maybe(30, () => random.pick(percentages)) }
}

const drawChoice = (random, name) =>
  random.chance(50)
    ? name
    : clean({
        name,
        ...(random.chance(60) ? drawWeights(random) : {}),
        profiles: random.maybe(25, () => [random.pick(['tier', 'other'])]),
      })

/** How much the operator believes one publisher, with every member now and then. */
function drawConfig(random, { id, lists }) {
  return clean({
    id,
    from: `../${id}`,
    ...drawWeights(random),
    lists:
      lists === undefined
        ? undefined
        : random.maybe(25, () => random.some(lists, 1).map(({ name }) => drawChoice(random, name))),
    veto: random.maybe(10, () => random.chance(80)),
    group: random.maybe(25, () => random.pick(['group-one', 'group-two', id])),
    scope: random.maybe(15, () => random.list(0, 3, () => drawName(random, drawType(random)))),
    criteria: random.maybe(25, () => ({ [ownCriterion(id)]: random.pick(standard) })),
    maxAgeDays: random.maybe(12, () => random.pick([30, 60, 61, 400])),
    graceDays: random.maybe(15, () => random.pick([0, 1, 5, 30])),
    optional: random.maybe(30, () => random.chance(90)),
  })
}

function drawProfile(random, publishers) {
  return clean({
    allowAt: random.maybe(80, () => random.pick([1, 50, 60, 100, 150])),
    denyAt: random.maybe(40, () => random.pick([1, 40, 101])),
    minVoices: random.maybe(40, () => random.pick([1, 2, 3])),
    minReviewed: random.maybe(25, () => random.pick([0, 1, 2])),
    criteria: random.maybe(35, () => random.shuffle(random.some(standard, 1, 2))),
    acceptedRisk: random.maybe(30, () => [
      ...random.some(['vulnerabilities', 'licence'], 1),
      ...publishers.filter(({ criteria }) => criteria !== undefined).map(({ id }) => ownCriterion(id)),
    ]),
    maxAgeDays: random.maybe(15, () => random.pick([30, 60, 400])),
    basis: random.maybe(30, () =>
      random.pick([
        { legacy: 50 },
        { adopted: 0, curated: 33 },
        { dependency: 1, inherited: 60, reviewed: 99 },
      ]),
    ),
    preReleases: random.maybe(30, () => 'named'),
    policyDays: random.maybe(20, () => random.pick([1, 7, 26, 365])),
  })
}

function drawOverride(random, publishers, at) {
  const type = drawType(random)
  const who = { by: 'Anna', reason: 'we looked' }
  const common = {
    package: drawName(random, type),
    profiles: random.maybe(15, () => [random.pick(['tier', 'other'])]),
  }
  if (publishers.length > 0 && random.chance(35)) {
    return clean({
      ...common,
      ...who,
      disregard: random.pick(publishers).id,
      reference: random.maybe(40, () => random.pick(references)),
      until: drawUntil(random, at),
    })
  }
  const decision = random.pick(['allow', 'deny'])
  return clean({
    ...common,
    decision,
    versions: drawRange(random, type),
    ...(decision === 'allow' || random.chance(60) ? { ...who, until: drawUntil(random, at) } : {}),
  })
}

function drawRow(random) {
  const type = drawType(random)
  return clean({
    package: drawPattern(random, type),
    weight: random.pick(percentages),
    criteria: random.maybe(60, () => random.some(standard, 1, 2)),
    profiles: random.maybe(20, () => [random.pick(['tier', 'other'])]),
  })
}

/** The trust configuration, without what depends on documents: pins and digests of files are filled in where the case is built. */
export function drawTrust(random, operator, publishers, at) {
  const configs = random.shuffle(publishers.map((each) => drawConfig(random, each)))
  const kept = publishers.flatMap(({ id, element }) =>
    (element?.keptDenials ?? []).map((denial) => ({ id, denial })),
  )
  const denied = publishers.flatMap(({ id, lists = [] }) =>
    lists.flatMap(({ versions }) =>
      versions.flatMap(({ entries }) =>
        entries.filter(({ decision }) => decision === 'deny').map((denial) => ({ id, denial })),
      ),
    ),
  )
  const gone = [...kept, ...denied]
  return clean({
    trustlist: '1.0',
    operator,
    contact: random.maybe(10, () => 'desk@tre.example'),
    comesWith: random.maybe(5, () => ['r-base']),
    registries: random.maybe(5, () => ({ pypi: ['https://mirror.example/simple'] })),
    publishers: configs,
    repositories: random.maybe(40, () => random.list(1, 3, () => drawRow(random))),
    overrides: random.maybe(45, () => random.list(1, 3, () => drawOverride(random, publishers, at))),
    acknowledged:
      gone.length === 0
        ? undefined
        : random.maybe(25, () =>
            random.list(1, 2, () => {
              const { id, denial } = random.pick(gone)
              const type = /^pkg:([a-z]+)/.exec(denial.package)[1]
              const versions = random.chance(60) ? denial.versions : drawRange(random, type)
              return { publisher: id, package: denial.package, versions, by: 'Anna', reason: 'fixed' }
            }),
          ),
    profiles: {
      tier: drawProfile(random, configs),
      other: random.chance(30) ? drawProfile(random, configs) : {},
    },
  })
}
