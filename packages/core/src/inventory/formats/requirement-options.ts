/** An option of a requirements file. */
export interface RequirementOption {
  readonly name: OptionName
  /** Empty for switches. */
  readonly value: string
}

export type OptionName = keyof typeof takesValue

/** Every option that a requirements file of pip may hold, by its long name, and whether a value follows. */
const takesValue = {
  'index-url': true,
  'extra-index-url': true,
  'find-links': true,
  'no-index': false,
  requirement: true,
  constraint: true,
  editable: true,
  hash: true,
  'no-binary': true,
  'only-binary': true,
  'prefer-binary': false,
  'require-hashes': false,
  pre: false,
  'trusted-host': true,
  'use-feature': true,
  'global-option': true,
  'config-settings': true,
} as const

const otherNames: Readonly<Record<string, OptionName>> = {
  i: 'index-url',
  f: 'find-links',
  r: 'requirement',
  c: 'constraint',
  e: 'editable',
  C: 'config-settings',
  'pypi-url': 'index-url',
  'config-setting': 'config-settings',
}

/**
 * Reads options, separated by blanks, with values behind `=` or a blank; short ones also joined to their value, `-rbase.txt`.
 *
 * pip also takes quotes, backslashes and every unambiguous beginning of a name. Those are not read here: what an option does
 * to all the packages of a file must be plain.
 *
 * @returns The options, or the text of the first that is not known.
 */
export function parseOptions(text: string): readonly RequirementOption[] | string {
  if (/["'\\]/.test(text)) return text
  const words = text.split(/[ \t]+/).filter((word) => word !== '')
  const options: RequirementOption[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    const { name, joined } = splitWord(word)
    if (name === undefined) return word
    if (!takesValue[name]) {
      if (joined !== undefined) return word
      options.push({ name, value: '' })
      continue
    }
    const value = joined ?? words[++index]
    if (value === undefined || value === '') return word
    options.push({ name, value })
  }
  return options
}

function splitWord(word: string): { readonly name?: OptionName; readonly joined?: string } {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=')
    const text = equals < 0 ? word.slice(2) : word.slice(2, equals)
    // A single letter is no long name.
    const name = text.length > 1 ? nameOf(text) : undefined
    if (name === undefined) return {}
    return equals < 0 ? { name } : { name, joined: word.slice(equals + 1) }
  }
  const name = word.startsWith('-') && word.length > 1 ? otherNames[word[1]!] : undefined
  if (name === undefined) return {}
  return word.length === 2 ? { name } : { name, joined: word.slice(2) }
}

function nameOf(text: string): OptionName | undefined {
  if (Object.hasOwn(takesValue, text)) return text as OptionName
  return Object.hasOwn(otherNames, text) ? otherNames[text] : undefined
}
