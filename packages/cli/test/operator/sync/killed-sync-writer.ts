import process from 'node:process'
import { run } from '../../../src/run.js'
import type { Files } from '../../../src/world.js'
import { testWorld } from '../../world/test-world.js'

// Runs the words that it is given, and is killed before its write number `killAt`: before each call that changes a file or
// a folder, whether of the operator or of the cache. Says on stderr how many writes there were, and which of them were of the cache.
const [killAt = '-1', ...words] = process.argv.slice(2)
let count = 0
const ofCache: number[] = []
// A call on an open file has no path: it is of the file that was opened last.
let path = ''

function counted<A extends readonly unknown[], R>(call: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    path = given.findLast((each) => typeof each === 'string') ?? path
    if (path.includes('cache')) ofCache.push(count)
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
  process.stderr.write(`${String(count)} writes, of the cache ${ofCache.join()}\n`)
  process.exitCode = exit
})
