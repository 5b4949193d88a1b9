import type { CatalogueTable } from '../catalogue-entry.js'

const refused = { severity: 'error', exit: 3 } as const
/** What could not be read stands in the inventory and is never skipped; the answer about it is no. */
const unreadable = { severity: 'warning', exit: 1 } as const

export const inventoryCodes = {
  'inventory/too-large': {
    ...refused,
    spec: 'inventory#limits',
    title: 'A file of packages is larger than any such file, or names more packages than are read',
    mend: 'check that the path is the right one; split the file where it is',
  },
  'inventory/unseen-character': {
    ...refused,
    spec: 'inventory#lines',
    title: 'A file of lines holds a character that nobody sees, or that only some tools take for a line end',
    mend: 'remove the character; line ends are LF or CR LF',
  },
  'inventory/not-json': {
    ...refused,
    spec: 'inventory#json',
    title: 'The file is not JSON',
    mend: 'write the file again with the tool it comes from; a merge conflict or an interrupted download leaves such files',
  },
  'inventory/member-twice': {
    ...refused,
    spec: 'inventory#json',
    title: 'An object of the file has two members of one name, and tools differ in which they take',
    mend: 'write the file again with the tool it comes from',
  },
  'inventory/too-deep': {
    ...refused,
    spec: 'inventory#limits',
    title: 'The file nests deeper than 64 levels',
    mend: 'check that the path is the right one',
  },
  'inventory/not-toml': {
    ...refused,
    spec: 'inventory#toml',
    title: 'The file is not TOML 1.0',
    mend: 'write the file again with the tool it comes from; a merge conflict or an interrupted download leaves such files',
  },
  'inventory/not-yaml': {
    ...refused,
    spec: 'inventory#yaml',
    title: 'The file is not YAML 1.2, or uses anchors, aliases, tags or directives',
    mend: 'write the file again with the tool it comes from, or spell out what an anchor stands for',
  },
  'inventory/not-csv': {
    ...refused,
    spec: 'inventory#r-installed',
    title: 'The file is not a table of comma-separated values (RFC 4180)',
    mend: 'write it again with write.csv; an interrupted download leaves such files',
  },
  'inventory/yaml-missing': {
    ...refused,
    spec: 'inventory#yaml',
    title: 'The format is YAML, and whoever reads the file gave no reader of YAML',
    mend: 'hand in `yaml: parseYamlText`',
  },
  'inventory/not-control-file': {
    ...refused,
    spec: 'inventory#debian-packages',
    title: 'The file is not made of paragraphs of fields, as Debian control files are',
    mend: 'fetch the file again; name the uncompressed file',
  },
  'inventory/other-form': {
    ...refused,
    spec: 'inventory#formats',
    title: 'The file is not of the format that it was read as',
    mend: 'name its format with --as, or write the file again with the tool it comes from',
  },
  'inventory/unknown-format': {
    ...refused,
    spec: 'inventory#recognising-a-format',
    title: 'It does not show which format the file is of',
    mend: 'name its format with --as',
  },
  'inventory/ecosystem-missing': {
    ...refused,
    spec: 'inventory#formats',
    title: 'The format does not say of which ecosystem the names are',
    mend: 'give the file with --pypi or --cran',
  },
  'inventory/empty': {
    ...unreadable,
    spec: 'inventory#what-reading-gives',
    title: 'The file names no package',
    mend: 'check that the path is the right one',
  },
  'inventory/line-unread': {
    ...unreadable,
    spec: 'inventory#unreadable',
    title: 'A line says something that cannot be read',
    mend: 'write one package a line, as the format has it',
  },
  'inventory/name-unread': {
    ...unreadable,
    spec: 'inventory#unreadable',
    title: 'A name is no package name of its ecosystem',
    mend: 'write the name as the ecosystem does',
  },
  'inventory/version-unread': {
    ...unreadable,
    spec: 'inventory#unreadable',
    title: 'A version or range is none of its ecosystem',
    mend: 'write the version as the ecosystem does',
  },
  'inventory/option-unread': {
    ...unreadable,
    spec: 'inventory#requirements',
    title: 'An option is not known, so what it does to the packages is not either',
    mend: 'remove the option, or spell it out in full',
  },
  'inventory/source-elsewhere': {
    ...unreadable,
    spec: 'inventory#unreadable',
    title:
      'A package comes from a repository of source code, a URL, a file or a library, and not from an ecosystem',
    mend: 'take a release from the ecosystem, or have this source decided by itself',
  },
  'inventory/undecidable': {
    ...unreadable,
    spec: 'inventory#unreadable',
    title: 'Which packages it brings shows only when it is run',
    mend: 'check the lockfile or the list of packages that it takes them from, or what is installed in the result',
  },
  'inventory/other-registry': {
    ...unreadable,
    spec: 'inventory#registries',
    title: "A package comes from a registry that is not its ecosystem's own",
    mend: 'name the registry under registries in trust.yaml if it is, or take the package from the usual one',
  },
  'inventory/file-not-read': {
    ...unreadable,
    spec: 'inventory#requirements',
    title: 'The file takes in another file, which was not read',
    mend: 'give that file too',
  },
  'inventory/registry-believed': {
    severity: 'warning',
    exit: 0,
    spec: 'inventory#registries',
    title: "The file names its own registry, and nobody said that it is the ecosystem's own",
    mend: 'name it under registries in trust.yaml if it is',
  },
} as const satisfies CatalogueTable
