import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const at = (path: string) => new URL(path, import.meta.url).pathname

/** The first of these that can import the modules, the system's own before others; undefined, with a printed reason, where none can. */
export function findPython(
  modules: string,
  ...more: readonly (() => string | undefined)[]
): string | undefined {
  const places = [
    () => '/usr/bin/python3',
    () => 'python3',
    () => at('../../.cache/interop/bin/python'),
    ...more,
  ]
  for (const place of places) {
    const python = place()
    if (python !== undefined && spawnSync(python, ['-c', `import ${modules}`]).status === 0) return python
  }
  console.log(`skipped: no Python here has ${modules} (interop/install-tools.sh)`)
  return undefined
}

/** A Python of its own with a package from the package index; undefined where there is no index. */
export function venvWith(requirement: string): string | undefined {
  const folder = join(mkdtempSync(join(tmpdir(), 'trustlist-interop-')), 'venv')
  const python = join(folder, 'bin/python')
  if (spawnSync('python3', ['-m', 'venv', folder]).status !== 0) return undefined
  return spawnSync(python, ['-m', 'pip', 'install', '--quiet', requirement]).status === 0 ? python : undefined
}

export function runPython(
  python: string,
  script: string,
  ...words: readonly string[]
): SpawnSyncReturns<string> {
  return spawnSync(python, [at(script), ...words], { encoding: 'utf8' })
}
