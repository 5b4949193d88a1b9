import { argumentCodes } from './problem-codes/argument.js'
import type { CliCodeEntry, CliCodeTable } from './problem-codes/entry.js'
import { fileCodes } from './problem-codes/file.js'
import { importingCodes } from './problem-codes/importing.js'
import { operatorCodes } from './problem-codes/operator.js'
import { publisherCodes } from './problem-codes/publisher.js'
import { sourceCodes } from './problem-codes/source.js'
import { yamlCodes } from './problem-codes/yaml.js'

export type { CliCodeEntry }

/** Codes of what only the command line meets: files, terminals, agents, other programs. Core's own are in its catalogue. */
export const cliCodes = {
  'cli/file-missing': {
    severity: 'error',
    exit: 4,
    spec: 'keys#key-files',
    title: 'The file does not exist',
    mend: 'check the path',
  },
  'cli/file-unreadable': {
    severity: 'error',
    exit: 4,
    spec: 'keys#key-files',
    title: 'The file cannot be read',
    mend: 'check the permissions of the file and of the folders above it',
  },
  'cli/not-a-file': {
    severity: 'error',
    exit: 3,
    spec: 'keys#key-files',
    title: 'The path is a directory, a pipe, a socket or a device',
    mend: 'name a regular file',
  },
  'cli/file-too-large': {
    severity: 'error',
    exit: 3,
    spec: 'keys#key-files',
    title: 'The file is larger than anything of its kind',
    mend: 'check that the path is the right one',
  },
  'cli/file-exists': {
    severity: 'error',
    exit: 4,
    spec: 'keys#make-a-key',
    title: 'The output exists already and is not overwritten',
    mend: 'choose another path',
  },
  'cli/file-not-written': {
    severity: 'error',
    exit: 4,
    spec: 'keys#make-a-key',
    title: 'The file could not be written; nothing was left behind',
    mend: 'make room on the disk or choose another folder, then run the command again',
  },
  'cli/key-readable-by-others': {
    severity: 'warning',
    exit: 0,
    spec: 'keys#key-files',
    title: 'Other users of this machine can read the private key',
    mend: 'chmod 600 the key file',
  },
  'cli/key-malformed': {
    severity: 'error',
    exit: 3,
    spec: 'keys#kinds-of-key',
    title: 'The file is not a private key of a kind that is read',
    mend: 'give a PKCS#8 PEM file, an unencrypted OpenSSH key, agent:SHA256:… or a .pub file',
  },
  'cli/key-not-ed25519': {
    severity: 'error',
    exit: 3,
    spec: 'keys#kinds-of-key',
    title: 'The key is not an Ed25519 key',
    mend: 'make one with: trustlist keygen -o KEY',
  },
  'cli/key-inconsistent': {
    severity: 'error',
    exit: 3,
    spec: 'keys#kinds-of-key',
    title: 'The public half in the key file does not belong to the private half',
    mend: 'restore the key file from a backup, or make a new key with: trustlist keygen -o KEY',
  },
  'cli/key-encrypted-openssh': {
    severity: 'error',
    exit: 3,
    spec: 'keys#ssh-agent',
    title: 'Encrypted OpenSSH keys are used through ssh-agent',
    mend: 'run ssh-add with the key file, then sign with --key agent:SHA256:…',
  },
  'cli/passphrase-needed': {
    severity: 'error',
    exit: 2,
    spec: 'keys#passphrases',
    title: 'A passphrase is needed and there is no terminal to ask for it',
    mend: 'give --passphrase-file FILE',
  },
  'cli/wrong-passphrase': {
    severity: 'error',
    exit: 3,
    spec: 'keys#passphrases',
    title: 'The passphrase does not open the key',
    mend: 'try again with the right passphrase',
  },
  'cli/passphrase-refused': {
    severity: 'error',
    exit: 3,
    spec: 'keys#passphrases',
    title: 'The passphrase is empty, too long or not text',
    mend: 'give a passphrase of 1 to 1024 bytes of UTF-8 on one line',
  },
  'cli/passphrases-differ': {
    severity: 'error',
    exit: 3,
    spec: 'keys#passphrases',
    title: 'The passphrase was typed differently the second time',
    mend: 'run the command again and type the same passphrase twice',
  },
  'cli/passphrase-cancelled': {
    severity: 'error',
    exit: 4,
    spec: 'keys#passphrases',
    title: 'The question for the passphrase was left without an answer',
    mend: 'run the command again and type the passphrase',
  },
  'cli/passphrase-readable-by-others': {
    severity: 'warning',
    exit: 0,
    spec: 'keys#passphrases',
    title: 'Other users of this machine can read the passphrase file',
    mend: 'chmod 600 the passphrase file',
  },
  'cli/agent-unreachable': {
    severity: 'error',
    exit: 4,
    spec: 'keys#ssh-agent',
    title: 'No ssh-agent answers',
    mend: 'start one with: eval "$(ssh-agent)" and add the key with: ssh-add KEY',
  },
  'cli/agent-key-missing': {
    severity: 'error',
    exit: 4,
    spec: 'keys#ssh-agent',
    title: 'The ssh-agent does not hold the key',
    mend: 'add it with: ssh-add KEY, or unlock the agent with: ssh-add -X',
  },
  'cli/agent-refused': {
    severity: 'error',
    exit: 4,
    spec: 'keys#ssh-agent',
    title: 'The ssh-agent holds the key and did not sign',
    mend: 'unlock the agent (ssh-add -X) or confirm its question, then run the command again',
  },
  'cli/agent-answer-broken': {
    severity: 'error',
    exit: 4,
    spec: 'keys#ssh-agent',
    title: 'What answers at SSH_AUTH_SOCK does not speak the ssh-agent protocol',
    mend: 'check SSH_AUTH_SOCK, or start another agent with: eval "$(ssh-agent)"',
  },
  'cli/signer-command-malformed': {
    severity: 'error',
    exit: 2,
    spec: 'keys#other-programs-and-hardware',
    title: 'The text given to --signer cannot be split into words',
    mend: 'close every quote; no shell reads the text, so $, |, > and ; have no meaning',
  },
  'cli/signer-failed': {
    severity: 'error',
    exit: 4,
    spec: 'keys#other-programs-and-hardware',
    title: 'The program given to --signer did not start, ended with an error or took too long',
    mend: 'run the program by hand until it works',
  },
  'cli/signature-malformed': {
    severity: 'error',
    exit: 4,
    spec: 'keys#other-programs-and-hardware',
    title: 'What was given back is not an Ed25519 signature',
    mend: 'give 64 raw bytes, or base64 or hex of them',
  },
  'cli/signature-wrong': {
    severity: 'error',
    exit: 4,
    spec: 'keys#other-programs-and-hardware',
    title: 'The signature was made with another key or over other bytes',
    mend: 'sign exactly the bytes given, by pure Ed25519 (no prehash), with the key that was named',
  },
  ...argumentCodes,
  ...fileCodes,
  ...importingCodes,
  ...operatorCodes,
  ...publisherCodes,
  ...sourceCodes,
  ...yamlCodes,
} as const satisfies CliCodeTable

export type CliCode = keyof typeof cliCodes
