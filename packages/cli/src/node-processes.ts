import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { ProcessMark, Processes } from './world.js'

/** What the system says through the process itself. */
export interface ThisProcess {
  readonly pid: number
  /** Whether a process of this number exists, whoever's it is. */
  readonly isRunning: (pid: number) => boolean
}

/** The real processes of this machine. */
export function nodeProcesses(process: ThisProcess): Processes {
  const boot = read('/proc/sys/kernel/random/boot_id')
  const machine = read('/etc/machine-id')
  const space = link('/proc/self/ns/pid')
  const host = hostname()
  return {
    self: () => ({
      pid: process.pid,
      host,
      ...(machine === undefined ? {} : { machine }),
      ...(boot === undefined ? {} : { boot }),
      ...(space === undefined ? {} : { space }),
      ...started(process.pid),
    }),
    find: (mark) => {
      // Another machine on the same network disk; nobody here can tell.
      if (mark.host !== host || mark.machine !== machine) return 'unknown'
      // Nothing outlives the machine itself. Where it cannot be told apart from a namesake, nothing is concluded.
      if (mark.boot !== boot) return machine === undefined ? 'unknown' : 'ended'
      // A container counts its processes for itself.
      if (mark.space !== space) return 'unknown'
      if (!process.isRunning(mark.pid)) return 'ended'
      // The number may have been given to another process since.
      const present = started(mark.pid)
      return mark.start === undefined || present.start === undefined || present.start === mark.start
        ? 'running'
        : 'ended'
    },
  }
}

/** When a process started, in ticks since the machine did (proc(5), stat, field 22). Unknown elsewhere than on Linux. */
function started(pid: number): Pick<ProcessMark, 'start'> {
  const stat = read(`/proc/${String(pid)}/stat`)
  // The second field is the program's name in parentheses, which may hold blanks and parentheses of its own.
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return start === undefined ? {} : { start }
}

function read(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim()
    return text === '' ? undefined : text
  } catch {
    return undefined
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
