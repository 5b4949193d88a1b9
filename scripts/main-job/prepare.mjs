// Installs and builds where something changed since the last time. What was built needs nothing that was installed, so that
// both are left out together.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The commands of a fresh checkout, as CONTRIBUTING.md has them. */
export const steps = [
  ['npx', '-y', 'pnpm@10.34.8', 'install', '--frozen-lockfile', '--prefer-offline'],
  ['npx', '-y', 'pnpm@10.34.8', 'run', 'build'],
]

/**
 * @param {string} root - The checkout.
 * @returns {boolean} Whether what is built was built from exactly what is here now.
 */
export function isPrepared(root) {
  const path = stampOf(root)
  return existsSync(path) && readFileSync(path, 'utf8') === stampText(root)
}

/**
 * Runs one step, and shows what it says only where it fails.
 *
 * @returns {boolean} Whether it succeeded.
 */
export function runStep(root, [program, ...words]) {
  // On Windows npx is a script, which only a shell starts.
  const shell = process.platform === 'win32'
  const done = spawnSync(program, words, { cwd: root, shell, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (done.status === 0) return true
  process.stdout.write(
    `${done.error === undefined ? '' : `${done.error.message}\n`}${done.stdout}${done.stderr}`,
  )
  return false
}

/** Remembers what was built from what. */
export function rememberPrepared(root) {
  const path = stampOf(root)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, stampText(root))
}

/** Before a step may leave the checkout half built. */
export function forgetPrepared(root) {
  rmSync(stampOf(root), { force: true })
}

const stampOf = (root) => join(root, '.cache/prepared.json')

function stampText(root) {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  const shared = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.base.json']
  const own = packages.flatMap((folder) => filesIn(folder, new Set(['dist', 'node_modules', 'test'])))
  const built = packages.flatMap((folder) => filesIn(join(folder, 'dist'), new Set()))
  const from = digestOf([...shared.map((name) => join(root, name)), ...own])
  return `${JSON.stringify({ from, built: digestOf(built) })}\n`
}

function filesIn(folder, without) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    if (without.has(each.name)) return []
    const path = join(folder, each.name)
    return each.isDirectory() ? filesIn(path, without) : [path]
  })
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of [...paths].sort()) {
    const bytes = readFileSync(path)
    hash.update(`${path} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}
