import type { Command } from '../command.js'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

export const completionCommand = {
  name: 'completion',
  group: 'ours',
  says: 'print the completion script for a shell',
  operands: [{ name: 'SHELL', says: 'bash, zsh or fish', completes: shells }],
  options: {},
  examples: [
    ['trustlist completion bash > ~/.local/share/bash-completion/completions/trustlist', 'for bash'],
    ['trustlist completion zsh > "${fpath[1]}/_trustlist"', 'for zsh'],
    ['trustlist completion fish > ~/.config/fish/completions/trustlist.fish', 'for fish'],
  ],
} as const satisfies Command
