import type { Command } from '../command.js'

export const fmtCommand = {
  name: 'fmt',
  group: 'publish',
  says: 'bring sealed documents into the one layout',
  operands: [{ name: 'FILE', says: 'a list, an identity or a policy', times: 'some', completes: 'file' }],
  options: { check: { says: 'write nothing; exit 1 where the layout is another' } },
  more: [
    'Repairs what an editor or a formatter did to the layout. A document whose meaning has changed is refused and left alone, so no signature is ever broken.',
  ],
  examples: [['trustlist fmt example-tre/tier-3.list.json', 'after an editor has indented it']],
} as const satisfies Command
