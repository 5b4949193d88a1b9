import process from 'node:process'
import type { Files } from '../../src/world.js'

/**
 * Files of the machine under which the process is killed before its system call number `killAt`; never where that is
 * negative. Whoever writes is given a few bytes at a time.
 */
export function killedFiles(killAt: number): (real: Files) => Files {
  let callsLeft = killAt
  function counted<A extends readonly unknown[], R>(call: (...given: A) => R): (...given: A) => R {
    return (...given) => {
      if (callsLeft-- === 0) process.kill(process.pid, 'SIGKILL')
      return call(...given)
    }
  }
  function each<T extends object>(calls: T): T {
    const wrapped = Object.entries(calls).map(([name, call]) => [
      name,
      counted(call as (...given: unknown[]) => unknown),
    ])
    return Object.fromEntries(wrapped) as T
  }
  return (real) =>
    each({
      ...real,
      create: (name: string, mode: number) => {
        const file = real.create(name, mode)
        return each({
          ...file,
          write: (bytes: Uint8Array) => file.write(bytes.subarray(0, Math.ceil(bytes.length / 4))),
        })
      },
    })
}
