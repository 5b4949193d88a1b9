import process from 'node:process'
import { run } from '../../../src/run.js'
import type { Files } from '../../../src/world.js'
import { testWorld } from '../../world/test-world.js'

// Runs the words that it is given, and is killed before its write number `killAt`: before each call that changes a file or
// a folder, whether of the operator or of the cache. Says on stderr how many writes there were, and how many of them before
// the first one among the operator's files.
const [killAt = '-1', ...words] = process.argv.slice(2)
let count = 0
let countBefore: number | undefined

function counted<A extends readonly unknown[], R>(call: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    // The path that is written: renames and links name it last.
    const path = given.findLast((each) => typeof each === 'string')
    if (path !== undefined && !path.includes('cache')) countBefore ??= count
    if (count++ === Number(killAt)) process.kill(process.pid, 'SIGKILL')
    return call(...given)
  }
}

const files = (real: Files): Files => ({
  ...real,
  create: counted((path, mode) => {
    const file = real.create(path, mode)
    return { ...file, write: counted(file.write), sync: counted(file.sync), setMode: counted(file.setMode) }
  }),
  rename: counted(real.rename),
  link: counted(real.link),
  remove: counted(real.remove),
  makeFolder: counted(real.makeFolder),
  removeFolder: counted(real.removeFolder),
})

const env = { PATH: process.env['PATH']!, HOME: process.cwd() }
void run(words, testWorld({ folder: process.cwd(), files, env }).world).then((exit) => {
  process.stderr.write(`${String(count)} writes, ${String(countBefore)} before\n`)
  process.exitCode = exit
})
