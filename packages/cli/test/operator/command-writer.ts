import process from 'node:process'
import { run } from '../../src/run.js'
import { killedFiles } from '../files/killed-files.js'
import { testWorld } from '../world/test-world.js'

// Runs a command in this folder, and is killed before its system call number `killAt`; never where that is negative.
const [killAt = '-1', ...words] = process.argv.slice(2)
const { world, out, err } = testWorld({ folder: process.cwd(), files: killedFiles(Number(killAt)) })
void run(words, world).then((exit) => {
  process.stdout.write(out() + err())
  process.exitCode = exit
})
