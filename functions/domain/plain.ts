// Names as they are compared: however they are capitalised, accented and punctuated, the same name reads the same.

/** Small letters without accents. */
export const unaccented = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** A name in plain small letters and figures, single spaces between its words. */
export const plain = (text: string) =>
  unaccented(text)
    .replaceAll(/[&+]/g, ' and ')
    .replaceAll(/['’`]/g, '')
    // Initials close up: `U.K.` → `uk`.
    .replaceAll(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
