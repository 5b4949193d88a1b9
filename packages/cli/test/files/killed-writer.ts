import process from 'node:process'
import { createOutput, writeOutput } from '../../src/files/write-output.js'
import { testWorld } from '../world/test-world.js'
import { killedFiles } from './killed-files.js'

// Writes `contents` to `path` as `how` says, and is killed before its system call number `killAt`.
const [how, path = '', contents = '', killAt = ''] = process.argv.slice(2)
const { world } = testWorld({ folder: process.cwd(), files: killedFiles(Number(killAt)) })
const result = (how === 'create' ? createOutput : writeOutput)(world, path, Buffer.from(contents))
process.exitCode = result.ok ? 0 : 1
