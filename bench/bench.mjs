import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { makeReport, nameOfSize, shown } from './harness/report.mjs'

const benches = {
  'open-list': () => import('./open-list.mjs'),
  'open-list-memory': () => import('./open-list-memory.mjs'),
  merge: () => import('./merge.mjs'),
  'merge-memory': () => import('./merge-memory.mjs'),
  'verify-command': () => import('./verify-command.mjs'),
  'explain-command': () => import('./explain-command.mjs'),
  'sync-command': () => import('./sync-command.mjs'),
  'identity-chain': () => import('./identity-chain.mjs'),
  inventory: () => import('./inventory.mjs'),
  'packages-and-versions': () => import('./packages-and-versions.mjs'),
}
const allSizes = [1_000, 10_000, 100_000, 1_000_000]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string' },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log('pnpm bench [NAME…] [--sizes 1k,10k,100k,1M] [--rounds N] [--json] [--check]\n')
  for (const name of Object.keys(benches)) console.log(`  ${name}`)
} else {
  process.exitCode = await main()
}

async function main() {
  const chosen = positionals.length === 0 ? Object.keys(benches) : positionals
  const unknown = chosen.find((name) => !(name in benches))
  if (unknown !== undefined) {
    console.error(`no bench ${unknown}; there are ${Object.keys(benches).join(', ')}`)
    return 2
  }
  const sizes = values.sizes === undefined ? allSizes : values.sizes.split(',').map(toSize)
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
  const report = makeReport(values.json ? () => undefined : console.log)
  report.heading(
    `node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, load ${shown(loadavg()[0])}`,
  )
  for (const name of chosen) {
    const bench = await benches[name]()
    report.heading(`== ${name}: ${bench.about}`)
    bench.run({ sizes, rounds, report })
  }
  const { over, checked } = report.summary()
  if (values.json) console.log(JSON.stringify(report.figures, null, 2))
  else report.heading(`${checked - over} of ${checked} limits kept`)
  return values.check && over > 0 ? 1 : 0
}

function toSize(text) {
  const found = /^([1-9][0-9]*)([kM]?)$/.exec(text)
  if (found === null) throw new Error(`a size is a number such as ${nameOfSize(10_000)}, not ${text}`)
  return Number(found[1]) * { '': 1, k: 1e3, M: 1e6 }[found[2]]
}
