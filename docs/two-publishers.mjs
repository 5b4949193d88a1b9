// The life of two publishers and an operator, played with real keys and real git repositories in a temporary folder.
//
//   node docs/two-publishers.mjs [TRUSTLIST]
//
// Each step says what is done, shows the command and what it prints, and checks that it ended as expected; the first one
// that does not ends the play with exit 1. TRUSTLIST is the program; where absent, the one that was built here (pnpm build).
// Needed: Node and git. Nothing outside the temporary folder is read or written.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
} from 'node:fs'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const program = resolve(process.argv[2] ?? join(import.meta.dirname, '../packages/cli/dist/bin.cjs'))
if (!existsSync(program)) {
  console.error(`there is no ${program}: build it with pnpm build, or name the program`)
  process.exit(2)
}
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'two-publishers-')))
const at = (...names) => join(folder, ...names)

// ---------------------------------------------------------------------------------------------------------------------
// The stage: how a command is run, shown and checked.

/** Nobody's git configuration, nobody's cache. */
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  NO_COLOR: '1',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'somebody',
  GIT_AUTHOR_EMAIL: 'somebody@tre.example',
  GIT_COMMITTER_NAME: 'somebody',
  GIT_COMMITTER_EMAIL: 'somebody@tre.example',
}
/** The day on which the play has arrived: every command is told. */
let today = '2026-11-01T09:00:00Z'
let steps = 0
let checks = 0

function chapter(title) {
  console.log(`\n\n${title}\n${'='.repeat(title.length)}`)
}

/** What is done now, and why. */
function step(text) {
  steps++
  console.log(`\n${steps}. ${text}\n`)
}

function day(date) {
  today = `${date}T09:00:00Z`
  console.log(`\n   (It is ${date}.)`)
}

/** Ends the play: something is not as it should be. */
function fail(text) {
  console.error(`\nNOT AS EXPECTED: ${text}\nwhat was played lies in ${folder}`)
  process.exit(1)
}

function run(words, { where = '.', input } = {}) {
  const [name, ...rest] = words
  const ended = spawnSync(name, rest, { cwd: at(where), env, encoding: 'utf8', input: input ?? '' })
  if (ended.error !== undefined) fail(`${name} could not be started: ${ended.error.message}`)
  return ended
}

function show(line, { stdout, stderr }) {
  const short = (text) => text.replaceAll(folder, '').replaceAll(/([0-9a-f]{6})[0-9a-f]{34,58}/g, '$1…')
  console.log(`   $ ${short(line)}`)
  for (const each of short(stdout + stderr).split('\n')) if (each !== '') console.log(`     ${each}`)
}

/**
 * Runs trustlist.
 *
 * @param line - Its words, blanks between them.
 * @param exit - The exit that is expected: 0 is yes, 1 no, 3 input refused, 4 the outside failed.
 * @param says - Texts that it must print.
 */
function trustlist(line, { where = '.', exit = 0, says = [] } = {}) {
  const ended = run([process.execPath, program, ...line.split(' '), '--at', today], { where })
  show(`trustlist ${line}`, ended)
  if (ended.status !== exit) fail(`expected exit ${exit}, found ${ended.status}`)
  checks++
  for (const text of [says].flat()) {
    if (!(ended.stdout + ended.stderr).includes(text)) fail(`expected the words «${text}»`)
    checks++
  }
  return ended.stdout
}

function git(line, { where }) {
  const ended = run(['git', ...line.split(' ')], { where })
  show(`git ${line}`, ended)
  if (ended.status !== 0) fail(`git ended with ${ended.status}`)
}

function check(text, isSo) {
  if (!isSo) fail(text)
  checks++
  console.log(`   ✓ ${text}`)
}

/** What trustlist says as JSON, not shown. */
function facts(line, where = '.') {
  const ended = run([process.execPath, program, ...line.split(' '), '--json', '--at', today], { where })
  return JSON.parse(ended.stdout).result
}

