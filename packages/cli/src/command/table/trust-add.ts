import type { Command } from '../command.js'
import { configOption, fingerprintOptions, weightOptions } from './trust-options.js'

export const trustAddCommand = {
  name: 'trust add',
  group: 'consume',
  says: 'believe a publisher, and pin its identity',
  operands: [
    {
      name: 'FROM',
      says: 'where its lists are: a git URL with #branch:folder, a git bundle, or a path',
      completes: 'folder',
    },
  ],
  options: {
    ...weightOptions,
    ...fingerprintOptions,
    id: { value: 'ID', says: 'refuse any other publisher than this one', completes: 'nothing' },
    list: {
      value: 'NAME',
      many: true,
      says: 'hear this list of it alone; every one where absent',
      completes: 'nothing',
    },
    unsigned: { says: 'FROM is a file that its source never signs; it is bound by its digest' },
    as: { value: 'ID', says: 'the id of a source that never signs', completes: 'nothing' },
    ...configOption,
  },
  more: [
    'Reads what FROM offers, makes sure that it is the identity that you mean, verifies its lists, and writes trust.yaml, trust.lock.json and the store of accepted documents. Where nobody gives --fingerprint, the fingerprint is shown and somebody has to type yes at a terminal: compare it with what the publisher told you by another way.',
    'Nobody can prove who wrote a file that is never signed. With --unsigned you review such a file yourself, and its digest makes sure that it is the one you reviewed. It is a draft in YAML or JSON; trustlist import makes one.',
  ],
  examples: [
    [
      'trustlist trust add https://git.example.org/lists.git#main:turing-dsh --trust half --fingerprint sha256:…',
      'pin a publisher in a git repository',
    ],
    ['trustlist trust add ../lists/example-tre --trust full', 'show the fingerprint and ask'],
    ['trustlist trust add osv.yaml --unsigned --as osv --trust advice', 'denials from a file'],
  ],
} as const satisfies Command
