import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openIdentity } from '../packages/core/dist/index.js'
import { ratioOf } from './harness/compare.mjs'
import { compareProcesses } from './harness/processes.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { now, taken, writePublisher } from './lists/sealed-list.mjs'

export const about = 'the command trustlist sync where nothing has changed, whole processes'

export const limits = {
  ssh: { what: 'trustlist sync / git fetch --all, over ssh', atMost: 1.5 },
  'ssh-side-by-side': { what: 'trustlist sync / git fetch --all --jobs=8, over ssh' },
  file: { what: 'trustlist sync / git fetch --all, on the same disk' },
}

const program = new URL('../packages/cli/dist/bin.cjs', import.meta.url).pathname
const publishers = 20
const size = 5_000

export function run({ rounds = 25, report }) {
  const folder = new URL('../.cache/bench/sync/', import.meta.url).pathname
  rmSync(folder, { recursive: true, force: true })
  const remotes = Array.from({ length: publishers }, (_, index) =>
    makeRemote(folder, `bench-${index + 1}`, index + 1),
  )
  // What stands in for ssh runs the other side here, at once: no network, no keys, no cryptography.
  const ssh = join(folder, 'ssh.sh')
  writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 })
  env.GIT_SSH_COMMAND = ssh
  const urls = { ssh: (path) => `ssh://git@bench.example${path}`, file: (path) => `file://${path}` }
  report.heading(`${publishers} publishers, ${nameOfSize(size)} entries each`)
  for (const [way, urlOf] of Object.entries(urls)) {
    const operator = makeOperator(join(folder, way), remotes, urlOf)
    const mirror = makeMirror(join(folder, way), remotes, urlOf)
    const fetchAll = (jobs) => ({
      program: 'git',
      args: ['-C', mirror, 'fetch', '--quiet', '--all', `--jobs=${jobs}`],
      env,
    })
    const timings = compareProcesses(
      { fetch: fetchAll(1), 'fetch-8': fetchAll(8), sync: { args: [program, ...operator], env } },
      rounds,
    )
    const ms = (name) => shown(timings[name].medianMs)
    report.note(
      `${way}: git fetch ${ms('fetch')} ms, eight at a time ${ms('fetch-8')} ms; sync ${ms('sync')} ms`,
    )
    report.figure({ name: way, ...ratioOf(timings.sync, timings.fetch), limits })
    if (way === 'ssh')
      report.figure({ name: 'ssh-side-by-side', ...ratioOf(timings.sync, timings['fetch-8']), limits })
  }
  rmSync(folder, { recursive: true })
}

/** Nobody's configuration: git's own defaults. */
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

function git(folder, ...words) {
  const author = { GIT_AUTHOR_NAME: 'bench', GIT_AUTHOR_EMAIL: 'bench@tre.example' }
  const committer = { GIT_COMMITTER_NAME: 'bench', GIT_COMMITTER_EMAIL: 'bench@tre.example' }
  execFileSync('git', words, { cwd: folder, stdio: 'ignore', env: { ...env, ...author, ...committer } })
}

/** A repository of one publisher, with one list. */
function makeRemote(folder, id, seed) {
  const repository = join(folder, 'remotes', id)
  mkdirSync(repository, { recursive: true })
  const identityBytes = writePublisher(join(repository, id), id, seed, size)
  git(repository, 'init', '-q', '-b', 'main')
  git(repository, 'add', '-A')
  git(repository, 'commit', '-q', '-m', 'a list')
  const { fingerprint } = taken(openIdentity(identityBytes))
  return { id, path: repository, fingerprint }
}

/** An operator that has accepted all of them. */
function makeOperator(folder, remotes, urlOf) {
  const operator = join(folder, 'operator')
  mkdirSync(operator, { recursive: true })
  const lines = remotes.map(
    ({ id, path, fingerprint }) =>
      `  - { id: ${id}, from: "${urlOf(path)}#main:${id}", pin: "${fingerprint}", trust: half }\n`,
  )
  writeFileSync(
    join(operator, 'trust.yaml'),
    `trustlist: "1.0"\noperator: bench-op\ncontact: software@tre.example\npublishers:\n${lines.join('')}profiles:\n  tier-3: { allowAt: 100 }\n`,
  )
  const words = [
    'sync',
    '--trust',
    join(operator, 'trust.yaml'),
    '--cache',
    join(folder, 'cache'),
    '--at',
    now,
  ]
  execFileSync(process.execPath, [program, ...words], { stdio: 'ignore', env })
  if (!existsSync(join(operator, 'trust.lock.json'))) throw new Error('nothing was accepted')
  return words
}

/** What somebody keeps who fetches them with git alone: one repository with as many remotes. */
function makeMirror(folder, remotes, urlOf) {
  const mirror = join(folder, 'mirror')
  mkdirSync(mirror)
  git(mirror, 'init', '-q', '--bare')
  for (const { id, path } of remotes) git(mirror, 'remote', 'add', id, urlOf(path))
  git(mirror, 'fetch', '-q', '--all')
  return mirror
}
