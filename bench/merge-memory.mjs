import { statSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './harness/compare.mjs'
import { peakBytes } from './harness/processes.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { federationOfSize } from './lists/federation.mjs'

export const about = 'peak memory of opening and merging twelve lists, over the size of their files'

export const limits = {
  merge: { what: 'open and merge: peak memory / lists', atMost: 10, at: 1_000_000, aim: 6 },
  'merge-and-write': {
    what: 'and make the bytes of the policy: peak memory / lists',
    atMost: 10,
    at: 1_000_000,
  },
}

const script = new URL('harness/memory-task.mjs', import.meta.url).pathname

export function run({ sizes, rounds = 3, report }) {
  // Below, the heap's own grain hides the lists.
  for (const size of sizes.filter((each) => each >= 100_000)) {
    const folders = federationOfSize(size)
    const fileBytes = folders.reduce(
      (sum, { folder }) => sum + statSync(join(folder, 'made-up.list.json')).size,
      0,
    )
    report.heading(`${nameOfSize(size)} statements, ${shown(fileBytes / 1e6)} MB`)
    for (const name of ['merge', 'merge-and-write']) {
      const peaks = Array.from({ length: rounds }, () => peakBytes(script, name, String(size)))
      report.figure({
        name,
        size,
        value: median(peaks) / fileBytes,
        least: Math.min(...peaks) / fileBytes,
        limits,
      })
    }
  }
}
