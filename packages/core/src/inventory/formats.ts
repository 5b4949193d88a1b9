/** Every format that is read, by the name under which people ask for it. */
export const formatNames = [
  'names',
  'table',
  'requirements',
  'renv',
  'pak',
  'uk-tre',
  'debian-packages',
] as const

export type FormatName = (typeof formatNames)[number]

/** What each format is, for help and messages. */
export const formatTitles: Readonly<Record<FormatName, string>> = {
  names: 'one package name a line, as in an .allowlist',
  table: 'name, version and perhaps SHA-256, separated by tabs, one package a line',
  requirements: 'requirements.txt of pip, pip-compile and uv',
  renv: 'renv.lock, versions 1 and 2',
  pak: 'pkg.lock of pak',
  'uk-tre': 'a package list of uk-tre/packages, version 0',
  'debian-packages': 'the index Packages of a Debian repository',
}

/** The formats whose files do not say of which ecosystem their names are. */
export const formatsOfNames: ReadonlySet<FormatName> = new Set(['names', 'table', 'uk-tre'])

export function isFormatName(text: string): text is FormatName {
  return (formatNames as readonly string[]).includes(text)
}
