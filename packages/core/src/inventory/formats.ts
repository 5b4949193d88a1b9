/** What each format is, for help and messages, by the name under which people ask for it: every format that is read. */
export const formatTitles = {
  names: 'one package name a line, as in an .allowlist',
  table: 'name, version and perhaps SHA-256, separated by tabs, one package a line',
  requirements: 'requirements.txt and .in, what pip freeze prints, and what pip-compile and uv write',
  'uv-lock': 'uv.lock',
  pylock: 'pylock.toml (PEP 751)',
  'poetry-lock': 'poetry.lock',
  'pipfile-lock': 'Pipfile.lock of pipenv',
  environment: 'environment.yml of conda',
  'conda-lock': 'conda-lock.yml',
  'conda-explicit': 'an explicit list of conda: URLs below @EXPLICIT',
  'conda-list': 'what conda list --json prints',
  'pixi-lock': 'pixi.lock, versions 5 to 7',
  renv: 'renv.lock, versions 1 and 2',
  pak: 'pkg.lock of pak',
  description: 'DESCRIPTION of an R package or project',
  'r-installed': 'what write.csv(installed.packages()) of R writes',
  'package-lock': 'package-lock.json and npm-shrinkwrap.json, versions 2 and 3',
  'pnpm-lock': 'pnpm-lock.yaml, versions 6 and 9',
  'cargo-lock': 'Cargo.lock',
  'go-mod': 'go.mod',
  'go-sum': 'go.sum',
  easybuild: 'an easyconfig of EasyBuild, .eb',
  'spack-lock': 'spack.lock',
  'debian-packages': 'the index Packages of a Debian repository',
  'debian-status': 'the file /var/lib/dpkg/status of Debian',
  'dpkg-list': 'what dpkg -l prints',
  dockerfile: 'a Dockerfile: the images that it starts from',
  cyclonedx: 'an SBOM of CycloneDX 1.4 to 1.6, in JSON',
  spdx: 'an SBOM of SPDX 2.3, in JSON',
  'spdx-3': 'an SBOM of SPDX 3.0, in JSON',
  'uk-tre': 'a package list of uk-tre/packages, version 0',
} as const

export type FormatName = keyof typeof formatTitles

export const formatNames = Object.keys(formatTitles) as readonly FormatName[]

/** The formats whose files do not say of which ecosystem their names are. */
export const formatsOfNames: ReadonlySet<FormatName> = new Set(['names', 'table', 'uk-tre'])

/** The formats that are YAML, whose reader must be handed in. */
export const formatsInYaml: ReadonlySet<FormatName> = new Set([
  'environment',
  'conda-lock',
  'pixi-lock',
  'pnpm-lock',
])

export function isFormatName(text: string): text is FormatName {
  return Object.hasOwn(formatTitles, text)
}
