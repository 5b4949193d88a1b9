import { clean, drawEntry, ownCriterion } from './draw-entry.mjs'
import { addDays, addSeconds } from './time.mjs'

/** The test keys of a publisher: no two publishers share one. */
const keysOf = (place) => Array.from({ length: 8 }, (_, index) => 10 + place * 8 + index)

const sortedKeys = (keys) => [...new Set(keys)].sort((a, b) => a - b)

function drawRole(random, keys, most) {
  const chosen = random.some(keys, 1, most)
  return { keys: chosen, threshold: random.int(1, chosen.length) }
}

/** One role with a key that goes, one that comes, or another threshold. */
function changeRole(random, { keys, threshold }, all) {
  const left = keys.length > 1 && random.chance(50) ? random.some(keys, 1, keys.length - 1) : keys
  const next = sortedKeys(random.chance(60) ? [...left, random.pick(all)] : left)
  return {
    keys: next,
    threshold: random.chance(70) ? Math.min(threshold, next.length) : random.int(1, next.length),
  }
}

/** The versions of an identity, each signed by the root keys of the one before and its own. */
function drawChain(random, place, at) {
  const all = keysOf(place)
  const count = Number(random.weighted({ 1: 5, 2: 4, 3: 2, 4: 1 }))
  const chain = []
  for (let version = 1; version <= count; version++) {
    const before = chain.at(-1)
    const root =
      before === undefined
        ? drawRole(random, all.slice(0, 3), 3)
        : random.chance(50)
          ? before.root
          : changeRole(random, before.root, all.slice(0, 4))
    const list =
      before === undefined
        ? drawRole(random, all.slice(4, 7), 3)
        : random.chance(60)
          ? before.list
          : changeRole(random, before.list, all.slice(4))
    chain.push({
      name: `i${version}`,
      version,
      epoch: (before?.epoch ?? 1) + (before !== undefined && random.chance(12) ? random.int(1, 2) : 0),
      issued: addDays(at, -200 + version * 40 - random.int(0, 10)),
      expires:
        version < count && random.chance(30) ? addDays(at, -20) : addDays(at, random.pick([1, 20, 200])),
      root,
      list,
      by: sortedKeys([
        ...random.some(root.keys, root.threshold),
        ...(before === undefined ? [] : random.some(before.root.keys, before.root.threshold)),
      ]),
    })
  }
  return chain
}

const signersOf = (random, { list }) => random.some(list.keys, list.threshold)

function drawList(random, name, chain, publisher, peers, at) {
  const count = Number(random.weighted({ 1: 3, 2: 5, 3: 2 }))
  const versions = []
  let under = random.int(0, chain.length - 1)
  let entries = random.list(0, 6, () => drawEntry(random, publisher, peers, at))
  for (let version = 1; version <= count; version++) {
    // The last version is mostly signed under the newest identity.
    if (version === count && random.chance(85)) under = chain.length - 1
    else if (random.chance(40)) under = random.int(under, chain.length - 1)
    const identity = chain[under]
    const before = versions.at(-1)
    if (before !== undefined) {
      entries = [
        ...entries.filter(() => random.chance(75)),
        ...random.list(0, 3, () => drawEntry(random, publisher, peers, at)),
      ]
    }
    versions.push({
      name: `v${version}`,
      version:
        before === undefined ? random.int(1, 3) : before.version + (random.chance(80) ? 1 : random.int(1, 3)),
      epoch: identity.epoch,
      under: identity.name,
      publisherVersion: identity.version - (identity.version > 1 && random.chance(15) ? 1 : 0),
      // Not always at the hour of the run: some rules count days, others seconds.
      issued: addSeconds(
        addDays(at, -60 + version * 15 - random.int(0, 5)),
        random.pick([0, 0, -1, 1, 40_000]),
      ),
      expires: addDays(at, random.pick([1, 25, 40, 300])),
      before: before?.name,
      entries,
      observed: [],
      criteria: random.maybe(15, () => [{ id: ownCriterion(publisher), text: 'Scanned by us.' }]),
      about: clean({
        title: name,
        licence: random.maybe(20, () => 'CC0-1.0'),
        homepage: random.maybe(5, () => 'https://lists.example/'),
        contact: random.maybe(5, () => 'lists@lists.example'),
        provenance: random.maybe(8, () => [{ from: 'allow.txt', format: 'names', on: '2026-01-02' }]),
      }),
      by: signersOf(random, identity),
    })
  }
  return {
    name,
    versions,
    offered: versions.at(-1).name,
    accepted: random.chance(65) ? random.pick(versions).name : undefined,
  }
}

