import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Instant } from '@trustlist/core'
import { nodeWorld } from '../../src/node-world.js'
import { OutputFault } from '../../src/output-fault.js'
import { run } from '../../src/run.js'
import type { Files, World } from '../../src/world.js'

/** A folder of its own, which the system clears away. */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'trustlist-test-')))
}

export interface TestWorld {
  readonly world: World
  readonly out: () => string
  readonly err: () => string
}

export interface Circumstances {
  readonly folder?: string
  readonly stdin?: readonly Uint8Array[]
  readonly isTerminal?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly isOutputFull?: boolean
  /** Files of the machine, each call seen or refused first. */
  readonly files?: (real: Files) => Files
  /** The present second. Default: 2026-11-01T12:00:00Z, always. */
  readonly now?: () => Instant
  /** Whether a process runs. Default: whether it does. */
  readonly isRunning?: (pid: number) => boolean
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The machine's own files, with everything else under the test's control. The clock stands still. */
export function testWorld(circumstances: Circumstances = {}): TestWorld {
  const { folder = newFolder(), isTerminal = false } = circumstances
  const real = nodeWorld({
    env: circumstances.env ?? {},
    cwd: () => folder,
    stdin: async function* () {
      yield* await Promise.resolve(circumstances.stdin ?? [])
    },
    columns: () => undefined,
    isTerminal: () => false,
    terminal: () => undefined,
    ignoreSignal: () => undefined,
    beforeEnd: () => () => undefined,
    endGroup: (id) => process.kill(-id, 'SIGKILL'),
    pid: process.pid,
    isRunning: (pid) => circumstances.isRunning?.(pid) ?? isRunning(pid),
  })
  let out = ''
  let err = ''
  const decoder = new TextDecoder()
  const text = (piece: string | Uint8Array) => (typeof piece === 'string' ? piece : decoder.decode(piece))
  const world: World = {
    ...real,
    stdin: { ...real.stdin, isTerminal },
    stdout: {
      isTerminal,
      columns: undefined,
      write: (piece) => {
        if (circumstances.isOutputFull === true) throw new OutputFault('no space left')
        out += text(piece)
      },
    },
    stderr: { isTerminal, columns: undefined, write: (piece) => void (err += text(piece)) },
    files: circumstances.files?.(real.files) ?? real.files,
    now: circumstances.now ?? (() => '2026-11-01T12:00:00Z'),
  }
  return { world, out: () => out, err: () => err }
}

/** One run, told as the two streams and the exit: what a snapshot holds. */
export async function told(words: readonly string[], circumstances: Circumstances = {}): Promise<string> {
  const { world, out, err } = testWorld(circumstances)
  const exit = await run(words, world)
  return `$ trustlist ${words.join(' ')}\n-- stdout\n${out()}-- stderr\n${err()}-- exit ${String(exit)}\n`
}
