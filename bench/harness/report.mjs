/**
 * Prints figures as they come in, each with its limit where one is set for its size, and counts the limits that were missed.
 *
 * @param limits - `{ [figure]: { atMost, from?, at?, aim? } }`: `from` the size upwards, `at` exactly, else any size.
 */
export function makeReport(print) {
  let over = 0
  let checked = 0
  const figures = []
  return {
    heading: (text) => print(`\n${text}`),
    note: (text) => print(`  ${text}`),
    figure: ({ name, size, value, least, unit = '×', limits }) => {
      const limit = limits[name]
      if (limit === undefined) throw new Error(`no entry for the figure ${name}`)
      const isLimited =
        limit.atMost !== undefined &&
        (limit.at === undefined || limit.at === size) &&
        (limit.from === undefined || size >= limit.from)
      const verdict = !isLimited ? '' : value <= limit.atMost ? 'ok' : 'over'
      if (isLimited) checked++
      if (verdict === 'over') over++
      const columns = [
        verdict.padEnd(5),
        limit.what.padEnd(58),
        `${shown(value)} ${unit}`.padStart(9),
        (least === undefined ? '' : `least ${shown(least)}`).padStart(12),
        isLimited ? `  at most ${limit.atMost}${limit.aim === undefined ? '' : `, aim ${limit.aim}`}` : '',
      ]
      print(columns.join(' ').trimEnd())
      figures.push({
        name,
        size,
        value,
        ...(least === undefined ? {} : { least }),
        ...(verdict === '' ? {} : { verdict }),
      })
    },
    figures,
    summary: () => ({ over, checked }),
  }
}

export function shown(value) {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)
}

export function nameOfSize(count) {
  return count >= 1e6 ? `${count / 1e6}M` : count >= 1e3 ? `${count / 1e3}k` : String(count)
}
