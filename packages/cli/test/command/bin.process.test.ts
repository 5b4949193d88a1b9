import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { program } from '../built/bundle.js'

let bin: string
beforeAll(async () => {
  bin = await program()
})

const shell = (line: string) =>
  spawnSync('bash', ['-c', line, 'bash', process.execPath, bin], { encoding: 'utf8' })

describe('the program as a process', () => {
  test('answers and ends with the exit of the answer', () => {
    const run = spawnSync(process.execPath, [bin, 'completion', 'bash'], { encoding: 'utf8' })
    expect([run.status, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toContain('complete -o default -F _trustlist trustlist')
    expect(spawnSync(process.execPath, [bin, 'completion']).status).toBe(2)
  })

  test('says nothing where the reader of its answer goes away', () => {
    const run = shell('"$1" "$2" completion bash | true; echo "${PIPESTATUS[0]}"')
    expect([run.stdout, run.stderr]).toEqual(['0\n', ''])
  })

  test('ends with 4 where its answer cannot be written', () => {
    const run = shell('"$1" "$2" completion bash > /dev/full')
    expect([run.status, run.stderr]).toEqual([
      4,
      expect.stringContaining('error[cli/standard-output-not-written]'),
    ])
    expect(shell('"$1" "$2" completion bash > /dev/null').status).toBe(0)
  })

  test('keeps its answer where its talk cannot be written', () => {
    expect(shell('"$1" "$2" completion tcsh 2> /dev/full').status).toBe(2)
  })

  test('waits for a slow reader of a pipe that does not block', () => {
    // The reader sleeps until the pipe is full; its other end was made non-blocking by another process.
    const words = 'import fcntl,os; fcntl.fcntl(1, fcntl.F_SETFL, os.O_NONBLOCK); fcntl.fcntl(1, 1031, 4096)'
    const run = shell(`{ python3 -c '${words}' && "$1" "$2" completion bash; } | { sleep 1; wc -c; }`)
    const whole = shell('"$1" "$2" completion bash | wc -c')
    expect([run.stdout, run.stderr]).toEqual([whole.stdout, ''])
  })

  test('loads neither the YAML library nor child processes to start', () => {
    const seen = new Set<string>()
    const follow = (name: string): string => {
      if (seen.has(name)) return ''
      seen.add(name)
      const source = readFileSync(join(dirname(bin), name), 'utf8')
      const imports = [...source.matchAll(/(?:^|;|\n)(?:import|export)[^"'();]*["']\.\/([^"']+)["']/g)]
      return source + imports.map((each) => follow(each[1]!)).join('')
    }
    const started = follow(bin.slice(dirname(bin).length + 1))
    const all = readdirSync(dirname(bin))
      .filter((name) => /\.m?js$/.test(name))
      .map((name) => readFileSync(join(dirname(bin), name), 'utf8'))
      .join('')
    expect(started.includes('nodeWorld')).toBe(true)
    expect(/"(node:)?child_process"/.test(all)).toBe(true)
    expect(/"(node:)?child_process"/.test(started)).toBe(false)
    expect(started.includes('tag:yaml.org')).toBe(false)
  })
})
