import type { CliCodeTable } from './entry.js'

/** What goes wrong where publishers' documents are brought from. */
export const sourceCodes = {
  'cli/source-refused': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#sources',
    title: 'The text behind from: names no source that is safe to open',
    mend: 'write https://…, ssh://… or file:///… with #branch:folder, the path of a .bundle, or the path of a folder',
  },
  'cli/source-unreachable': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#sources',
    title: 'A source cannot be reached; what was accepted last stays',
    mend: 'check the source and the network, then run trustlist sync again',
  },
  'cli/source-not-a-file': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#sources',
    title: 'A source offers a link, a folder or a submodule where a document should be',
    mend: 'ask the publisher to put the document itself there',
  },
  'cli/source-too-large': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#sources',
    title: 'A source offers more than any publisher has',
    mend: 'check that the source is the right one, and ask the publisher what has happened',
  },
  'cli/source-damaged': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#sources',
    title: 'A repository or a bundle holds objects that git itself would not write',
    mend: 'ask the publisher to check the repository with git fsck',
  },
  'cli/source-not-cached': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#sources',
    title: 'A source was never fetched into the cache, and now nothing may be fetched',
    mend: 'run trustlist sync without --offline once, or carry a bundle',
  },
  'cli/cache-missing': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#sources',
    title: 'There is no folder for what is fetched',
    mend: 'name one with --cache',
  },
  'cli/git-missing': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#sources',
    title: 'The program git is needed for this source and cannot be started',
    mend: 'install git 2.32 or newer, or have the publisher’s folder copied and name that in from:',
  },
  'cli/git-too-old': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#sources',
    title: 'The program git is too old to be kept from reading the configuration of whoever runs it',
    mend: 'install git 2.32 or newer',
  },
} as const satisfies CliCodeTable
