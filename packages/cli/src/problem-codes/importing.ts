import type { CliCodeTable } from './entry.js'

/** What those who bring a list along run into. */
export const importingCodes = {
  'cli/nothing-imported': {
    severity: 'error',
    exit: 3,
    spec: 'import#what-comes-of-it',
    title: 'The files name no package that an entry can name',
    mend: 'check that the paths and the format are the right ones',
  },
  'cli/history-missing': {
    severity: 'error',
    exit: 4,
    spec: 'import#when-it-was-decided',
    title: 'There is no history in git of the file whose dates were asked for',
    mend: 'run it in the clone that holds the file, or give --decided DAY',
  },
  'cli/history-cut-off': {
    severity: 'error',
    exit: 4,
    spec: 'import#when-it-was-decided',
    title: 'The clone holds a part of the history only, so the dates of old lines are not known',
    mend: 'git fetch --unshallow',
  },
  'cli/draft-not-editable': {
    severity: 'error',
    exit: 3,
    spec: 'import#the-next-time',
    title: 'The entries of a draft stand in a way that cannot be changed without changing the rest',
    mend: 'write entries: with one entry behind each dash, on lines of its own',
  },
} as const satisfies CliCodeTable
