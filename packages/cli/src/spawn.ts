import { spawn } from 'node:child_process'
import type { Ended, Program } from './world.js'

/** What is needed of the present process to end programs with it. */
export interface ProcessEnds {
  /** Calls when a signal ends the process, before it ends; until the function that is given back is called. */
  readonly beforeEnd: (call: () => void) => () => void
  /** Ends every process of a group, at once; false where there is none to end. */
  readonly endGroup: (id: number) => boolean
}

const maxTalkBytes = 64 * 1024
const watchMs = 200
/** For what its own children still hold open after it ended. */
const drainMs = 500

type Reason = Extract<Ended, { kind: 'killed' }>['why']

/**
 * Runs a program without a shell and gathers what it writes, within bounds of size and time.
 *
 * @returns Never rejects: a program that cannot be started is an answer like the others.
 */
export function spawnProgram(program: Program, own: ProcessEnds): Promise<Ended> {
  return new Promise((resolve) => {
    const [name, ...rest] = program.words
    const options = {
      shell: false,
      cwd: program.folder,
      env: program.env,
      // A session of its own: it has no terminal to ask at, and its group can be ended as a whole.
      detached: true,
      windowsHide: true,
    }
    const child =
      program.input === undefined
        ? spawn(name, rest, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
        : spawn(name, rest, { ...options, stdio: 'pipe' })
    const output: Buffer[] = []
    const talk: Buffer[] = []
    let outputBytes = 0
    let talkBytes = 0
    let why: Reason | undefined
    const endGroup = () => {
      // Where there are no groups (Windows), the program alone.
      if (child.pid !== undefined && !own.endGroup(child.pid)) child.kill('SIGKILL')
    }
    const end = (reason: Reason) => {
      why ??= reason
      endGroup()
      // What left the group may live on and hold the pipes; nobody waits for that.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const timer = setTimeout(() => end('timeout'), program.timeoutMs)
    const watch = setInterval(() => {
      if (program.mayGoOn?.() === false) end('stopped')
    }, watchMs)
    const forget = own.beforeEnd(endGroup)
    let drain: NodeJS.Timeout | undefined
    const settle = (ended: Ended) => {
      clearTimeout(timer)
      clearTimeout(drain)
      clearInterval(watch)
      forget()
      resolve(ended)
    }
    child.stdout.on('data', (piece: Buffer) => {
      outputBytes += piece.length
      if (why !== undefined) return
      if (outputBytes > program.maxOutputBytes) end('output-too-large')
      else if (program.onOutput === undefined) output.push(piece)
      else if (!program.onOutput(piece)) end('stopped')
    })
    child.stderr.on('data', (piece: Buffer) => {
      if (talkBytes < maxTalkBytes) talk.push(piece)
      talkBytes += piece.length
    })
    const talkText = () => Buffer.concat(talk).subarray(0, maxTalkBytes).toString('utf8')
    child.on('error', (fault) => {
      if (child.pid === undefined) settle({ kind: 'not-started', fault: fault.message })
    })
    // What has arrived is taken first, however busy this process was meanwhile: only where nothing more comes it is enough.
    const endDrain = (taken: number) => {
      drain = setTimeout(() => {
        setImmediate(() => {
          if (outputBytes + talkBytes > taken) {
            endDrain(outputBytes + talkBytes)
            return
          }
          child.stdout.destroy()
          child.stderr.destroy()
        })
      }, drainMs)
    }
    child.on('exit', () => endDrain(outputBytes + talkBytes))
    child.on('close', (status) => {
      if (why !== undefined) settle({ kind: 'killed', why, talk: talkText() })
      else if (status === null) settle({ kind: 'killed', why: 'signal', talk: talkText() })
      else settle({ kind: 'ended', status, output: Buffer.concat(output), talk: talkText() })
    })
    // A program that ends without reading its input: its status tells, not our broken pipe.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(program.input)
  })
}
