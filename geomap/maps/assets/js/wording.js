// Texts whose words are numbered (`wording.py` wrote them), put together when one is asked for.
(function (gm) {
  "use strict";

  const SINGLE = 112;
  const DOUBLE = 8 << 7;
  const TRIPLE = 7 << 14;

  gm.Wording = class {
    // words: the words with codes; bytes: the texts, each with a zero byte behind it
    constructor(words, bytes) {
      this.words = words;
      this.bytes = bytes;
      let count = 0;
      for (const byte of bytes) if (byte === 0) count++;
      this.starts = new Uint32Array(count + 1);
      for (let n = 0, at = 0; n < count; n++) {
        at = bytes.indexOf(0, at) + 1;
        this.starts[n + 1] = at;
      }
    }

    get size() {
      return this.starts.length - 1;
    }

    // Every code stands for a word and the space before it, so each text begins with a space too many.
    text(number) {
      const { words, bytes } = this;
      let out = "";
      for (let at = this.starts[number]; bytes[at] !== 0; at++) {
        const byte = bytes[at];
        if (byte < 0x80) out += String.fromCharCode(byte);
        else if (byte < 0xf0) out += " " + words[byte - 0x80];
        else if (byte < 0xf8) out += " " + words[SINGLE + ((byte - 0xf0) << 7) + (bytes[++at] & 0x7f)];
        else if (byte < 0xff) {
          out += " " + words[SINGLE + DOUBLE + ((byte - 0xf8) << 14) + ((bytes[++at] & 0x7f) << 7) + (bytes[++at] & 0x7f)];
        } else {
          let rest = 0;
          for (let n = 0; n < 4; n++) rest = (rest << 7) + (bytes[++at] & 0x7f);
          out += " " + words[SINGLE + DOUBLE + TRIPLE + rest];
        }
      }
      return out.slice(1);
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));
