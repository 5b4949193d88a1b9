import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openIdentity } from '../packages/core/dist/index.js'
import { ratioOf } from './harness/compare.mjs'
import { compareProcesses } from './harness/processes.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { listOfSize, now, taken } from './lists/sealed-list.mjs'

export const about = 'the command trustlist verify, whole processes'

export const limits = {
  small: { what: 'trustlist verify of a small list / node -e 0', atMost: 1.4 },
  'wrong-signature': { what: 'refuse a wrong signature: this list less a small one', atMost: 10 },
}

const program = new URL('../packages/cli/dist/bin.cjs', import.meta.url).pathname
const smallSize = 20

export function run({ sizes, rounds = 25, report }) {
  const small = listOfSize(smallSize)
  const timings = compareProcesses(
    { node: { args: ['-e', '0'] }, verify: { args: verifyArguments(small) } },
    Math.max(20, rounds),
  )
  report.heading(`${smallSize} entries`)
  report.note(`floor: node -e 0 ${shown(timings.node.medianMs)} ms`)
  report.figure({ name: 'small', size: smallSize, ...ratioOf(timings.verify, timings.node), limits })

  const forgedSmall = forge(small)
  for (const size of sizes.filter((each) => each >= 100_000)) {
    const forged = forge(listOfSize(size))
    const { large, base } = compareProcesses(
      {
        large: { args: verifyArguments(forged), exit: 1 },
        base: { args: verifyArguments(forgedSmall), exit: 1 },
      },
      Math.max(20, rounds),
    )
    report.heading(`${nameOfSize(size)} entries, a signature changed`)
    const value = large.medianMs - base.medianMs
    const least = large.leastMs - base.leastMs
    report.figure({ name: 'wrong-signature', size, value, least, unit: 'ms', limits })
    rmSync(forged.folder, { recursive: true })
  }
  rmSync(forgedSmall.folder, { recursive: true })
}

function verifyArguments({ folder, listPath }) {
  const { fingerprint } = taken(openIdentity(readFileSync(join(folder, 'identity', '1.json'))))
  return [program, 'verify', listPath, '--pin', fingerprint, '--list', 'made-up', '--at', now]
}

/** The same publisher's folder, one character of the first signature changed. */
function forge({ folder, listPath }) {
  const forgedFolder = `${folder}-forged`
  mkdirSync(forgedFolder, { recursive: true })
  cpSync(join(folder, 'identity'), join(forgedFolder, 'identity'), { recursive: true })
  const bytes = readFileSync(listPath)
  const signature = bytes.indexOf('"sig":"') + 7
  bytes[signature] = bytes[signature] === 0x41 ? 0x42 : 0x41
  const forgedPath = join(forgedFolder, 'made-up.list.json')
  writeFileSync(forgedPath, bytes)
  return { folder: forgedFolder, listPath: forgedPath }
}
