import type { Options } from '../command.js'

/** How a document gets its signatures; the same for every command that signs. */
export const sealingOptions = {
  key: {
    value: 'KEY',
    many: true,
    says: 'sign with this key: a key file, agent:SHA256:… or KEY.pub for ssh-agent',
    completes: 'file',
  },
  signer: { value: 'CMD', says: 'sign with a program of your own, such as a hardware token' },
  'signer-key': { value: 'KEYID', says: 'which key the program signs with, where the role has several' },
  'passphrase-file': {
    value: 'FILE',
    says: 'take the passphrase of the key from this file',
    completes: 'file',
  },
  prepare: { value: 'FILE', says: 'write the bytes to be signed here and sign nothing', completes: 'file' },
  attach: { value: 'FILE', says: 'add the signature in this file to what was prepared', completes: 'file' },
  keyid: { value: 'KEYID', says: 'with --attach: whose signature it is' },
  expires: { value: 'DAYS', says: 'for how many days it is in force' },
} as const satisfies Options
