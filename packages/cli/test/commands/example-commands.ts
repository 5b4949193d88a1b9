import type { Command } from '../../src/command/command.js'

/** A small table with one of each: what scripts must cope with, whatever commands there are. */
export const exampleCommands: readonly Command[] = [
  {
    name: 'verify',
    group: 'publish',
    says: "everything that can be known: a document's steps",
    operands: [{ name: 'FILE', says: 'x', times: 'some', completes: 'file' }],
    options: {
      identity: { value: 'DIR', says: 'a [folder]', completes: 'folder' },
      format: { short: 'f', value: 'FORMAT', says: 'how', completes: ['human', 'json', 'markdown'] },
      pin: { value: 'FP', many: true, says: 'fingerprint: whole', completes: 'nothing' },
    },
    examples: [],
  },
  {
    name: 'identity create',
    group: 'publish',
    says: 'a new identity',
    operands: [],
    options: { renew: { says: 'again' } },
    examples: [],
  },
  {
    name: 'identity show',
    group: 'publish',
    says: 'show it',
    operands: [{ name: 'WHAT', says: 'x', completes: ['keys', 'roles'] }],
    options: {},
    examples: [],
  },
  {
    name: 'merge',
    group: 'consume',
    says: 'merge',
    operands: [
      { name: 'KIND', says: 'x', completes: ['tier-2', 'tier-3'] },
      { name: 'DIR', says: 'x', times: 'optional', completes: 'folder' },
    ],
    options: {},
    examples: [],
  },
]
