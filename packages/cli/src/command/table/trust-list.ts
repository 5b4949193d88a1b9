import type { Command } from '../command.js'
import { configOption } from './trust-options.js'

export const trustListCommand = {
  name: 'trust list',
  group: 'consume',
  says: 'whom you believe, how far, and what was accepted of them last',
  operands: [],
  options: configOption,
  more: ['Tells what trust.yaml and trust.lock.json say. Nothing is fetched; trustlist sync does that.'],
  examples: [
    ['trustlist trust list', 'in words'],
    ['trustlist trust list --json', 'for a program'],
  ],
} as const satisfies Command
