import type { Command } from '../command.js'

export const initCommand = {
  name: 'init',
  group: 'publish',
  says: 'start a lists repository',
  operands: [
    {
      name: 'DIR',
      says: 'the folder to start it in; this one where absent',
      times: 'optional',
      completes: 'folder',
    },
  ],
  options: { publisher: { value: 'ID', says: 'the id of the publisher, such as example-tre' } },
  more: [
    'Writes an identity draft, an example list, a README with the next steps, a checklist for reviewers, a CI workflow, and what git needs to know of signed lists and keys. No file that exists is touched.',
  ],
  examples: [['trustlist init demo --publisher example-tre', 'a repository to try things in']],
} as const satisfies Command
