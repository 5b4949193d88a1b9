import type { Command } from '../command.js'
import { configOption, fingerprintOptions } from './trust-options.js'

export const trustPinCommand = {
  name: 'trust pin',
  group: 'consume',
  says: 'pin a publisher anew: a new identity, or a file reviewed again',
  operands: [{ name: 'ID', says: "the publisher's id", completes: 'nothing' }],
  options: { ...fingerprintOptions, ...configOption },
  more: [
    'A publisher that rotates its keys needs no new pin: its identity is followed. It needs one when it has lost its root keys and starts again. A file that its source never signs needs one whenever it changes.',
  ],
  examples: [['trustlist trust pin osv', 'after reviewing what changed in its file']],
} as const satisfies Command
