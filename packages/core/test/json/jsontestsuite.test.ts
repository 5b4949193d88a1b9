import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findGateFault, type ProblemCode } from '@trustlist/core'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'
import { gateByDefinition } from './gate-definition.js'

const folder = `${sharedFolder}vectors/jsontestsuite/`

/** Texts that RFC 8259 accepts (y_), leaves free (i_) or merely transforms, and that the gate refuses; by reason. */
const departures: Readonly<Partial<Record<ProblemCode, readonly string[]>>> = {
  // blanks between tokens are not layout: TAB, LF and CR are
  'json/blank': [
    'y_array_arraysWithSpaces.json',
    'y_array_heterogeneous.json',
    'y_array_with_leading_space.json',
    'y_array_with_trailing_space.json',
    'y_number_after_space.json',
    'y_object.json',
    'y_object_extreme_numbers.json',
    'y_object_long_strings.json',
    'y_object_with_newlines.json',
    'y_string_in_array_with_leading_space.json',
    'y_structure_whitespace_array.json',
    'object_same_key_unclear_values.json',
  ],
  // of two members of one name readers take the first, the last or both
  'json/duplicate-member': [
    'y_object_duplicated_key.json',
    'y_object_duplicated_key_and_value.json',
    'object_same_key_different_values.json',
    'object_same_key_same_value.json',
  ],
  // one string has one spelling: a character that may stand as it is stands as it is
  'json/escape': [
    'y_object_string_unicode.json',
    'y_string_1_2_3_bytes_UTF-8_sequences.json',
    'y_string_accepted_surrogate_pair.json',
    'y_string_accepted_surrogate_pairs.json',
    'y_string_allowed_escapes.json',
    'y_string_escaped_noncharacter.json',
    'y_string_last_surrogates_1_and_2.json',
    'y_string_nbsp_uescaped.json',
    'y_string_one-byte-utf-8.json',
    'y_string_surrogates_U+1D11E_MUSICAL_SYMBOL_G_CLEF.json',
    'y_string_three-byte-utf-8.json',
    'y_string_two-byte-utf-8.json',
    'y_string_uEscape.json',
    'y_string_uescaped_newline.json',
    'y_string_unicode.json',
    'y_string_unicodeEscapedBackslash.json',
    'y_string_unicode_U+10FFFE_nonchar.json',
    'y_string_unicode_U+1FFFE_nonchar.json',
    'y_string_unicode_U+FDD0_nonchar.json',
    'y_string_unicode_U+FFFE_nonchar.json',
    'y_string_unicode_escaped_double_quote.json',
  ],
  // a reviewer cannot see it, or sees something else
  'json/invisible-character': [
    'y_object_escaped_null_in_key.json',
    'y_string_escaped_control_character.json',
    'y_string_null_escape.json',
    'y_string_u+2028_line_sep.json',
    'y_string_u+2029_par_sep.json',
    'y_string_unescaped_char_delete.json',
    'y_string_unicode_U+200B_ZERO_WIDTH_SPACE.json',
    'y_string_unicode_U+2064_invisible_plus.json',
    'y_string_with_del_character.json',
    'string_with_escaped_NULL.json',
  ],
  // it cannot be written as UTF-8
  'json/lone-surrogate': [
    'i_object_key_lone_2nd_surrogate.json',
    'i_string_1st_surrogate_but_2nd_missing.json',
    'i_string_1st_valid_surrogate_2nd_invalid.json',
    'i_string_incomplete_surrogate_and_escape_valid.json',
    'i_string_incomplete_surrogate_pair.json',
    'i_string_incomplete_surrogates_escape_valid.json',
    'i_string_invalid_lonely_surrogate.json',
    'i_string_invalid_surrogate.json',
    'i_string_inverted_surrogates_U+1D11E.json',
    'i_string_lone_second_surrogate.json',
    'string_1_escaped_invalid_codepoint.json',
    'string_2_escaped_invalid_codepoints.json',
    'string_3_escaped_invalid_codepoints.json',
  ],
  // names are plain identifiers, so that every language orders and stores them alike
  'json/member-name': ['y_object_empty_key.json', 'object_key_nfc_nfd.json', 'object_key_nfd_nfc.json'],
  // readers round fractions, exponents and large integers differently
  'json/number': [
    'i_number_double_huge_neg_exp.json',
    'i_number_huge_exp.json',
    'i_number_neg_int_huge_exp.json',
    'i_number_pos_double_huge_exp.json',
    'i_number_real_neg_overflow.json',
    'i_number_real_pos_overflow.json',
    'i_number_real_underflow.json',
    'i_number_too_big_neg_int.json',
    'i_number_too_big_pos_int.json',
    'i_number_very_big_negative_int.json',
    'y_number.json',
    'y_number_0e+1.json',
    'y_number_0e1.json',
    'y_number_double_close_to_zero.json',
    'y_number_int_with_exp.json',
    'y_number_minus_zero.json',
    'y_number_negative_zero.json',
    'y_number_real_capital_e.json',
    'y_number_real_capital_e_neg_exp.json',
    'y_number_real_capital_e_pos_exp.json',
    'y_number_real_exponent.json',
    'y_number_real_fraction_exponent.json',
    'y_number_real_neg_exp.json',
    'y_number_real_pos_exponent.json',
    'y_number_simple_real.json',
    'y_structure_lonely_negative_real.json',
    'number_-9223372036854775808.json',
    'number_-9223372036854775809.json',
    'number_1.0.json',
    'number_1.000000000000000005.json',
    'number_10000000000000000999.json',
    'number_1e-999.json',
    'number_1e6.json',
    'number_9223372036854775807.json',
    'number_9223372036854775808.json',
  ],
  // UTF-16 is not UTF-8, and without a mark it reads as JSON with NUL between the characters
  'json/syntax': ['i_string_utf16BE_no_BOM.json', 'i_string_utf16LE_no_BOM.json'],
  // readers differ in how deep they can go; a document needs fewer than ten levels
  'json/too-deep': ['i_structure_500_nested_arrays.json'],
  // one text has one spelling
  'text/byte-order-mark': ['i_structure_UTF-8_BOM_empty_object.json'],
  // readers replace bad bytes differently, or drop them
  'text/not-utf8': [
    'i_string_UTF-16LE_with_BOM.json',
    'i_string_UTF-8_invalid_sequence.json',
    'i_string_UTF8_surrogate_U+D800.json',
    'i_string_invalid_utf-8.json',
    'i_string_iso_latin_1.json',
    'i_string_lone_utf8_continuation_byte.json',
    'i_string_not_in_unicode_range.json',
    'i_string_overlong_sequence_2_bytes.json',
    'i_string_overlong_sequence_6_bytes.json',
    'i_string_overlong_sequence_6_bytes_null.json',
    'i_string_truncated-utf-8.json',
    'string_1_invalid_codepoint.json',
    'string_2_invalid_codepoints.json',
    'string_3_invalid_codepoints.json',
  ],
}

