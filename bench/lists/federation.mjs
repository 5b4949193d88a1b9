import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openIdentity, readTrust, verifyList } from '../../packages/core/dist/index.js'
import { makeEntry } from './entries.mjs'
import { makePackages } from './packages.mjs'
import { randomFrom } from './random.mjs'
import { cache, generatorVersion, makeIdentityBytes, makeListBytes, now, taken } from './sealed-list.mjs'

const publishers = Array.from({ length: 12 }, (_, index) => `bench-tre-${String(index + 1).padStart(2, '0')}`)

/** By how many publishers a package is named: half of all by three or more, 2.5 in the middle. */
const namedBy = [
  [1, 40],
  [2, 10],
  [3, 26],
  [4, 14],
  [5, 6],
  [6, 2],
  [8, 1],
  [12, 1],
]

/**
 * Twelve publishers that name many of the same packages, each with its own decision, basis and versions: `statements` entries
 * in all, about two packages for every five of them. Made once and kept.
 *
 * @returns The folder of each publisher.
 */
export function federationOfSize(statements) {
  const home = join(cache, `federation-${generatorVersion(['federation.mjs'])}-${statements}`)
  const folders = publishers.map((publisher) => ({ publisher, folder: join(home, publisher) }))
  if (existsSync(join(home, 'made'))) return folders
  const random = randomFrom(statements)
  const lists = makeLists(random, statements)
  folders.forEach(({ publisher, folder }, index) => write(folder, publisher, lists[index]))
  writeFileSync(join(home, 'made'), '')
  return folders
}

function makeLists(random, statements) {
  const packages = makePackages(random, Math.ceil(statements * 0.4))
  const lists = publishers.map(() => [])
  let left = statements
  packages.forEach((each, index) => {
    const most = Math.min(publishers.length, left - (packages.length - index - 1))
    const wanted = index === packages.length - 1 ? left : random.weighted(namedBy)
    const count = Math.min(most, Math.max(1, wanted))
    // Neighbours on the round, from anywhere on it: each publisher as often as another.
    const first = random.below(publishers.length)
    for (let step = 0; step < count; step++) {
      lists[(first + step * 5) % publishers.length].push(makeEntry(random, each, packages))
    }
    left -= count
  })
  return lists
}

function write(folder, publisher, entries) {
  mkdirSync(folder, { recursive: true })
  const identityBytes = makeIdentityBytes(publisher)
  writeFileSync(join(folder, 'identity.json'), identityBytes)
  const { roles } = taken(openIdentity(identityBytes))
  const path = join(folder, 'made-up.list.json')
  writeFileSync(`${path}.part`, makeListBytes(entries, roles, publisher))
  renameSync(`${path}.part`, path)
}

/** The lists of a federation as bytes. */
export function readFederation(folders) {
  return folders.map(({ publisher, folder }) => {
    const file = readFileSync(join(folder, 'made-up.list.json'))
    const identity = taken(openIdentity(readFileSync(join(folder, 'identity.json'))))
    return { publisher, identity, bytes: new Uint8Array(file.buffer, file.byteOffset, file.byteLength) }
  })
}

/** A list that is made for one run. */
export function toFile(publisher, entries) {
  const identity = taken(openIdentity(makeIdentityBytes(publisher)))
  return { publisher, identity, bytes: makeListBytes(entries, identity.roles, publisher) }
}

/** What a merge takes: every list opened, and how far its publisher is believed. */
export function openFederation(files, more = {}) {
  const states = files.map(({ publisher, identity, bytes }) => ({
    publisher,
    lists: [taken(verifyList(bytes, identity, { now, list: 'made-up' }))],
    status: 'fresh',
    lastRefreshed: now,
    keptDenials: [],
  }))
  return { states, trust: toTrust(files, more) }
}

function toTrust(files, more) {
  const trust = {
    trustlist: '1.0',
    operator: 'bench-operator',
    publishers: files.map(({ publisher, identity }) => ({
      id: publisher,
      from: `./${publisher}`,
      pin: identity.fingerprint,
      trust: 'half',
    })),
    profiles: { tier: { allowAt: 100, minVoices: 2 } },
    ...more,
  }
  return taken(readTrust(trust))
}
