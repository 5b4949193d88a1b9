#!/usr/bin/env node
import process from 'node:process'
import { nodeWorld } from './node-world.js'
import { run } from './run.js'

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function beforeEnd(call: () => void): () => void {
  const onSignal = (name: NodeJS.Signals) => {
    call()
    forget()
    process.kill(process.pid, name)
  }
  const forget = () => endings.forEach((name) => process.off(name, onSignal))
  endings.forEach((name) => process.on(name, onSignal))
  return forget
}

const world = nodeWorld({
  env: process.env,
  cwd: () => process.cwd(),
  stdin: () => process.stdin,
  columns: () => process.stdout.columns || undefined,
  isTerminal: (descriptor) => process.getBuiltinModule('node:tty').isatty(descriptor),
  terminal: () =>
    process.stdin.isTTY && process.stderr.isTTY
      ? { input: process.stdin, output: process.stderr }
      : undefined,
  ignoreSignal: (name) => {
    if (process.platform !== 'win32') process.on(name, () => undefined)
  },
  beforeEnd,
  endGroup: (id) => {
    try {
      return process.kill(-id, 'SIGKILL')
    } catch {
      return false
    }
  },
  pid: process.pid,
  isRunning: (pid) => {
    try {
      process.kill(pid, 0)
      return true
    } catch (fault) {
      // It is there and somebody else's.
      return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
    }
  },
})

void run(process.argv.slice(2), world).then((exit) => {
  process.exitCode = exit
})
