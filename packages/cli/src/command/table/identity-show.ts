import type { Command } from '../command.js'

export const identityShowCommand = {
  name: 'identity show',
  group: 'publish',
  says: "print a publisher's fingerprint, keys and roles",
  operands: [
    { name: 'FOLDER', says: "the publisher's folder, or an identity document", completes: 'folder' },
  ],
  options: { pin: { value: 'FINGERPRINT', says: 'refuse any other identity than this one' } },
  examples: [['trustlist identity show example-tre', 'what others need to pin this publisher']],
} as const satisfies Command
