import { createPrivateKey, createPublicKey } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keyIdOf } from '@trustlist/core'
import { done, draftOf, numpy, workshop, type Workshop } from './workshop.js'

const guide = readFileSync(new URL('../../../../docs/keys.md', import.meta.url), 'utf8')
const story = guide.slice(guide.indexOf('## A key ceremony'))
const commands = [...story.matchAll(/```console\n([^`]*)```/g)].flatMap(([, block]) =>
  block!
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\$ /, '').replace(/ {5}# .*$/, '')),
)
const identityDraft = /```yaml\n([^`]*)```/.exec(story)![1]!

/** Which key a shortened public key or keyid in the guide stands for. */
const keysOfStory = {
  a1: 'anna',
  be: 'ben',
  c1: 'cleo',
  c4: 'ci',
  d0: 'dora',
  c5: 'ci2',
  c2: 'cleo2',
} as const

function publicKeyOf(shop: Workshop, name: string): Uint8Array {
  const key = createPublicKey(createPrivateKey(readFileSync(shop.at(`${name}.key`))))
  return new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url'))
}

/** A command of the guide with real keys in the place of shortened ones. */
function wordsOf(shop: Workshop, command: string, fingerprint: string): readonly string[] {
  const name = (short: string) => keysOfStory[short as keyof typeof keysOfStory]
  return command
    .replace(/--public (\w+)…/, (_, short: string) => `--public ${hex(publicKeyOf(shop, name(short)))}`)
    .replace(/--keyid (\w+)…/, (_, short: string) => `--keyid ${keyIdOf(publicKeyOf(shop, name(short)))}`)
    .replace('sha256:…', fingerprint)
    .replaceAll(
      /(--key|-o|--attach) (\S+)/g,
      (_, option: string, path: string) => `${option} ${shop.at(path)}`,
    )
    .split(' ')
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('the story of the guide to keys works as it is told, command by command', async () => {
  const shop = workshop()
  let fingerprint = ''
  for (const command of commands) {
    if (command.startsWith('openssl ')) {
      execFileSync('openssl', command.split(' ').slice(1), { cwd: shop.folder })
      continue
    }
    // Dora has made hers somewhere else.
    if (command.includes('add-key')) await done(shop, 'keygen', '--plain', '-o', shop.at('dora.key'))
    const [program, ...words] = wordsOf(shop, command, fingerprint)
    expect(program).toBe('trustlist')
    // Nobody is there to type a passphrase.
    if (words[0] === 'keygen' && !words.includes('--plain')) words.push('--plain')
    await done(shop, ...words)
    if (command === 'trustlist keygen --plain -o ci.key') {
      shop.put(
        'example-tre/identity.yaml',
        identityDraft.replaceAll(/"(\w+)…"/g, (_, short: string) => {
          return JSON.stringify(hex(publicKeyOf(shop, keysOfStory[short as keyof typeof keysOfStory])))
        }),
      )
      shop.put('example-tre/tier-3.yaml', draftOf(numpy))
    }
    if (fingerprint === '' && command.startsWith('trustlist identity show')) {
      const shown = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
      fingerprint = String(shown.result!['fingerprint'])
    }
  }
  expect(commands.length).toBeGreaterThan(23)
  const { result } = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
  expect(result).toMatchObject({ version: 7, epoch: 2, roles: { root: { threshold: 2 } } })
  expect(shop.take('example-tre/identity.yaml')).toContain('# removed: - { name: ben')
})
