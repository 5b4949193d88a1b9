import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openFederation, toFile } from './federation.mjs'

const folder = new URL('../../../shared/lists/cargo-vet/', import.meta.url).pathname

/**
 * What real organisations published with cargo-vet, one publisher for each file: audits of a version, of the step from one
 * to the next, and violations. Only what the merge needs is read of their TOML: tables, and strings on one line.
 *
 * @returns Undefined where the files are not beside the checkout.
 */
export function readCargoVet() {
  const home = [folder, new URL('../../../../shared/lists/cargo-vet/', import.meta.url).pathname].find(
    existsSync,
  )
  if (home === undefined) return undefined
  const files = readdirSync(home)
    .filter((name) => name.endsWith('-audits.toml'))
    .map((name) => {
      const entries = toEntries(readFileSync(join(home, name), 'utf8'))
      return { entries, file: toFile(name.slice(0, -'-audits.toml'.length), entries) }
    })
  const count = files.reduce((sum, { entries }) => sum + entries.length, 0)
  return { ...openFederation(files.map(({ file }) => file)), count }
}

function toEntries(toml) {
  const made = new Map()
  for (const table of toml.split(/^\[\[/m).slice(1)) {
    const found = /^(audits|wildcard-audits|trusted)\.("?)([A-Za-z0-9_-]+)\2\]\]/.exec(table)
    if (found === null) continue
    const [, kind, , name] = found
    const versions = toVersions(
      kind,
      valueOf(table, 'version') ?? valueOf(table, 'delta')?.split(' -> ')[1],
      valueOf(table, 'violation'),
    )
    if (versions === undefined) continue
    const isDenied = valueOf(table, 'violation') !== undefined
    const entry = {
      basis: kind === 'audits' ? 'reviewed' : 'curated',
      decided: '2026-01-01',
      decision: isDenied ? 'deny' : 'allow',
      package: `pkg:cargo/${name.toLowerCase()}`,
      ...(isDenied ? { reason: 'A violation.' } : {}),
      versions,
    }
    made.set(`${entry.package} ${versions} ${entry.basis} ${entry.decision}`, entry)
  }
  return [...made].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
}

function toVersions(kind, version, violation) {
  if (violation !== undefined || kind !== 'audits') return 'vers:cargo/*'
  const exact = version?.split('@')[0]
  return exact !== undefined && /^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$/.test(exact)
    ? `vers:cargo/${exact}`
    : undefined
}

function valueOf(table, member) {
  return new RegExp(`^${member} = "([^"\\n]*)"`, 'm').exec(table)?.[1]
}
