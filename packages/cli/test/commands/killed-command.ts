import process from 'node:process'
import { run } from '../../src/run.js'
import type { Files } from '../../src/world.js'
import { testWorld } from '../world/test-world.js'

// Runs a command, and is killed before its call number `killAt` among those that change something on the disk.
const [killAt = '', ...words] = process.argv.slice(2)
let callsLeft = Number(killAt)

function counted<A extends readonly unknown[], R>(call: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    if (callsLeft-- === 0) process.kill(process.pid, 'SIGKILL')
    return call(...given)
  }
}

const { world, err } = testWorld({
  folder: process.cwd(),
  files: (real: Files) => ({
    ...real,
    create: counted((name: string, mode: number) => {
      const file = real.create(name, mode)
      // In pieces, so that a kill can come between them.
      const write = counted((bytes: Uint8Array) => file.write(bytes.subarray(0, 256)))
      return { ...file, write, sync: counted(file.sync), close: counted(file.close) }
    }),
    rename: counted(real.rename),
    link: counted(real.link),
    remove: counted(real.remove),
    makeFolder: counted(real.makeFolder),
    syncFolder: counted(real.syncFolder),
  }),
})
void run(words, world).then((exit) => {
  process.exitCode = exit
  process.stderr.write(err())
})
