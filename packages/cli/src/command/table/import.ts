import { formatNames } from '@trustlist/core'
import type { Command } from '../command.js'

export const importCommand = {
  name: 'import',
  group: 'publish',
  says: 'make a draft of what you have: allowlists, lockfiles, indexes',
  operands: [
    { name: 'FORMAT', says: formatNames.join(', '), completes: formatNames },
    { name: 'FILE', says: 'what to import; - for standard input', times: 'any', completes: 'file' },
  ],
  options: {
    pypi: {
      value: 'FILE',
      many: true,
      says: 'names of packages of PyPI, in a format that does not say so',
      completes: 'file',
    },
    cran: { value: 'FILE', many: true, says: 'the same of CRAN', completes: 'file' },
    output: {
      short: 'o',
      value: 'FILE',
      says: 'where to write the draft, as PUBLISHER/LIST.yaml',
      completes: 'file',
    },
    update: { value: 'FILE', says: 'bring this draft up to date instead', completes: 'file' },
    removed: {
      value: 'HOW',
      says: 'with --update: drop or withdraw what the files no longer name',
      completes: ['drop', 'withdraw'],
    },
    decided: {
      value: 'WHEN',
      says: 'when it was decided: a day, or git for the day of each line',
      completes: ['git'],
      takesOthers: true,
    },
    'started-from': {
      value: 'FILE',
      many: true,
      says: 'a list that yours was started from: what is in both counts as adopted',
      completes: 'file',
    },
    origin: { value: 'ID', says: 'whose list that was' },
    'any-version': { says: 'take names alone: every entry permits any version' },
    registry: {
      value: 'TYPE=URL',
      many: true,
      says: "an ecosystem's own registry; what comes from another is named so",
    },
    publisher: { value: 'ID', says: 'where no output says it' },
    list: { value: 'NAME', says: 'where no output says it' },
    title: { value: 'TEXT', says: "the list's title" },
    licence: { value: 'SPDX', says: 'the licence of the list' },
  },
  more: [
    'Writes one entry for each package, with no better basis than the files show: legacy, dependency, inherited or adopted. Tells what it folded, what it could not read and what an entry cannot say. Without -o the draft goes to standard output.',
    '--update leaves alone what people wrote: other bases, checks, denials, comments. It adds what is new, replaces pins of the last import, and lists what went. Give all files of an ecosystem in one run.',
  ],
  examples: [
    [
      'trustlist import names --pypi pypi.allowlist --cran cran.allowlist -o example-tre/tier-3.yaml',
      'from an allowlist',
    ],
    [
      'trustlist import requirements requirements.txt --update example-tre/image.yaml',
      'the next version of an image',
    ],
    ['trustlist import renv renv.lock --decided git -o example-tre/r.yaml', 'with the dates of its history'],
  ],
} as const satisfies Command
