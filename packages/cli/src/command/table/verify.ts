import type { Command } from '../command.js'

export const verifyCommand = {
  name: 'verify',
  group: 'publish',
  says: 'check everything that can be known about a document, step by step',
  operands: [{ name: 'FILE', says: 'a list, an identity or a policy', times: 'some', completes: 'file' }],
  options: {
    identity: { value: 'DIR', says: 'the folder with the identity of its publisher', completes: 'folder' },
    pin: { value: 'FINGERPRINT', says: 'the identity that you trust, as its publisher told you' },
    list: { value: 'NAME', says: 'the list that you asked for; the file may not decide that' },
    dsse: { value: 'OUT', says: 'write the head as a DSSE envelope, for other verifiers', completes: 'file' },
  },
  more: [
    'Without --identity the identity is looked for beside the document. Without --pin nobody has said whose identity that is, and verify says so.',
  ],
  examples: [
    ['trustlist verify example-tre/tier-3.list.json', 'against the identity beside it'],
    [
      'trustlist verify tier-3.list.json --identity peers/example-tre --pin sha256:…',
      'against an identity that you pinned',
    ],
  ],
} as const satisfies Command
