import { statSync } from 'node:fs'
import { median } from './harness/compare.mjs'
import { peakBytes } from './harness/processes.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { listOfSize } from './lists/sealed-list.mjs'

export const about = 'peak memory of opening a list, over the size of its file'

export const limits = {
  parse: { what: 'read the file, JSON.parse: peak memory / file' },
  open: { what: 'read the file, open a verified list: peak memory / file', atMost: 8, at: 1_000_000 },
}

const script = new URL('harness/memory-task.mjs', import.meta.url).pathname

export function run({ sizes, rounds = 3, report }) {
  // Below, the heap's own grain hides the list.
  for (const size of sizes.filter((each) => each >= 100_000)) {
    for (const [characters, kind] of [
      ['ascii', ''],
      ['any', ', some names beyond Latin-1'],
    ]) {
      const { folder, listPath } = listOfSize(size, characters)
      const fileBytes = statSync(listPath).size
      report.heading(`${nameOfSize(size)} entries${kind}, ${shown(fileBytes / 1e6)} MB`)
      for (const name of ['parse', 'open']) {
        const peaks = Array.from({ length: rounds }, () => peakBytes(script, name, folder, listPath))
        const value = median(peaks) / fileBytes
        report.figure({ name, size, value, least: Math.min(...peaks) / fileBytes, limits })
      }
    }
  }
}
