import type { Command } from '../command.js'
import { aboutSigning } from './identity-change-options.js'
import { sealingOptions } from './sealing-options.js'

export const identityRenewCommand = {
  name: 'identity renew',
  group: 'publish',
  says: 'make the next version of an identity, which says the same and expires later',
  operands: [{ name: 'FOLDER', says: "the publisher's folder", completes: 'folder' }],
  options: sealingOptions,
  more: [
    'Lists stay as good as they are. An identity that has expired can be renewed too: until then nobody accepts its lists.',
    aboutSigning,
  ],
  examples: [['trustlist identity renew example-tre --key root.key', 'three years more']],
} as const satisfies Command
