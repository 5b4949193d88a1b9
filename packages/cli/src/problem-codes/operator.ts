import type { CliCodeTable } from './entry.js'

/** What operators run into. */
export const operatorCodes = {
  'cli/other-publisher': {
    severity: 'error',
    exit: 1,
    spec: 'command-line#merging',
    title: 'A folder holds another publisher than the trust configuration says',
    mend: 'name the right folder in trust.yaml',
  },
  'cli/source-not-a-folder': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#merging',
    title: 'A publisher is to be read from somewhere that merge cannot read',
    mend: 'fetch the lists into a folder and name that in trust.yaml',
  },
  'cli/not-a-policy': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#merging',
    title: 'Where the policy is to be written stands something that is no policy',
    mend: 'choose another path for -o',
  },
  'cli/several-profiles': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#merging',
    title: 'One output was named for several profiles',
    mend: 'name one profile with --profile',
  },
  'cli/no-version': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#checking',
    title: 'A package to be checked has no version',
    mend: 'write the version behind an @, as pkg:pypi/numpy@1.26.4',
  },
} as const satisfies CliCodeTable
