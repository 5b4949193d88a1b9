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
  'cli/files-held': {
    severity: 'error',
    exit: 4,
    spec: 'trust#one-run-at-a-time',
    title: 'Another run of trustlist changes the files of the operator',
    mend: 'wait for it, then run the command again',
  },
  'cli/hold-lost': {
    severity: 'error',
    exit: 4,
    spec: 'trust#one-run-at-a-time',
    title:
      'The file that keeps two runs apart was removed while one of them worked; nothing more was written',
    mend: 'run the command again, and leave the file alone while trustlist runs',
  },
  'cli/store-damaged': {
    severity: 'warning',
    exit: 0,
    spec: 'trust#the-store',
    title: 'A file in the store of accepted documents is not what its name says, and is not used',
    mend: 'restore it from the repository of the operator, or run trustlist sync while its publisher still offers it',
  },
  'cli/lock-missing': {
    severity: 'warning',
    exit: 0,
    spec: 'trust#the-lock',
    title: 'The lock is gone, and with it the memory of what was accepted last',
    mend: 'restore it from the repository of the operator; or, where there is no copy, trustlist sync',
  },
  'cli/unsigned-changed': {
    severity: 'warning',
    exit: 0,
    spec: 'trust#sources-that-never-sign',
    title:
      'A file that its source never signs was changed or has gone since it was reviewed; the reviewed one is used',
    mend: 'review what changed, then: trustlist trust pin ID',
  },
  'cli/trust-missing': {
    severity: 'error',
    exit: 4,
    spec: 'trust#start',
    title: 'There is no trust configuration',
    mend: 'start one with: trustlist trust init --operator ID; or name it with --config',
  },
  'cli/trust-not-edited': {
    severity: 'error',
    exit: 3,
    spec: 'trust#changing-the-file',
    title: 'The trust configuration is written in a way that is not edited by a program; it stays as it is',
    mend: 'make the change by hand',
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
  'cli/profile-unsaid': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#explaining',
    title: 'The trust configuration has several profiles, and one has to be named',
    mend: 'name one with --profile',
  },
  'cli/nobody-names': {
    severity: 'error',
    exit: 1,
    spec: 'command-line#explaining',
    title: 'No package of this name stands in the policy',
    mend: 'check the spelling, or ask for the package in its ecosystem, as pkg:pypi/numpy',
  },
  'cli/policy-of-other-lists': {
    severity: 'warning',
    exit: 0,
    spec: 'command-line#explaining',
    title: 'The policy was merged from other lists, or by another trust configuration, than those at hand',
    mend: 'trustlist merge, then ask the new policy',
  },
  'cli/no-version': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#checking',
    title: 'A package to be checked has no version',
    mend: 'write the version behind an @, as pkg:pypi/numpy@1.26.4',
  },
} as const satisfies CliCodeTable