const read = (...names) => readFileSync(at(...names), 'utf8')
function write(path, text) {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

/** Makes a key, and gives its public half. */
function keygen(path) {
  mkdirSync(dirname(at(path)), { recursive: true })
  const said = trustlist(`keygen --plain -o ${path}`)
  return (
    /[0-9a-f]{64}/.exec(said.replace(/keyid[^\n]*/g, ''))?.[0] ?? fail('expected the public half of the key')
  )
}

function publish(publisher, message) {
  git('add -A', { where: publisher })
  git(`commit -q -m ${message}`, { where: publisher })
}

/** Writes the draft of a list, as its people do. */
function draft(publisher, entries) {
  const names = entries.map((each) => each.replace(/.*pypi\/([a-z]+),.*decision: (\w+).*/, '$2 $1'))
  console.log(`   ${publisher}/tier-3.yaml says by now: ${names.join(', ')}`)
  write(
    `${publisher}/${publisher}/tier-3.yaml`,
    `trustlist: "1.0"
publisher: ${publisher}
list: tier-3
about: { title: Tier 3, licence: CC0-1.0 }
entries:
${entries.map((each) => `  - ${each}\n`).join('')}`,
  )
}
const allow = (name) =>
  `{ package: pkg:pypi/${name}, versions: "vers:pypi/*", decision: allow, decided: 2026-10-01, basis: reviewed }`
const deny = (name) =>
  `{ package: pkg:pypi/${name}, versions: "vers:pypi/*", decision: deny, decided: 2026-10-01, basis: reviewed, reason: steals keys }`

/** What the operator has accepted, by publisher, from its lock. */
const accepted = (operator = 'operator') =>
  Object.fromEntries(
    JSON.parse(read(operator, 'trust.lock.json')).publishers.map((each) => [each.publisher, each]),
  )
const versionOf = (publisher, operator) => accepted(operator)[publisher].lists[0].version

console.log(`Everything is played in ${folder}. Commands run in the folders named by their paths.`)

// ---------------------------------------------------------------------------------------------------------------------
chapter('Two publishers begin')

step('North has two root keys, one of them in a safe, and a key for its CI that signs lists.')
mkdirSync(at('north'))
git('init -q -b main', { where: 'north' })
const north = {
  root: keygen('keys/north-root.key'),
  spare: keygen('keys/north-spare.key'),
  ci: keygen('keys/north-ci.key'),
}
write(
  'north/north/identity.yaml',
  `trustlist: "1.0"
publisher: north
about: { title: North TRE, contact: software@north.example }
keys:
  - { name: root, public: "${north.root}" }
  - { name: spare, public: "${north.spare}" }
  - { name: ci, public: "${north.ci}" }
roles:
  root: { keys: [root, spare], threshold: 1 }
  list: { keys: [ci], threshold: 1 }
`,
)
trustlist('identity create north/north --key keys/north-root.key')
draft('north', [allow('numpy'), allow('pandas'), deny('evil')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci.key')
publish('north', 'first')
check(
  'the repository of North holds an identity and a signed list',
  existsSync(at('north/north/tier-3.list.json')),
)

step('South is one person with one key.')
mkdirSync(at('south'))
git('init -q -b main', { where: 'south' })
const south = keygen('keys/south.key')
write(
  'south/south/identity.yaml',
  `trustlist: "1.0"
publisher: south
about: { title: South TRE, contact: software@south.example }
keys:
  - { name: own, public: "${south}" }
roles:
  root: { keys: [own], threshold: 1 }
  list: { keys: [own], threshold: 1 }
`,
)
trustlist('identity create south/south --key keys/south.key')
draft('south', [allow('numpy'), allow('scipy')])
trustlist('sign south/south/tier-3.yaml --key keys/south.key')
publish('south', 'first')

// ---------------------------------------------------------------------------------------------------------------------
chapter('An operator pins both')

step('The operator begins. It believes nobody yet.')
mkdirSync(at('operator'))
trustlist('trust init --operator operator-tre', { where: 'operator' })

const from = (publisher) => `file://${at(publisher)}#main:${publisher}`
const fingerprint = (publisher) => facts(`identity show ${publisher}/${publisher}`).fingerprint
const prints = { north: fingerprint('north'), south: fingerprint('south') }

step('A script that has no fingerprint is refused: somebody has to compare it.')
trustlist(`trust add ${from('north')} --trust half`, {
  where: 'operator',
  exit: 2,
  says: 'cli/fingerprint-needed',
})

step('A fingerprint of another identity is refused.')
trustlist(`trust add ${from('north')} --trust half --fingerprint ${prints.south}`, {
  where: 'operator',
  exit: 1,
})
check('nothing was accepted', !existsSync(at('operator/trust.lock.json')))

step(
  'With the fingerprints that the publishers gave over the telephone, both are pinned, once and for years.',
)
for (const each of ['north', 'south'])
  trustlist(`trust add ${from(each)} --trust half --fingerprint ${prints[each]}`, { where: 'operator' })
trustlist('trust list', { where: 'operator', says: ['north', 'south', 'half'] })

step('A run of sync finds nothing new.')
trustlist('sync', { where: 'operator', says: ['north: fresh; nothing new', 'south: fresh; nothing new'] })

// ---------------------------------------------------------------------------------------------------------------------
chapter('Lists go forward')
day('2026-11-08')

step('North allows one package more; sync says so and accepts it.')
draft('north', [allow('numpy'), allow('pandas'), allow('polars'), deny('evil')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci.key')
publish('north', 'polars')
trustlist('sync', { where: 'operator', says: ['version 1, now 2', '1 added'] })
check('version 2 is in the lock', versionOf('north') === 2)

step(
  'North drops its denial without a word. Nobody lifts a ban by leaving out a line: it stays until the operator says so.',
)
draft('north', [allow('numpy'), allow('pandas'), allow('polars')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci.key')
publish('north', 'dropped')
trustlist('sync', { where: 'operator', says: '1 denial vanished and stay' })
check('the denial is kept in the lock', accepted().north.keptDenials[0].package === 'pkg:pypi/evil')

// ---------------------------------------------------------------------------------------------------------------------
chapter('Keys change')
day('2026-12-01')

step('North replaces the key of its CI, as it does every year. Who pinned version 1 is led to version 2.')
const ci2 = keygen('keys/north-ci2.key')
trustlist(`identity rotate north/north --replace ci --public ${ci2} --key keys/north-root.key`)
trustlist('sign north/north/tier-3.yaml --key keys/north-ci2.key --renew')
publish('north', 'rotated')
trustlist('sync', { where: 'operator', says: ['identity 1, now 2', 'north: fresh'] })
check('the pin is the one of the first day', accepted().north.pin === prints.north)
check('the identity is version 2', accepted().north.identity.version === 2)

step('North loses its root key. The one from the safe takes it out and puts another in its place.')
rmSync(at('keys/north-root.key'))
const root2 = keygen('keys/north-root2.key')
trustlist(`identity rotate north/north --replace root --public ${root2} --key keys/north-spare.key`)
publish('north', 'lost')
trustlist('sync', { where: 'operator', says: ['identity 2, now 3', 'north: fresh'] })

step(
  'The new key of the CI is stolen. The thief signs a list, and pushes it: until North acts, it is as good as any.',
)
const stolen = read('keys/north-ci2.key')
draft('north', [allow('numpy'), allow('pandas'), allow('polars'), allow('backdoor')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci2.key')
publish('north', 'theft')
trustlist('sync', { where: 'operator', says: '1 added' })

step(
  'North raises the epoch: whatever was signed before is worth nothing from now on, on every machine that follows.',
)
const ci3 = keygen('keys/north-ci3.key')
trustlist(`identity rotate north/north --replace ci --public ${ci3} --raise-epoch --key keys/north-spare.key`)
publish('north', 'epoch')
trustlist('sync', { where: 'operator', exit: 1, says: ['quarantined', 'lock/revoked'] })
check('the allows of North count no longer', accepted().north.quarantine !== undefined)

step('It signs its own draft again, with the new key, and is fresh.')
draft('north', [allow('numpy'), allow('pandas'), allow('polars')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci3.key')
publish('north', 'again')
trustlist('sync', { where: 'operator', says: ['north: fresh', 'epoch 2'] })
check('the quarantine is over', accepted().north.quarantine === undefined)

step('The thief tries his key once more, and cannot sign for North.')
write('keys/thief.key', stolen)
draft('north', [allow('backdoor')])
trustlist('sign north/north/tier-3.yaml --key keys/thief.key', { exit: 1 })
git('checkout -q north/tier-3.yaml', { where: 'north' })

// ---------------------------------------------------------------------------------------------------------------------
chapter('Somebody shows yesterday’s list')
day('2026-12-15')

step('North allows one package less.')
draft('north', [allow('numpy'), allow('pandas')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci3.key')
publish('north', 'less')
trustlist('sync', { where: 'operator', says: '1 removed' })
const before = accepted().north.lists[0]

step(
  'Whoever runs the host moves the branch back. Every signature is right; it is an older version all the same.',
)
git('branch newest', { where: 'north' })
git('reset -q --hard HEAD~1', { where: 'north' })
trustlist('sync', {
  where: 'operator',
  exit: 1,
  says: ['north: quarantined', 'lock/rollback', 'south: fresh'],
})
check('the newer version stays in the lock', accepted().north.lists[0].digest === before.digest)

step('The branch is where it was, and so is North.')
git('reset -q --hard newest', { where: 'north' })
trustlist('sync', { where: 'operator', says: 'north: fresh' })

// ---------------------------------------------------------------------------------------------------------------------
chapter('Somebody shows two faces')
day('2027-01-10')

step('South signs version 2 twice: one for this operator, and another one, which allows more, for North.')
draft('south', [allow('numpy')])
trustlist('sign south/south/tier-3.yaml --key keys/south.key')
const face = read('south/south/tier-3.list.json')
rmSync(at('south/south/tier-3.list.json'))
git('checkout -q south/tier-3.list.json', { where: 'south' })
draft('south', [allow('numpy'), allow('scipy'), allow('backdoor')])
trustlist('sign south/south/tier-3.yaml --key keys/south.key')
publish('south', 'face')

step('North is an operator too. It pins South, and writes what it saw into its own next list.')
mkdirSync(at('north-operator'))
trustlist('trust init --operator north', { where: 'north-operator' })
trustlist(`trust add ${from('south')} --trust half --fingerprint ${prints.south}`, {
  where: 'north-operator',
})
trustlist(
  'sign north/north/tier-3.yaml --key keys/north-ci3.key --observed north-operator/trust.lock.json --renew',
)
publish('north', 'observed')

step(
  'The operator gets the other face. Neither of the two could find that out alone; North’s list says what it saw.',
)
write('south/south/tier-3.list.json', face)
publish('south', 'other')
trustlist('sync', { where: 'operator', says: ['lock/seen-differently', 'north, list tier-3 saw'] })
const twoFaces = () => readdirSync(at('operator/trust.store')).filter((name) => name.endsWith('.dsse.json'))
const proofsBefore = twoFaces().length

step('South’s host shows the operator the first one as well. Now its own signatures prove it.')
git('checkout -q HEAD~1 -- south/tier-3.list.json', { where: 'south' })
publish('south', 'both')
trustlist('sync', {
  where: 'operator',
  exit: 1,
  says: ['south: quarantined', 'lock/equivocation', 'north: fresh'],
})
check('both signed heads are kept as proof', twoFaces().length === proofsBefore + 2)

step('Showing the known one again mends nothing. Only a later version says which of the two South stands by.')
write('south/south/tier-3.list.json', face)
publish('south', 'known')
trustlist('sync', { where: 'operator', exit: 1, says: 'south: quarantined' })
draft('south', [allow('numpy'), allow('pytest')])
trustlist('sign south/south/tier-3.yaml --key keys/south.key')
publish('south', 'later')
trustlist('sync', { where: 'operator', says: 'south: fresh' })

// ---------------------------------------------------------------------------------------------------------------------
chapter('Across the air gap')
day('2027-02-01')

step('Outside, the repository of North is put into one file; a courier carries it in.')
mkdirSync(at('inside'))
git('bundle create -q ../north-1.bundle main', { where: 'north' })
writeFileSync(at('north.bundle'), readFileSync(at('north-1.bundle')))

step(
  'Inside, where there is no network, North is pinned by the same fingerprint and followed to its newest identity.',
)
trustlist('trust init --operator inside', { where: 'inside' })
trustlist(`trust add ../north.bundle#main:north --trust full --fingerprint ${prints.north}`, {
  where: 'inside',
})
check('the identity is version 4', accepted('inside').north.identity.version === 4)

step('The next bundle brings the next version.')
draft('north', [allow('numpy'), allow('pandas'), allow('duckdb')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci3.key')
publish('north', 'duckdb')
git('bundle create -q ../north.bundle main', { where: 'north' })
trustlist('sync', { where: 'inside', says: ['north: fresh', '1 added'] })
const inside = accepted('inside').north.lists[0].digest

step('A courier hands in last month’s bundle. It is a rollback, whoever carried it.')
renameSync(at('north.bundle'), at('north-2.bundle'))
writeFileSync(at('north.bundle'), readFileSync(at('north-1.bundle')))
trustlist('sync', { where: 'inside', exit: 1, says: ['north: quarantined', 'lock/rollback'] })
check('what was accepted stays', accepted('inside').north.lists[0].digest === inside)

step(
  'The bundle after that was altered on the way. It is refused before anything in it is looked at; the right one is taken.',
)
draft('north', [allow('numpy'), allow('pandas'), allow('duckdb'), allow('httpx')])
trustlist('sign north/north/tier-3.yaml --key keys/north-ci3.key')
publish('north', 'httpx')
git('bundle create -q ../north-3.bundle main', { where: 'north' })
const altered = Buffer.from(readFileSync(at('north-3.bundle')))
altered[altered.length - 40] ^= 1
writeFileSync(at('north.bundle'), altered)
trustlist('sync', { where: 'inside', exit: 3, says: ['north: unreachable', 'cli/source-damaged'] })
check('what was accepted stays', accepted('inside').north.lists[0].digest === inside)
renameSync(at('north-3.bundle'), at('north.bundle'))
trustlist('sync', { where: 'inside', says: ['north: fresh', '1 added'] })

// ---------------------------------------------------------------------------------------------------------------------
chapter('Without a network')
day('2027-02-10')

step('The hosts cannot be reached. What was accepted stays, and the exit says that the outside failed.')
trustlist('sync', { where: 'operator' })
renameSync(at('north'), at('north-away'))
renameSync(at('south'), at('south-away'))
day('2027-02-11')
const locked = read('operator/trust.lock.json')
trustlist('sync', { where: 'operator', exit: 4, says: ['north: unreachable', 'south: unreachable'] })
check('the lock is as it was', read('operator/trust.lock.json') === locked)

step('Offline, what was fetched last is judged again by today’s date.')
trustlist('sync --offline', { where: 'operator', says: ['north: fresh', 'south: fresh'] })

step('A year later it is judged too: lists end, so that nobody can hold back new ones for ever.')
day('2028-04-01')
const held = accepted().north.lists[0].digest
trustlist('sync --offline', { where: 'operator', exit: 1, says: ['stale', 'seal/expired'] })
check(
  'what was accepted stays in the lock, until something newer comes',
  accepted().north.lists[0].digest === held,
)

console.log(`\n\n${steps} steps, ${checks} checks: everything went as expected.`)
rmSync(folder, { recursive: true })
