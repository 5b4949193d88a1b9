import { isDay, isInstant } from '@trustlist/core'
import { describe, expect, test } from 'vitest'

const part = (number: number, length: number) => String(number).padStart(length, '0')

/** Whether the language's own calendar has the day. */
function isKnownToDate(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day
}

describe('the calendar', () => {
  test.each([0, 1, 4, 100, 400, 1582, 1900, 2000, 2023, 2024, 2100, 2400, 9999])(
    'has the days of the year %i that Date has, and no other',
    (year) => {
      let days = 0
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${part(year, 4)}-${part(month, 2)}-${part(day, 2)}`
          expect([text, isDay(text)]).toEqual([text, isKnownToDate(text)])
          if (isDay(text)) days++
        }
      }
      const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      expect(days).toBe(isLeapYear ? 366 : 365)
    },
  )

  test.each([
    ['2026-11-22T23:59:59Z', true],
    ['2024-02-29T00:00:00Z', true],
    ['2023-02-29T00:00:00Z', false],
    ['2026-11-22T24:00:00Z', false],
    ['2026-11-22T23:60:00Z', false],
    ['2016-12-31T23:59:60Z', false],
    ['2026-11-22T23:59:59+00:00', false],
    ['2026-11-22T23:59:59.000Z', false],
    ['2026-11-22t23:59:59z', false],
    ['2026-11-22', false],
    ['2026-11-22T00:00:00Z\n', false],
  ])('of the instant %j it says %j', (text, expected) => {
    expect(isInstant(text)).toBe(expected)
  })
})
