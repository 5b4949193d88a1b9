// Runs every check of the project and counts what passed. Called by .ci/run; one check alone: .ci/run --only lint
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const cache = join(root, '.cache')
const only = process.argv.indexOf('--only') < 0 ? undefined : process.argv[process.argv.indexOf('--only') + 1]
const totals = { passed: 0, failed: 0, skipped: 0 }
const failures = []
mkdirSync(cache, { recursive: true })

/** pnpm must be on the PATH of everything that follows: publint and nested scripts start it by name. */
const pnpmHome = join(cache, 'pnpm')
const env = {
  ...process.env,
  PATH: `${join(pnpmHome, 'node_modules/.bin')}${delimiter}${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
}

function run(command, args, options = {}) {
  const { capture = false, extraEnv = {} } = options
  const done = spawnSync(command, args, {
    cwd: root,
    env: { ...env, ...extraEnv },
    stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { ok: done.status === 0, text: done.stdout ?? '' }
}

function count(name, { passed = 0, failed = 0, skipped = 0 }) {
  totals.passed += passed
  totals.failed += failed
  totals.skipped += skipped
  if (failed > 0) failures.push(name)
  process.stdout.write(`== ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`)
}

/** One check that passes or fails as a whole. */
function check(name, command, args, options) {
  if (only !== undefined && only !== name) return
  process.stdout.write(`\n== ${name}: ${command} ${args.join(' ')}\n`)
  const { ok } = run(command, args, options)
  count(name, ok ? { passed: 1 } : { failed: 1 })
}

/** A run of vitest, counted test by test from its own report. A run that leaves no report has failed. */
function tests(name, command, args, extraEnv = {}) {
  if (only !== undefined && only !== name) return
  process.stdout.write(`\n== ${name}: ${command} ${args.join(' ')}\n`)
  const report = join(cache, `report-${name.replaceAll(/[^a-z0-9]+/g, '-')}.json`)
  rmSync(report, { force: true })
  const { ok } = run(command, args, { extraEnv: { ...extraEnv, TRUSTLIST_REPORT: report } })
  if (!existsSync(report)) return count(name, { failed: 1 })
  const result = JSON.parse(readFileSync(report, 'utf8'))
  const failed =
    result.numFailedTests +
    result.testResults.filter((each) => each.status === 'failed' && each.assertionResults.length === 0).length
  const passed = result.numPassedTests
  count(name, {
    passed,
    failed: failed === 0 && (!ok || passed === 0) ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  })
}

/** A Node of the given version from the npm registry; the running one where it is of the same major. */
function nodeOf(version) {
  if (process.version.startsWith(`v${version.split('.')[0]}.`)) return process.execPath
  const name = `node-${platform()}-${arch()}`
  const home = join(cache, `node-${version}`)
  const binary = join(home, 'node_modules', name, 'bin/node')
  if (!existsSync(binary)) {
    mkdirSync(home, { recursive: true })
    if (
      !run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', home, `${name}@${version}`])
        .ok
    )
      return undefined
  }
  return existsSync(binary) ? binary : undefined
}

// The README's command for tests, as a newcomer types it: installs, builds, tests against the source.
tests('tests', 'npm', ['test', '--silent'])

if (!existsSync(join(pnpmHome, 'node_modules/.bin/pnpm'))) {
  mkdirSync(pnpmHome, { recursive: true })
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', pnpmHome, 'pnpm@10.34.8'])
}

check('types', 'node', ['scripts/types.mjs'])
check('lint', 'eslint', ['.', '--max-warnings', '0'])
check('format', 'prettier', ['--check', '--log-level', 'warn', '.'])
check('layers', 'depcruise', ['--config', 'dependency-cruiser.config.mjs', 'packages'])
check('generated', 'node', ['scripts/check-generated.mjs'])
check('specification', 'node', ['scripts/check-spec.mjs'])
for (const name of ['schema', 'core', 'cli']) {
  check(`publint ${name}`, 'publint', ['--strict', `packages/${name}`])
  if (name !== 'cli')
    check(`types of the package ${name}`, 'attw', ['--pack', `packages/${name}`, '--profile', 'node16'])
}
check('unused', 'knip', [])
check('two publishers', 'node', ['docs/two-publishers.mjs'])
check('main job', 'node', ['scripts/main-job.mjs'])

// Two implementations of the specification. The seed is one without the differences that are known and not settled yet
// (docs/decisions/017); with none left it may be a fresh one each time.
if (only === undefined || only === 'differential') {
  process.stdout.write('\n== differential: node differential/run.mjs --runs 500 --seed trustlist\n')
  const { ok, text } = run('node', ['differential/run.mjs', '--runs', '500', '--seed', 'trustlist'], {
    capture: true,
  })
  process.stdout.write(text)
  count('differential', ok ? (text.startsWith('skipped: ') ? { skipped: 1 } : { passed: 1 }) : { failed: 1 })
}

for (const version of ['20.20.2', '24.21.0']) {
  const name = `built packages on Node ${version.split('.')[0]}`
  const node = nodeOf(version)
  if (node === undefined) {
    process.stdout.write(
      `\n== ${name}: skipped, no Node ${version} for ${platform()} ${arch()} in the registry\n`,
    )
    if (only === undefined) count(name, { skipped: 1 })
    continue
  }
  tests(name, node, ['node_modules/vitest/vitest.mjs', 'run'], { TRUSTLIST_TEST: 'dist' })
}
// The programs of others that the tests hold us against; what cannot be had is named, and its tests skip.
if (only === undefined || only === 'interoperability') run('bash', ['interop/install-tools.sh'])
tests('interoperability', 'vitest', ['run', '--config', 'vitest.interop.config.ts'])

if (failures.length > 0) process.stdout.write(`\nfailed: ${failures.join(', ')}\n`)
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`)
process.exit(totals.failed === 0 ? 0 : 1)
