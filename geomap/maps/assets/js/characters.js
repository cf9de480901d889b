// Packed data as text: whole numbers a character each (`geomap/basemap/characters.py` wrote them), and bytes in base 85.
(function (gm) {
  "use strict";

  const FIRST = 0x23;

  // 0, -1, 1, -2, 2 … from U+0023 on, without the surrogates.
  gm.fromCharacters = function (text) {
    const out = new Int32Array(text.length);
    let count = 0;
    for (let n = 0; n < text.length; n++) {
      let code = text.charCodeAt(n);
      if (code >= 0xd800 && code < 0xdc00) {
        code = (code - 0xd800) * 1024 + text.charCodeAt(++n) - 0xdc00 + 0x10000;
      }
      code -= FIRST + (code > 0xd800 ? 0x800 : 0);
      out[count++] = code % 2 ? -(code + 1) / 2 : code / 2;
    }
    return out.subarray(0, count);
  };

  // Five characters for four bytes; the digits are the printable ones that neither HTML nor a string misreads.
  const DIGITS = new Uint8Array(128);
  let next = 0;
  for (let code = 0x21; next < 85; code++) {
    if (!"\"'&<>\\`~".includes(String.fromCharCode(code))) DIGITS[code] = next++;
  }

  // How many bytes there are stands before a "~".
  gm.fromBase85 = function (text) {
    const start = text.indexOf("~") + 1;
    const length = Number(text.slice(0, start - 1));
    const words = new DataView(new ArrayBuffer(Math.ceil(length / 4) * 4));
    for (let n = start, at = 0; at < words.byteLength; n += 5, at += 4) {
      let value = 0;
      for (let digit = 0; digit < 5; digit++) value = value * 85 + DIGITS[text.charCodeAt(n + digit)];
      words.setUint32(at, value);
    }
    return new Uint8Array(words.buffer, 0, length);
  };
})((globalThis.geomap = globalThis.geomap || {}));
