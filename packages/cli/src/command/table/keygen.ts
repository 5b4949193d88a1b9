import type { Command } from '../command.js'

export const keygenCommand = {
  name: 'keygen',
  group: 'publish',
  says: 'make a signing key',
  operands: [],
  options: {
    output: {
      short: 'o',
      value: 'KEY',
      says: 'where to write the private key; never overwritten',
      completes: 'file',
    },
    plain: { says: 'do not encrypt it, as a CI system needs' },
    'passphrase-file': { value: 'FILE', says: 'take the passphrase from this file', completes: 'file' },
  },
  more: [
    'Writes an Ed25519 key as PKCS#8, encrypted with a passphrase, readable by its owner alone, and prints its public half and keyid. Keep a root key offline and give CI a list key of its own.',
  ],
  examples: [
    ['trustlist keygen -o root.key', 'a key with a passphrase, asked for twice'],
    ['trustlist keygen -o ci.key --plain', 'a key for CI'],
  ],
} as const satisfies Command
