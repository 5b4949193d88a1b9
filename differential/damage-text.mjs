// What happens to a text on its way, or to what somebody signs without a sound tool. `at`, from 0 to 1, says where.

const place = (text, at) => Math.min(text.length - 1, Math.floor(at * text.length))

/** Changes the match of the pattern that is the nearest behind the place, or the first one. */
function changeNear(text, at, pattern, change) {
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return text
  const match = found.find(({ index }) => index >= place(text, at)) ?? found[0]
  return text.slice(0, match.index) + change(match) + text.slice(match.index + match[0].length)
}

const insertIn = (string) => (text, at) =>
  changeNear(text, at, /[a-z](?=[a-z ]*")/g, ([letter]) => letter + string)

const numberAs = (change) => (text, at) =>
  changeNear(text, at, /(?<=:)\d+(?=[,}])/g, ([digits]) => change(digits))

export const textDamages = {
  flip: (text, at) => {
    const index = place(text, at)
    return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1)
  },
  'flip-case': (text, at) => changeNear(text, at, /[a-z]/g, ([letter]) => letter.toUpperCase()),
  'other-digit': (text, at) => changeNear(text, at, /\d/g, ([digit]) => String((Number(digit) + 1) % 10)),
  cut: (text, at) => text.slice(0, place(text, at)),
  'character-lost': (text, at) => text.slice(0, place(text, at)) + text.slice(place(text, at) + 1),
  nothing: () => '',
  'byte-order-mark': (text) => `\ufeff${text}`,
  space: (text, at) => changeNear(text, at, /[,:]/g, ([mark]) => `${mark} `),
  tab: (text, at) => `${text.slice(0, place(text, at))}\t${text.slice(place(text, at))}`,
  'line-ends': (text) => text.replaceAll('\n', '\r\n'),
  'other-layout': (text) => text.replaceAll('\n', '').replaceAll(/(?<=[}\]]),(?=["{])/g, ',\n\t'),
  'more-behind': (text) => `${text}x`,
  'lines-behind': (text) => `${text}\n\n`,
  'member-twice': (text, at) =>
    changeNear(text, at, /"[a-z]+":(?:\d+|"[^"\\]*")/gi, ([member]) => `${member},${member}`),
  'members-swapped': (text, at) =>
    changeNear(
      text,
      at,
      /("[a-z]+":(?:\d+|"[^"\\]*")),("[a-z]+":(?:\d+|"[^"\\]*"))/gi,
      ([, a, b]) => `${b},${a}`,
    ),
  'member-more': (text, at) => changeNear(text, at, /\{(?=")/g, () => '{"aa":1,'),
  'member-name': (text, at) => changeNear(text, at, /(?<=[{,])"([a-z])/gi, ([, letter]) => `"1${letter}`),
  'member-lost': (text, at) => changeNear(text, at, /"[a-z]+":(?:\d+|"[^"\\]*"),/gi, () => ''),
  'number-fraction': numberAs((digits) => `${digits}.0`),
  'number-exponent': numberAs((digits) => `${digits}e0`),
  'number-zero-first': numberAs((digits) => `0${digits}`),
  'number-minus-zero': numberAs(() => '-0'),
  'number-large': numberAs(() => '9007199254740992'),
  'number-negative': numberAs((digits) => `-${digits}`),
  'escape-needless': (text, at) =>
    changeNear(text, at, /[a-z](?=[a-z ]*")/g, ([letter]) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  'escape-tab': insertIn('\\t'),
  'escape-slash': insertIn('\\/'),
  'lone-surrogate': insertIn('\\ud800'),
  invisible: insertIn('\u200b'),
  'bidi-control': insertIn('\u202e'),
  'control-character': insertIn('\u0001'),
  'letter-beyond-ascii': insertIn('é'),
  'quote-missing': (text, at) => changeNear(text, at, /"/g, () => ''),
  'comma-more': (text, at) => changeNear(text, at, /[}\]]/g, ([mark]) => `,${mark}`),
  'other-literal': (text, at) => changeNear(text, at, /(?<=:)\d+(?=[,}])/g, () => 'null'),
  deep: (text, at) => changeNear(text, at, /(?<=:)\d+(?=[,}])/g, () => '['.repeat(40) + ']'.repeat(40)),
  'subject-elsewhere': (text) => text.replace('"signed":', '"signed":{"subject":{}},"signed":'),
}

export const damageText = (text, damages = []) =>
  damages.reduce((left, { name, at }) => (left === '' ? left : textDamages[name](left, at)), text)
