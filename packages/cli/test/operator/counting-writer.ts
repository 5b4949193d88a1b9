import { readFileSync } from 'node:fs'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { writeOutput } from '../../src/files/write-output.js'
import { withHold } from '../../src/operator/hold.js'
import { toTrustPlace } from '../../src/operator/trust-place.js'
import { killedFiles } from '../files/killed-files.js'
import { testWorld } from '../world/test-world.js'

// Adds 1 to the number in the file `count`, so many times, each time under the hold; says so on stdout after each. It is
// killed before its system call number `killAt`.
const [times = '1', killAt = '-1'] = process.argv.slice(2)
const { world } = testWorld({ folder: process.cwd(), files: killedFiles(Number(killAt)) })
async function countUp(): Promise<void> {
  for (let time = 0; time < Number(times); time++) {
    const done = await withHold(
      toTrustPlace('trust.yaml'),
      'test',
      world,
      () => undefined,
      async (hold) => {
        const count = Number(readFileSync('count', 'utf8'))
        // Long enough for another run to read the same number, if it could.
        await setTimeout(2)
        const ours = hold.check()
        return ours.ok ? writeOutput(world, 'count', Buffer.from(String(count + 1))) : ours
      },
    )
    if (!done.ok) {
      process.stdout.write(`${done.problems[0].code}\n`)
      process.exitCode = 4
      break
    }
    process.stdout.write('added\n')
  }
}

void countUp()
