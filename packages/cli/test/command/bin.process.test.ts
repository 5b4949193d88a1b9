import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { program } from '../built/bundle.js'
import { newFolder } from '../world/test-world.js'

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

  test.skipIf(spawnSync('script', ['--version']).status !== 0)('knows a terminal when it has one', () => {
    const words = `${process.execPath} ${bin} completion tcsh`
    const run = spawnSync('script', ['-qec', words, '/dev/null'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], TERM: 'xterm' },
    })
    expect([run.status, run.stdout.includes('\u001b[31m')]).toEqual([2, true])
  })

  test('loads what a command needs, and no more', () => {
    const hook = join(newFolder(), 'hook.cjs')
    writeFileSync(
      hook,
      `const { Module } = require('node:module')
       const load = Module._load
       const names = new Set()
       Module._load = function (name, ...rest) { names.add(name.replace(/^node:|-[A-Z0-9]{8}\\.cjs$/g, '')); return load.call(this, name, ...rest) }
       process.on('exit', () => require('node:fs').writeSync(2, '\\nloaded ' + [...names].join(' ')))`,
    )
    const loaded = (...words: string[]) => {
      const { stderr } = spawnSync(process.execPath, ['-r', hook, bin, ...words], { encoding: 'utf8' })
      return stderr.slice(stderr.lastIndexOf('loaded ')).split(' ')
    }
    const always = ['./others', './parse-yaml', './spawn', 'child_process', 'net', 'tty', 'fs/promises']
    const later = [
      './code-entries.cjs',
      './core-entries.cjs',
      './explain-shape.cjs',
      './local-validators.cjs',
      './open-policy.cjs',
      './read-pattern.cjs',
      './other-command.cjs',
      './help-answer.cjs',
      './without-command.cjs',
      './stopped.cjs',
      './code-frame.cjs',
    ]
    const publisher = new URL('../../../../lists/derived-pyodide/', import.meta.url).pathname
    const shown = spawnSync(process.execPath, [bin, 'identity', 'show', '--json', publisher], {
      encoding: 'utf8',
    })
    const [pin = ''] = /sha256:[0-9a-f]{64}/.exec(shown.stdout) ?? []
    const valid = loaded(
      'verify',
      '--pin',
      pin,
      '--at',
      '2026-12-01T00:00:00Z',
      `${publisher}packages.list.json`,
    )
    expect(valid).toContain('crypto')
    expect(valid.filter((name) => [...always, ...later].includes(name))).toEqual([])
    const verify = loaded('verify', hook)
    expect(verify).toContain('./code-entries.cjs')
    expect(verify).toContain('crypto')
    expect(verify.filter((name) => always.includes(name))).toEqual([])
    expect(loaded('completion', 'bash')).toContain('./others')
  })
})
