// Writes the tables of docs/merging.md: what each appetite for risk permits, by merges of real lists and of those in lists/.
//
//   pnpm run build
//   node scripts/merging-table.mjs [FOLDER OF THE REAL LISTS]
//
// Without the real lists, which are not in this repository, their table stays as it is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import * as core from '../packages/core/dist/index.js'
import { appetites, configurationOf, flow } from './merging/appetites.mjs'
import { countByFile, countMerged, countNaming } from './merging/count.mjs'
import { realLists } from './merging/real-lists.mjs'
import { at, stateOf, valueOf } from './merging/sign-import.mjs'

const root = resolve(import.meta.dirname, '..')
export const page = join(root, 'docs/merging.md')

/** The tables of the real lists, by name of the table. */
export async function realTables(folder) {
  const lists = realLists(folder)
  const statesOf = (type, versions, change = (file) => file) =>
    Promise.all(lists[type].map(([publisher, file]) => stateOf(publisher, [change(file)], versions)))
  const pypi = [await statesOf('pypi', 'any'), await statesOf('pypi', 'as-read')]
  const cran = [await statesOf('cran', 'any'), await statesOf('cran', 'as-read')]
  const withDigests = await statesOf('cran', 'as-read', (file) => ({ ...file, columns: undefined }))
  return {
    'who names what': namingTable([pypi[0], cran[0]]),
    'real lists': appetiteTable([...pypi, ...cran]),
    digests: digestTable(cran[1], withDigests),
  }
}

/** By name, and with the versions that the files name. */
function appetiteTable(columns) {
  const rows = appetites.map((appetite) => {
    const { trust, profile } = configurationOf(appetite)
    const cells = columns.map((states) => allowedCell(countMerged(states, appetite)))
    return [appetite.says, trust, `\`${profile}\``, ...cells]
  })
  const head = ['what is asked for', 'trust', 'profile']
  return tableOf([...head, 'PyPI, names', 'PyPI, versions', 'CRAN, names', 'CRAN, versions'], rows)
}

function namingTable(columns) {
  const rows = columns.map((states) => {
    const counts = [...countNaming(states)]
    const by = (size) => counts.filter(([names]) => names.split(', ').length === size)
    const cell = (size) =>
      by(size)
        .map(([names, count]) => (size === states.length ? count : `${names}: ${count}`))
        .sort()
        .join('; ')
    return [states.map(({ publisher }) => publisher).join(', '), cell(1), cell(2), cell(3)]
  })
  return tableOf(['lists', 'named by one alone', 'by two', 'by all three'], rows)
}

/** EasyBuild names the archives that it builds from: with digests its word holds for them alone. */
function digestTable(without, withDigests) {
  const rows = [50, 100, 150].map((allowAt) => {
    const appetite = { weights: [50, 50, 50], profile: { allowAt } }
    const { allowed } = countMerged(withDigests, appetite)
    return [allowAt, countMerged(without, appetite).allowed, allowed, countByFile(withDigests, appetite)]
  })
  return tableOf(['`allowAt`', 'without digests', 'with digests: any file', 'those archives only'], rows)
}

function allowedCell({ allowed, allowedInEvery }) {
  return allowed === 0 ? '0' : `**${allowed}** (${allowedInEvery})`
}

/** The table of lists/: what its own trust.yaml says, under each profile. */
export function ownTable() {
  const trust = valueOf(
    core.readTrust(parse(readFileSync(join(root, 'lists/trust.yaml'), 'utf8'))),
    'trust.yaml',
  )
  const states = trust.publishers.map(({ id, from, pin, lists }) => {
    const folder = join(root, 'lists', from)
    const read = (path) => new Uint8Array(readFileSync(join(folder, path)))
    const pinned = valueOf(core.openIdentity(read('identity/1.json'), { pin }), id)
    const offered = (version) => {
      const name = `identity/${version}.json`
      return existsSync(join(folder, name)) ? read(name) : undefined
    }
    const { identity } = valueOf(core.followIdentities(pinned, offered, { now: at }), id)
    const opened = lists.map((list) =>
      valueOf(core.verifyList(read(`${list}.list.json`), identity, { now: at, list }), `${id}, ${list}`),
    )
    return { publisher: id, lists: opened, status: 'fresh', lastRefreshed: at, keptDenials: [] }
  })
  const rows = Object.entries(trust.profiles).map(([name, profile]) => {
    const { policy } = valueOf(core.mergeLists(states, trust, name, at), name)
    const counts = core.summarise(policy)
    return [name, `\`${flow(profile)}\``, counts.named, allowedCell(counts), counts.denied, counts.undecided]
  })
  return tableOf(['profile', '', 'named', 'allowed', 'denied', 'undecided'], rows)
}

/** The page with a table in the place of what stood between its marks. */
export function withTable(text, name, table) {
  const [begin, end] = [`<!-- ${name}: by scripts/merging-table.mjs -->`, `<!-- end of ${name} -->`]
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`docs/merging.md has no place for the table ${name}`)
  return `${text.slice(0, from + begin.length)}\n\n${table}\n${text.slice(to)}`
}

function tableOf(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')).replaceAll(' ', '') + rows.map(line).join('')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(root, '../shared/lists')
  let text = withTable(readFileSync(page, 'utf8'), 'own lists', ownTable())
  if (existsSync(folder)) {
    for (const [name, table] of Object.entries(await realTables(folder))) text = withTable(text, name, table)
  } else process.stdout.write(`${folder} is not there: the table of the real lists stays as it is\n`)
  writeFileSync(page, text)
}