const isAccepted = (bytes: Uint8Array) => findGateFault(bytes) === undefined

describe.skipIf(!hasShared)(`JSONTestSuite (skipped where ${absent})`, () => {
  const parsing = hasShared ? readdirSync(`${folder}test_parsing`).sort() : []
  const transform = hasShared ? readdirSync(`${folder}test_transform`).sort() : []
  const read = (group: string, name: string) => new Uint8Array(readFileSync(`${folder}${group}/${name}`))

  test('has 95 texts to accept, 188 to refuse, 35 free ones and 22 to transform', () => {
    const counts = ['y_', 'n_', 'i_'].map((start) => parsing.filter((name) => name.startsWith(start)).length)
    expect([...counts, transform.length]).toEqual([95, 188, 35, 22])
  })

  test('no text that is not JSON passes', () => {
    const passed = parsing.filter((name) => name.startsWith('n_') && isAccepted(read('test_parsing', name)))
    expect(passed).toEqual([])
  })

  test('every other text is accepted, or refused for the reason that is written here', () => {
    const refused: Record<string, string[]> = {}
    const others = [
      ...parsing.filter((name) => !name.startsWith('n_')).map((name) => ['test_parsing', name] as const),
      ...transform.map((name) => ['test_transform', name] as const),
    ]
    for (const [group, name] of others) {
      const fault = findGateFault(read(group, name))
      if (fault !== undefined) (refused[fault.code] ??= []).push(name)
    }
    expect(refused).toEqual(departures)
  })

  test('every accepted text gives the value that JSON.parse gives, and that value gives the text', () => {
    let accepted = 0
    for (const group of ['test_parsing', 'test_transform'] as const) {
      for (const name of group === 'test_parsing' ? parsing : transform) {
        const bytes = read(group, name)
        expect(isAccepted(bytes), name).toBe(gateByDefinition(bytes) === true)
        if (!isAccepted(bytes)) continue
        accepted++
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
        expect(JSON.stringify(JSON.parse(text)), name).toBe(text.replaceAll(/[\t\n\r]/g, ''))
      }
    }
    expect(accepted).toBeGreaterThan(20)
  })
})
