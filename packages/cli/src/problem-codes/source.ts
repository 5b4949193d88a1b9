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
} as const satisfies CliCodeTable
