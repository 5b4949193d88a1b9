import { Impossible, problem, refuse, type Outcome } from '../problem/problem.js'
import { readCargoLock } from './formats/cargo-lock.js'
import { readCondaExplicit } from './formats/conda-explicit.js'
import { readCondaList } from './formats/conda-list.js'
import { readCondaLock } from './formats/conda-lock.js'
import { readCyclonedx } from './formats/cyclonedx.js'
import { readDebianPackages } from './formats/debian-packages.js'
import { readDebianStatus } from './formats/debian-status.js'
import { readDescription } from './formats/description.js'
import { readDockerfile } from './formats/dockerfile.js'
import { readDpkgList } from './formats/dpkg-list.js'
import { readEasybuild } from './formats/easybuild.js'
import { readEnvironment } from './formats/environment.js'
import { readGoMod } from './formats/go-mod.js'
import { readGoSum } from './formats/go-sum.js'
import { readNames } from './formats/names.js'
import { readPackageLock } from './formats/package-lock.js'
import { readPak } from './formats/pak.js'
import { readPipfileLock } from './formats/pipfile-lock.js'
import { readPixiLock } from './formats/pixi-lock.js'
import { readPnpmLock } from './formats/pnpm-lock.js'
import { readPoetryLock } from './formats/poetry-lock.js'
import { readPylock } from './formats/pylock.js'
import { readRInstalled } from './formats/r-installed.js'
import { readRenv } from './formats/renv.js'
import { readRequirements } from './formats/requirements.js'
import { readSpackLock } from './formats/spack-lock.js'
import { readSpdx } from './formats/spdx.js'
import { readSpdx3 } from './formats/spdx-3.js'
import { readTable } from './formats/table.js'
import { readUkTre } from './formats/uk-tre.js'
import { readUvLock } from './formats/uv-lock.js'
import { formatsInYaml, formatsOfNames, formatTitles, type FormatName } from './formats.js'
import { readInventoryText, type InventoryText } from './inventory-text.js'
import type { Inventory } from './inventory.js'
import type { YamlParser } from './structured-text.js'

export interface InventoryOptions {
  readonly format: FormatName
  /** The file, as the caller names it. */
  readonly source?: string
  /** The package URL type of the names, for formats whose files do not say it: {@link formatsOfNames}. */
  readonly type?: string
  /** The namespace of Debian packages; `debian` where absent. */
  readonly vendor?: string
  /** For formats that are YAML ({@link formatsInYaml}), as {@link parseYamlText}. */
  readonly yaml?: YamlParser
}

interface ReaderOptions {
  readonly type: string
  readonly vendor: string
  readonly yaml: YamlParser
}

type Reader = (text: InventoryText, options: ReaderOptions) => Outcome<Inventory>

/** The closed table of formats. */
const readers: Readonly<Record<FormatName, Reader>> = {
  names: (text, { type }) => readNames(text, type),
  table: (text, { type }) => readTable(text, type),
  requirements: readRequirements,
  'uv-lock': readUvLock,
  pylock: readPylock,
  'poetry-lock': readPoetryLock,
  'pipfile-lock': readPipfileLock,
  environment: (text, { yaml }) => readEnvironment(text, yaml),
  'conda-lock': (text, { yaml }) => readCondaLock(text, yaml),
  'conda-explicit': readCondaExplicit,
  'conda-list': readCondaList,
  'pixi-lock': (text, { yaml }) => readPixiLock(text, yaml),
  renv: readRenv,
  pak: readPak,
  description: readDescription,
  'r-installed': readRInstalled,
  'package-lock': readPackageLock,
  'pnpm-lock': (text, { yaml }) => readPnpmLock(text, yaml),
  'cargo-lock': readCargoLock,
  'go-mod': readGoMod,
  'go-sum': readGoSum,
  easybuild: readEasybuild,
  'spack-lock': readSpackLock,
  'debian-packages': (text, { vendor }) => readDebianPackages(text, vendor),
  'debian-status': (text, { vendor }) => readDebianStatus(text, vendor),
  'dpkg-list': (text, { vendor }) => readDpkgList(text, vendor),
  dockerfile: readDockerfile,
  cyclonedx: readCyclonedx,
  spdx: readSpdx,
  'spdx-3': readSpdx3,
  'uk-tre': (text, { type }) => readUkTre(text, type),
}

/**
 * Reads a file that names packages.
 *
 * What it says is believed by nobody yet: neither that the packages exist, nor that their registries are the usual ones
 * (see {@link settleRegistries}).
 *
 * @spec inventory#formats
 * @returns The inventory, with `inventory/empty` where it names nothing. Or, where the file is not of the format as a whole:
 *   `inventory/…`, `text/…`.
 */
export function readInventory(bytes: Uint8Array, options: InventoryOptions): Outcome<Inventory> {
  const { format, source, type, vendor, yaml } = options
  if (type === undefined && formatsOfNames.has(format)) {
    const what = `expected to be told the ecosystem of ${formatTitles[format]}`
    return refuse(problem('inventory/ecosystem-missing', what, source === undefined ? {} : { source }))
  }
  if (yaml === undefined && formatsInYaml.has(format)) {
    const what = `expected to be given a reader of YAML for ${formatTitles[format]}`
    return refuse(problem('inventory/yaml-missing', what, source === undefined ? {} : { source }))
  }
  const text = readInventoryText(bytes, source)
  if (!text.ok) return text
  return readers[format](text.value, {
    type: type ?? 'generic',
    vendor: vendor ?? 'debian',
    yaml: yaml ?? noYaml,
  })
}

/** Only formats that are YAML call it, and they got theirs. */
function noYaml(): never {
  throw new Impossible('a reader of a format that is no YAML parsed YAML')
}
