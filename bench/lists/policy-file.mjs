import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  mergeLists,
  preparePolicy,
  readTrust,
  toPreparedBytes,
  verifyList,
} from '../../packages/core/dist/index.js'
import { listOfSize, now, publisher, readListFolder, taken } from './sealed-list.mjs'

/**
 * A policy of about `count` rules, as `trustlist merge` writes it: merged from a made-up list of as many entries. Made once
 * and kept.
 *
 * @returns `{ path, packages }`: some packages with versions that it answers for, spread over the file.
 */
export function policyOfSize(count) {
  const { folder, listPath } = listOfSize(count)
  const path = join(folder, 'policy.tier.json')
  const asked = join(folder, 'policy.asked.json')
  if (!existsSync(path)) write(path, asked, { folder, listPath })
  return { path, packages: JSON.parse(readFileSync(asked, 'utf8')) }
}

function write(path, asked, list) {
  const { bytes, identity } = readListFolder(list)
  const states = [
    {
      publisher,
      lists: [taken(verifyList(bytes, identity, { now, list: 'made-up' }))],
      status: 'fresh',
      lastRefreshed: now,
      keptDenials: [],
    },
  ]
  const trust = taken(
    readTrust({
      trustlist: '1.0',
      operator: 'bench-operator',
      publishers: [{ id: publisher, from: './made-up', pin: identity.fingerprint, trust: 'full' }],
      profiles: { tier: {} },
    }),
  )
  const { policy } = taken(mergeLists(states, trust, 'tier', now))
  const plain = policy.rules.filter((rule) => /^pkg:(pypi|npm|cran)\/[^*?]+$/.test(rule.package))
  const packages = Array.from(
    { length: 20 },
    (_, index) => plain[Math.floor((plain.length * index) / 20)].package,
  )
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(asked, JSON.stringify(packages))
  writeFileSync(`${path}.part`, toPreparedBytes(taken(preparePolicy(policy))))
  renameSync(`${path}.part`, path)
}
