import type { Command } from '../command.js'
import { aboutSigning } from './identity-change-options.js'
import { sealingOptions } from './sealing-options.js'

export const identityRaiseEpochCommand = {
  name: 'identity raise-epoch',
  group: 'publish',
  says: 'make the next version of an identity, which revokes every list signed so far',
  operands: [{ name: 'FOLDER', says: "the publisher's folder", completes: 'folder' }],
  options: sealingOptions,
  more: [
    'For the day when removing a key is not enough: a thief could have signed together with keys that stay, or has published a version number that nobody can count on from. Keys and words stay as they are. Every list must be signed again, and the command names them.',
    aboutSigning,
  ],
  examples: [['trustlist identity raise-epoch example-tre --key root.key', 'then sign every list again']],
} as const satisfies Command
