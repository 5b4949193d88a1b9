import { readdirSync, readFileSync } from 'node:fs'
import { VersionFault, type VersionScheme } from '../../../src/version/scheme.js'
import { sharedFolder } from '../../shared/shared.js'

/** What real lists of real organisations name, each version once; of the expressions of the uktre lists, the version. */
export function readRealVersions(ecosystem: string): readonly string[] {
  const folder = `${sharedFolder}lists/_normalised/`
  const versions = readdirSync(folder)
    .filter((file) => file.endsWith(`.${ecosystem}.tsv`))
    .flatMap((file) => readFileSync(folder + file, 'utf8').split('\n'))
    .map((line) => (line.split('\t')[1] ?? '').replace(/^[<>=]+ /, ''))
    .filter((version) => version !== '')
  return [...new Set(versions)].sort()
}

export function refusedOf(scheme: VersionScheme, versions: readonly string[]): readonly string[] {
  return versions.filter((version) => scheme.parse(version) instanceof VersionFault)
}
