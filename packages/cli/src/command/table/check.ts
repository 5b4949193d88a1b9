import type { Command } from '../command.js'

export const checkCommand = {
  name: 'check',
  group: 'consume',
  says: 'ask a policy whether packages are permitted',
  operands: [
    {
      name: 'PURL',
      says: 'a package and its version, as pkg:pypi/numpy@1.26.4',
      times: 'some',
      completes: 'nothing',
    },
  ],
  options: {
    policy: { value: 'FILE', says: 'the policy to ask', completes: 'file' },
  },
  examples: [
    ['trustlist check pkg:pypi/numpy@1.26.4 --policy policy.tier-3.json', 'exit 0 where it is permitted'],
  ],
} as const satisfies Command
