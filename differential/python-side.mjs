// The implementation of spec/conformance as the other side of a comparison: a process that answers one case a line.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(import.meta.dirname, '..')
const venv = join(root, '.cache/conformance')

const has = (python) => spawnSync(python, ['-c', 'import cryptography'], { stdio: 'ignore' }).status === 0

/**
 * A Python that has what spec/conformance needs: the one on the PATH, or one under .cache with `cryptography` from the
 * package index.
 *
 * @returns Its path; or why there is none.
 */
export function findPython() {
  if (spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0)
    return { skipped: 'there is no python3' }
  if (has('python3')) return { python: 'python3' }
  const python = join(venv, 'bin/python')
  if (!existsSync(python) || !has(python)) {
    const quiet = ['--quiet', '--disable-pip-version-check']
    const requirements = join(root, 'spec/conformance/requirements.txt')
    const made =
      spawnSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' }).status === 0 &&
      spawnSync(python, ['-m', 'pip', 'install', ...quiet, '-r', requirements], { stdio: 'ignore' })
        .status === 0
    if (!made || !has(python)) return { skipped: 'python3 -m venv, or pip install cryptography, failed' }
  }
  return { python }
}

/**
 * Starts the implementation.
 *
 * @param folder - Where it stands; another one than spec/conformance for a copy with a mutation.
 * @returns `answer`, which gives the answer to one case, and `close`. Answers come in the order of the questions, so that
 *   many may be asked at once.
 */
export function startPython(python, folder = join(root, 'spec/conformance')) {
  const child = spawn(python, ['-X', 'utf8', '-B', join(folder, 'run_cases.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const waiting = []
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-2000)))
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)))
  // What it was asked last is what ended it.
  child.on('close', () => {
    for (const each of waiting.splice(0)) each({ threw: `the process ended: ${said.slice(-500)}` })
  })
  return {
    answer: ({ operation, input }) =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve({ threw: 'the process has ended' })
        waiting.push(resolve)
        child.stdin.write(`${JSON.stringify({ operation, input })}\n`)
      }),
    close: () => child.stdin.end(),
  }
}
