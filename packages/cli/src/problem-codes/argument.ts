import type { CliCodeTable } from './entry.js'

/** The command line itself. */
export const argumentCodes = {
  'cli/option-missing': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#commands',
    title: 'An option that the command needs was not given',
    mend: 'see the options of the command with --help',
  },
  'cli/unknown-command': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#commands',
    title: 'There is no such command',
    mend: 'see all commands with: trustlist --help',
  },
  'cli/unknown-option': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#commands',
    title: 'The command has no such option',
    mend: 'see the options of the command with --help',
  },
  'cli/option-value': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#commands',
    title: 'An option lacks its value, has one too many, or has one that it does not take',
    mend: 'see the options of the command with --help',
  },
  'cli/operands': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#commands',
    title: 'The command was given too few or too many files or names',
    mend: 'see what the command takes with --help',
  },
  'cli/at-malformed': {
    severity: 'error',
    exit: 2,
    spec: 'command-line#another-time',
    title: 'What was given to --at is not an instant',
    mend: 'write the instant in UTC, as 2026-11-01T00:00:00Z',
  },
} as const satisfies CliCodeTable
