import type { CliCodeTable } from './entry.js'

/** Files, beyond what keys meet too. */
export const fileCodes = {
  'cli/file-empty': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#reading',
    title: 'The file is empty',
    mend: 'check the path; an interrupted download leaves such files',
  },
  'cli/file-changed': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#reading',
    title: 'The file was changed while it was read',
    mend: 'wait until the other program has finished, then run the command again',
  },
  'cli/standard-input-unreadable': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#reading',
    title: 'Standard input cannot be read',
    mend: 'send the document through a pipe, or name a file',
  },
  'cli/output-not-a-file': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#writing',
    title: 'The output path is a directory, a pipe, a socket or a device',
    mend: 'name a regular file',
  },
  'cli/standard-output-not-written': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#writing',
    title: 'The answer could not be written to standard output',
    mend: 'make room where the output goes, then run the command again',
  },
} as const satisfies CliCodeTable
