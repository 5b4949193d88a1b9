import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import { VersionFault, type VersionScheme } from '../../packages/core/src/version/scheme.js'
import { seed, type Pair } from './near-miss.js'

/** A program of an ecosystem that says how two versions stand: `<`, `=`, `>`, or `invalid` where it refuses one. */
export interface Judge {
  /** As printed: program and version. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}

const at = (path: string) => new URL(path, import.meta.url).pathname

/** Where a tool may be installed: install-tools.sh makes the first; conda names its own, as it is on no index. */
const pythons = [
  at('../../.cache/interop/bin/python'),
  'python3',
  '/usr/bin/python3',
  ...[process.env['CONDA_PYTHON_EXE'] ?? []].flat(),
]

/**
 * A judge per installed edition of a tool, none where there is none.
 *
 * @param script - In `judges/`; called with `--version` it prints the tool's version, or fails where it is absent.
 * @param editions - Where a script runs several editions of its tool: what to name each of them by, as an argument.
 */
export function findJudges(
  tool: string,
  interpreters: readonly string[],
  script: string,
  editions: readonly (readonly string[])[] = [[]],
): readonly Judge[] {
  const judges = new Map<string, Judge>()
  for (const [command, edition] of interpreters.flatMap((each) =>
    editions.map((one) => [each, one] as const),
  )) {
    const args = [at(`judges/${script}`), ...edition]
    const asked = spawnSync(command, [...args, '--version'], { encoding: 'utf8' })
    if (asked.status !== 0) continue
    const name = `${tool} ${asked.stdout.trim()}`
    if (!judges.has(name)) judges.set(name, { name, command, args })
  }
  if (judges.size === 0) console.log(`skipped: ${tool} is not installed (interop/install-tools.sh)`)
  return [...judges.values()]
}

export function findPythonJudges(tool: string, script: string): readonly Judge[] {
  return findJudges(tool, pythons, script)
}

/** One verdict per pair, in their order. */
export function ask(judge: Judge, pairs: readonly Pair[]): readonly string[] {
  const input = pairs.map(([a, b]) => `${a}\t${b}\n`).join('')
  const ran = spawnSync(judge.command, judge.args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (ran.status !== 0) throw new Error(`${judge.name} failed: ${ran.stderr.slice(0, 2000)}`)
  const verdicts = ran.stdout.trimEnd().split('\n')
  expect(verdicts).toHaveLength(pairs.length)
  return verdicts
}

/** What our scheme says of a pair, in a judge's words. */
export function answer(scheme: VersionScheme, [a, b]: Pair): string {
  const left = scheme.parse(a)
  const right = scheme.parse(b)
  if (left instanceof VersionFault || right instanceof VersionFault) return 'invalid'
  const order = scheme.compare(left, right)
  return order < 0 ? '<' : order > 0 ? '>' : '='
}

/** A pair of which a judge says something else than our scheme. */
export interface Difference {
  readonly pair: Pair
  readonly theirs: string
  readonly ours: string
}

/** Every pair on which scheme and judge differ; the counts of the judge's verdicts are printed, with the seed. */
export function compareLive(
  scheme: VersionScheme,
  judge: Judge,
  pairs: readonly Pair[],
): readonly Difference[] {
  const counts: Record<string, number> = { '<': 0, '=': 0, '>': 0, invalid: 0 }
  const differences: Difference[] = []
  ask(judge, pairs).forEach((theirs, index) => {
    counts[theirs] = (counts[theirs] ?? 0) + 1
    const pair = pairs[index]!
    const ours = answer(scheme, pair)
    if (ours !== theirs) differences.push({ pair, theirs, ours })
  })
  const told = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`)
  console.log(
    `${judge.name}: ${pairs.length} pairs (${told.join(', ')}), ${differences.length} differ, seed ${seed}`,
  )
  return differences
}

/** A generator that draws no equal pairs, or next to no valid ones, would prove nothing. */
export function expectAllVerdicts(scheme: VersionScheme, pairs: readonly Pair[]): void {
  for (const verdict of ['<', '=', '>']) {
    const found = pairs.filter((pair) => answer(scheme, pair) === verdict)
    expect(found.length).toBeGreaterThan(pairs.length / 50)
  }
}
