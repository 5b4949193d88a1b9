import type { Command } from '../command.js'
import { configOption } from './trust-options.js'

export const trustRemoveCommand = {
  name: 'trust remove',
  group: 'consume',
  says: 'stop believing a publisher',
  operands: [{ name: 'ID', says: "the publisher's id", completes: 'nothing' }],
  options: configOption,
  more: [
    'Takes it out of trust.yaml and out of the lock: its allows no longer count, and neither do its denials. What was accepted of it stays in the store.',
  ],
  examples: [['trustlist trust remove turing-dsh', 'its denials go too']],
} as const satisfies Command
