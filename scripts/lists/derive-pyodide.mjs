// The Python packages that a release of Pyodide carries, from its lock file, as a list draft.
import { isFolded, parseVersion, schemeOf } from '../../packages/core/dist/index.js'

/** Python packages; `shared_library` and the rest are parts of Pyodide itself. */
const pythonPackage = 'package'

/**
 * @param {{ packages: Record<string, { name: string, version: string, package_type: string, depends: string[], unvendored_tests?: boolean }> }} lock
 * @param {{ decided: string }} release - The day of the release that the lock file belongs to.
 * @returns {{ entries: { package: string, version: string, decided: string, dependencyOf?: string[] }[], left: string[] }} Entries; and what could not be expressed, each with its reason.
 */
export function derivePyodide(lock, { decided }) {
  const listed = Object.values(lock.packages).filter((each) => each.package_type === pythonPackage)
  const testsOf = new Set(
    listed.filter((each) => each.unvendored_tests).map(({ name }) => `${fold(name)}-tests`),
  )
  const isOwn = ({ name }) => isOfPyodide(fold(name), testsOf)
  const carried = listed.filter((each) => !isOwn(each))
  const dependents = new Map()
  for (const { name, depends } of carried) {
    for (const need of depends)
      dependents.set(fold(need), [...(dependents.get(fold(need)) ?? []), fold(name)])
  }
  const left = []
  const own = listed.filter(isOwn).map(({ name }) => name)
  if (own.length > 0) left.push(`Pyodide's own, no projects of the index: ${own.join(', ')}`)
  const entries = []
  for (const { name, version } of carried) {
    const folded = fold(name)
    const entry = { package: `pkg:pypi/${folded}`, version, decided }
    const parsed = parseVersion(schemeOf('pypi'), version)
    if (!isFolded(entry.package)) left.push(`${name} ${version}: not a name of its ecosystem`)
    else if (!parsed.ok) left.push(`${name} ${version}: ${parsed.problems[0].what}`)
    else {
      const of = dependents.get(folded)?.map((each) => `pkg:pypi/${each}`)
      entries.push(of === undefined ? entry : { ...entry, dependencyOf: [...new Set(of)].sort() })
    }
  }
  return { entries, left }
}

/** Parts of the standard library and of Pyodide that its lock file lists like packages. */
const parts = [
  'distutils',
  'hashlib',
  'liblzma',
  'lzma',
  'openssl',
  'pydecimal',
  'pydoc-data',
  'sqlite3',
  'ssl',
  'test',
]
/** Pyodide keeps the tests of a package apart as NAME-tests: a name that somebody else may own on the index. */
const isOfPyodide = (name, testsOf) =>
  parts.includes(name) || name.startsWith('pyodide-') || testsOf.has(name)

const fold = (name) => name.toLowerCase().replaceAll(/[-_.]+/g, '-')
