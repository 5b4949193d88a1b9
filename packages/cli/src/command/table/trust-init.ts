import type { Command } from '../command.js'
import { configOption } from './trust-options.js'

export const trustInitCommand = {
  name: 'trust init',
  group: 'consume',
  says: 'start a trust configuration',
  operands: [],
  options: {
    operator: {
      value: 'ID',
      says: 'your own id: lower-case letters and digits joined by single dots or hyphens',
      completes: 'nothing',
    },
    contact: {
      value: 'TEXT',
      says: 'whom a researcher asks about a package that is refused',
      completes: 'nothing',
    },
    ...configOption,
  },
  more: [
    'Writes trust.yaml with nobody in it yet and two profiles: at tier-2 one publisher that you believe fully is enough, or two that you believe by half; at tier-3 two have to agree. A file that exists is never overwritten.',
  ],
  examples: [['trustlist trust init --operator example-tre', 'trust.yaml in this folder']],
} as const satisfies Command
