import type { Command } from '../command.js'
import { askingOptions } from './asking-options.js'

export const syncCommand = {
  name: 'sync',
  group: 'consume',
  says: "bring your peers' lists, check them, and lock what is accepted",
  operands: [
    { name: 'PUBLISHER', says: 'only these; every one where absent', times: 'any', completes: 'nothing' },
  ],
  options: {
    trust: { value: 'FILE', says: 'the trust configuration; trust.yaml where absent', completes: 'file' },
    ...askingOptions,
    history: {
      says: 'fetch all that was published before, too, so that past states are known from between two runs',
    },
  },
  more: [
    "Each publisher's documents are fetched by git, or read from a git bundle or a folder, and checked against what was accepted of it before. What is accepted goes into trust.store, and trust.lock.json says what is in force. A publisher that cannot be reached, or that shows something older or forged, changes nothing and stops none of the others.",
    'Ends with 0 where everybody is fresh, with 1 where somebody is stale or quarantined, with 4 where somebody could not be reached.',
  ],
  examples: [
    ['trustlist sync', 'everybody that trust.yaml names'],
    ['trustlist sync turing-dsh --timeout 60', 'one publisher, for a minute at most'],
    ['trustlist sync --offline', 'judge again what was fetched before'],
  ],
} as const satisfies Command
