import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { isTemporaryName } from '../../src/files/write-output.js'
import { bundle } from '../built/bundle.js'
import { done, identityDraft, publicHexOf, published, workshop, type Workshop } from './workshop.js'

let killedCommand: string
beforeAll(async () => {
  killedCommand = await bundle('test/commands/killed-command.ts')
})

const draft = 'example-tre/identity.yaml'
const next = 'example-tre/identity/2.json'

const present = (shop: Workshop, path: string) =>
  Object.hasOwn(shop.files(), path) ? shop.take(path) : undefined
const runIn = (shop: Workshop, killAt: number, words: readonly string[]) =>
  spawnSync(process.execPath, [killedCommand, String(killAt), ...words], {
    cwd: shop.folder,
    encoding: 'utf8',
  })

/** A publisher with one version, and a root role that the first of two keys cannot satisfy alone where `two` is set. */
async function start(two: boolean): Promise<Workshop> {
  const shop = workshop()
  await published(shop)
  if (!two) return shop
  shop.put(draft, identityDraft(['jane'], 1, ['jane', 'joe']))
  shop.key('joe')
  return shop
}

test.each([
  [
    'add-key, with its draft',
    false,
    ['add-key', 'example-tre', 'ann', '--public', publicHexOf('ann'), '--role', 'list'],
  ],
  ['rotate, for a second signature', true, ['rotate', 'example-tre']],
] as const)(
  'kill -9 at each write of %s: whole files alone, and the next run goes on',
  async (_, two, given) => {
    const origin = await start(two)
    const words = ['identity', ...given, '--key', origin.key('jane')]
    const whole = workshop()
    cpSync(origin.folder, whole.folder, { recursive: true })
    expect(runIn(whole, -1, words).status).toBe(0)
    const path = two ? `${next}.prepared` : next
    const wanted = { [draft]: whole.take(draft), [path]: whole.take(path) }

    let kills = 0
    const states = new Set<string>()
    for (let killAt = 0; ; killAt++) {
      const shop = workshop()
      cpSync(origin.folder, shop.folder, { recursive: true })
      const ran = runIn(shop, killAt, words)
      const found = Object.entries(wanted).map(([each, text]) => {
        const now = present(shop, each)
        const old = present(origin, each)
        expect([old, text]).toContain(now)
        return now === text && text !== old ? 'new' : 'old'
      })
      states.add(found.join())
      const strangers = readdirSync(shop.at('example-tre/identity')).filter((name) => !isTemporaryName(name))
      expect(['1.json', '2.json', '2.json.prepared']).toEqual(expect.arrayContaining(strangers))
      if (ran.signal !== 'SIGKILL') {
        expect([ran.status, ran.stderr]).toEqual([0, ''])
        break
      }
      kills++
      const again = runIn(shop, -1, words)
      expect([again.status, again.signal]).toEqual([0, null])
      for (const [each, text] of Object.entries(wanted)) expect(shop.take(each)).toBe(text)
      if (!two) await done(shop, 'verify', next)
    }
    // Creating, writing in pieces, syncing, closing, naming; and the draft as well where there is one to change.
    expect(kills).toBeGreaterThan(two ? 6 : 14)
    expect([...states]).toEqual(two ? ['old,old', 'old,new'] : ['old,old', 'old,new', 'new,new'])
  },
  600_000,
)
