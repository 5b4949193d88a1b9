import { spawn } from 'node:child_process'

export interface ProgramRun {
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Goes to the program's standard input; a program may leave it unread. */
  readonly input: Uint8Array
  readonly timeoutMs: number
  /** More on its standard output ends the program. */
  readonly maxOutputBytes: number
  readonly tell: ((text: string) => void) | undefined
}

export interface ProgramEnd {
  /** How it ended where that was not with 0: "ended with 2". */
  readonly how: string | undefined
  readonly stdout: Buffer
  /** The last of what it wrote to its standard error. */
  readonly stderrEnd: string
}

const keptStderrCharacters = 300
/** For what its own children still hold open after it ended. */
const drainMs = 500

/**
 * Runs a program without a shell, in the terminal's own process group, so that it can ask for a PIN there. Never
 * rejects: a program that does not start has an ending too.
 */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(run.program, [...run.args], {
      env: { ...run.env },
      shell: false,
      stdio: 'pipe',
      windowsHide: true,
    })
    const chunks: Buffer[] = []
    let stdoutBytes = 0
    let stderrEnd = ''
    let how: string | undefined
    const timers: NodeJS.Timeout[] = []
    const settle = (): void => {
      timers.forEach(clearTimeout)
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
      resolve({ how, stdout: Buffer.concat(chunks), stderrEnd: stderrEnd.trim() })
    }
    const stop = (reason: string): void => {
      how ??= reason
      child.kill('SIGKILL')
    }
    timers.push(setTimeout(() => stop(`took longer than ${run.timeoutMs / 1000} s`), run.timeoutMs))
    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length
      if (stdoutBytes > run.maxOutputBytes) stop(`wrote more than ${run.maxOutputBytes} bytes`)
      else chunks.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderrEnd = (stderrEnd + text).slice(-keptStderrCharacters)
      run.tell?.(text)
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      how ??= `did not start (${error.code ?? error.message})`
      settle()
    })
    child.on('exit', (status, signal) => {
      if (signal !== null) how ??= `was ended by ${signal}`
      else if (status !== 0) how ??= `ended with ${status ?? 'nothing'}`
      timers.push(setTimeout(settle, drainMs))
    })
    child.on('close', settle)
    // A program that takes the bytes from $TL_TBS closes its standard input early.
    child.stdin.on('error', () => undefined)
    child.stdin.end(run.input)
  })
}