const unsignedEntry = (random, publisher, peers, at) => drawEntry(random, publisher, peers, at, true)

/** A source that never signs: its file, and maybe the one that was accepted before. */
function drawUnsigned(random, id, peers, at) {
  const draft = (entries) => ({
    trustlist: '1.0',
    publisher: id,
    list: 'file',
    about: { title: id },
    entries,
  })
  const entries = random.list(0, 4, () => unsignedEntry(random, id, peers, at))
  const before = random.maybe(60, () =>
    draft(
      random.chance(30)
        ? entries
        : [
            ...entries.filter(() => random.chance(60)),
            ...random.list(0, 2, () => unsignedEntry(random, id, peers, at)),
          ],
    ),
  )
  return {
    id,
    unsigned: { draft: draft(entries), before },
    element: before && { lastRefreshed: addDays(at, -random.int(0, 20)), keptDenials: [] },
  }
}

/** One publisher: what it signed, what its source shows of it, and what was accepted of it before. */
export function drawPublisher(random, place, id, peers, at) {
  if (random.chance(12)) return drawUnsigned(random, id, peers, at)
  const chain = drawChain(random, place, at)
  const names = random.chance(35) ? ['extra', 'main'] : ['main']
  const lists = names.map((name) => drawList(random, name, chain, id, peers, at))
  const known = random.chance(65) && lists.some(({ accepted }) => accepted !== undefined)
  const seen = known ? newestNeeded(random, chain, lists) : undefined
  return {
    id,
    chain,
    shown: Object.fromEntries(chain.map((each) => [each.version, each.name])),
    lists: lists.map((each) =>
      known ? { ...each, acceptedUnder: underWhich(chain, seen, each) } : { ...each, accepted: undefined },
    ),
    pin: chain[0].name,
    element: known
      ? {
          identity: seen,
          pin: chain[0].name,
          lastRefreshed: addSeconds(
            at,
            -random.pick([0, 3600, 86_400, 86_401, 5 * 86_400, 14 * 86_400, 15 * 86_400]),
          ),
          keptDenials: random.maybe(25, () => drawKeptDenials(random, id, lists, peers, at)) ?? [],
        }
      : undefined,
    lost: [],
  }
}

/** Whether a list version is as good under this identity as under the one that it was signed under. */
const vouches = ({ epoch, list }, version) =>
  epoch === version.epoch && version.by.filter((key) => list.keys.includes(key)).length >= list.threshold

/** What was accepted under an earlier identity says so, where the newest one then no longer vouches for it. */
function underWhich(chain, seen, { accepted, versions }) {
  const version = versions.find(({ name }) => name === accepted)
  if (
    version === undefined ||
    vouches(
      chain.find(({ name }) => name === seen),
      version,
    )
  )
    return undefined
  return version.under
}

/** The identity that was the newest when the lists were accepted: none of them was signed under a later one. */
function newestNeeded(random, chain, lists) {
  const needed = lists.flatMap(({ accepted, versions }) =>
    versions.filter(({ name }) => name === accepted).map(({ under }) => under),
  )
  const least = Math.max(0, ...chain.map(({ name }, index) => (needed.includes(name) ? index : 0)))
  return chain[random.chance(60) ? least : random.int(least, chain.length - 1)].name
}

/** Denials that vanished earlier and stay. */
function drawKeptDenials(random, id, lists, peers, at) {
  return random.list(1, 2, () => {
    const {
      package: name,
      versions,
      decided,
      digests,
      references,
      until,
    } = {
      ...drawEntry(random, id, peers, at, true),
    }
    return clean({
      decided,
      digests,
      epoch: 1,
      list: random.pick(lists).name,
      package: name,
      reason: 'gone',
      references,
      until,
      version: 1,
      versions,
    })
  })
}
