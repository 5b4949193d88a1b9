import { spawn } from 'node:child_process'
import type { Ended, Program } from './world.js'

const maxTalkBytes = 64 * 1024

/**
 * Runs a program without a shell and gathers what it writes, within bounds of size and time.
 *
 * @param env - The present environment, to which `program.env` is added.
 * @returns Never rejects: a program that cannot be started is an answer like the others.
 */
export function spawnProgram(
  program: Program,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    const [name, ...rest] = program.words
    const child = spawn(name, rest, {
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(program.folder === undefined ? {} : { cwd: program.folder }),
      env: { ...env, ...program.env },
    })
    const output: Buffer[] = []
    const talk: Buffer[] = []
    let outputBytes = 0
    let talkBytes = 0
    let why: 'timeout' | 'output-too-large' | undefined
    const end = (reason: 'timeout' | 'output-too-large') => {
      why ??= reason
      child.kill('SIGKILL')
      // What the program itself started may live on and hold the pipes; nobody waits for that.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const timer = setTimeout(() => end('timeout'), program.timeoutMs)
    child.stdout.on('data', (piece: Buffer) => {
      outputBytes += piece.length
      if (outputBytes > program.maxOutputBytes) end('output-too-large')
      else output.push(piece)
    })
    child.stderr.on('data', (piece: Buffer) => {
      if (talkBytes < maxTalkBytes) talk.push(piece)
      talkBytes += piece.length
    })
    const talkText = () => Buffer.concat(talk).subarray(0, maxTalkBytes).toString('utf8')
    child.on('error', (fault) => {
      clearTimeout(timer)
      resolve({ kind: 'not-started', fault: fault.message })
    })
    child.on('close', (status) => {
      clearTimeout(timer)
      if (why !== undefined) resolve({ kind: 'killed', why, talk: talkText() })
      else if (status === null) resolve({ kind: 'killed', why: 'signal', talk: talkText() })
      else resolve({ kind: 'ended', status, output: Buffer.concat(output), talk: talkText() })
    })
    // A program that ends without reading its input: its status tells, not our broken pipe.
    child.stdin.on('error', () => undefined)
    child.stdin.end(program.input)
  })
}
