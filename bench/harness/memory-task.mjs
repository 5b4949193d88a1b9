import { readFileSync } from 'node:fs'
import { mergeLists, preparePolicy, toPreparedBytes, verifyList } from '../../packages/core/dist/index.js'
import { federationOfSize, openFederation, readFederation } from '../lists/federation.mjs'
import { now, readListFolder, taken } from '../lists/sealed-list.mjs'

// In a process of its own, which reads one file, does one thing with it, and says how much memory that took at most.
const [task, folder, listPath] = process.argv.slice(2)
const tasks = {
  nothing: () => undefined,
  parse: () => JSON.parse(readFileSync(listPath).toString('utf8')),
  open: () => {
    const { bytes, identity } = readListFolder({ folder, listPath })
    return taken(verifyList(bytes, identity, { now, list: 'made-up' }))
  },
  merge: () => mergeFederation(Number(folder)),
  'merge-and-write': () => toPreparedBytes(taken(preparePolicy(mergeFederation(Number(folder))))),
}
function mergeFederation(statements) {
  const { states, trust } = openFederation(readFederation(federationOfSize(statements)))
  return taken(mergeLists(states, trust, 'tier', now)).policy
}
const result = tasks[task]()
// Asked for while the result is still held.
process.stdout.write(String(process.resourceUsage().maxRSS))
if (task !== 'nothing' && result === undefined) process.exitCode = 1
