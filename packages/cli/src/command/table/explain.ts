import type { Command } from '../command.js'

export const explainCommand = {
  name: 'explain',
  group: 'consume',
  says: 'tell why a package is permitted or not, and what would change that',
  operands: [
    {
      name: 'PACKAGE',
      says: 'a package as pkg:pypi/numpy@1.26.4, with or without its version; or a bare name',
      completes: 'nothing',
    },
  ],
  options: {
    policy: { value: 'FILE', says: 'the policy to ask, as merge writes it', completes: 'file' },
    trust: {
      value: 'FILE',
      says: 'the trust configuration: what its publishers say is told too; trust.yaml where no policy is given',
      completes: 'file',
    },
    lock: {
      value: 'FILE',
      says: 'the lock to take the lists by; the one beside the trust configuration where absent',
      completes: 'file',
    },
    profile: { value: 'NAME', says: 'the profile to ask for, where the trust configuration has several' },
    digest: { value: 'SHA256', says: 'ask about the one file with this digest', completes: 'nothing' },
    snapshot: { value: 'DAY', says: "ask for this day's snapshot of the repository", completes: 'nothing' },
  },
  more: [
    'Numbered reasons: who says what and on which basis, what it weighs, what counted and what did not and why; the versions around it; and what would change the answer. From a policy alone it is fast and knows who was heard; with --trust it reads the lists that were accepted, by lock and store, and tells every entry. --trust and --lock also take REV:path, a file as it was at a git revision.',
    'A bare name, such as numpy, lists the packages of that name in every ecosystem, and explains the one where there is one alone.',
  ],
  examples: [
    ['trustlist explain pkg:pypi/numpy@1.26.4 --policy policy.tier-3.json', 'why, by the policy alone'],
    ['trustlist explain numpy --trust trust.yaml --profile tier-3', 'which numpy, and who says what of it'],
  ],
} as const satisfies Command
