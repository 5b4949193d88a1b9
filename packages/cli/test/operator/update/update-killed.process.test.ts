import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundle } from '../../built/bundle.js'
import { done, workshop, type Workshop } from '../../commands/workshop.js'
import { allow, deny, operatorShop, policy, turing } from '../merging/operator-shop.js'

const other = 'policy.tier-4.json'

test('kill -9 leaves each policy old or new, and the next run goes on', async () => {
  const killedCommand = await bundle('test/commands/killed-command.ts')
  const runIn = (shop: Workshop, killAt: number) =>
    spawnSync(process.execPath, [killedCommand, String(killAt), 'update', '--locked'], {
      cwd: shop.folder,
      encoding: 'utf8',
    })
  const origin = await operatorShop()
  origin.put('trust.yaml', `${origin.take('trust.yaml')}  tier-4: { allowAt: 50 }\n`)
  await done(origin, 'merge')
  await origin.say(turing, allow('numpy') + allow('pandas') + deny('evil') + deny('worse'))
  await done(origin, 'sync')
  const copy = () => {
    const shop = workshop()
    cpSync(origin.folder, shop.folder, { recursive: true })
    return shop
  }
  const whole = copy()
  expect(runIn(whole, -1).status).toBe(0)
  const paths = [policy, other]
  expect(paths.map((path) => whole.take(path) === origin.take(path))).toEqual([false, false])
  const states = new Set<string>()
  // Not at every call: the writing of one file and the hold have their own tests at each.
  for (let killAt = 0; ; killAt += 5) {
    const shop = copy()
    const ran = runIn(shop, killAt)
    const found = paths.map((path) => {
      const now = shop.take(path)
      expect([origin.take(path), whole.take(path)]).toContain(now)
      return now === whole.take(path) ? 'new' : 'old'
    })
    states.add(found.join())
    if (ran.signal !== 'SIGKILL') break
    expect(runIn(shop, -1).status).toBe(0)
    for (const path of paths) expect(shop.take(path)).toBe(whole.take(path))
  }
  expect([...states]).toEqual(['old,old', 'new,old', 'new,new'])
}, 300_000)
