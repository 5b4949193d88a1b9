import type { Outcome } from '../../problem/problem.js'
import { inChannel, parseCondaUrl } from '../conda-url.js'
import { digestsOf } from '../file-digests.js'
import { InventoryBuilder } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/**
 * An explicit list of conda, as `conda list --explicit` and conda-lock write it: one URL a line, with a digest behind `#`.
 *
 * conda-lock writes what pip is to install as comments, and installs it: these are unreadable, not skipped.
 *
 * @spec inventory#conda-explicit
 */
export function readCondaExplicit(text: InventoryText): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const builder = new InventoryBuilder('conda-explicit', text.source)
  for (const { text: line, number } of lines.value) {
    const content = line.trim()
    const at = builder.at(number)
    const forPip = /^#\s*pip\s+(.+)$/.exec(content)?.[1]
    if (forPip !== undefined) {
      const what = 'conda-lock hands it to pip, by its URL'
      builder.addUnreadable(forPip, 'inventory/source-elsewhere', what, at)
      continue
    }
    if (content === '' || content.startsWith('#') || content === '@EXPLICIT') continue
    const [url = '', hash = ''] = content.split('#', 2)
    const found = parseCondaUrl(url)
    if (found === undefined) {
      const what = 'expected the URL of a package in a channel of conda'
      builder.addUnreadable(content, 'inventory/source-elsewhere', what, at)
      continue
    }
    const { name, version, build, channel, channelUrl, file } = found
    builder.addNamed({
      type: 'conda',
      name,
      version,
      qualifiers: inChannel(channel),
      // 32 digits are MD5, which tells nothing.
      digests: digestsOf([{ file, hash }]),
      registries: [channelUrl],
      remarks: [`the build ${build}`],
      at,
      lastLine: number,
    })
  }
  return builder.finish()
}
