import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const gm = load("characters", "wording");
const cases = JSON.parse(readFileSync(process.env.GEOMAP_CASES, "utf8")); // what `test_scripts.py` packed

test("numbers come back from characters", () => {
  for (const { numbers, characters } of cases.numbers) assert.deepEqual([...gm.fromCharacters(characters)], numbers);
});

test("bytes come back from base 85", () => {
  for (const { bytes, text } of cases.bytes) assert.deepEqual([...gm.fromBase85(text)], bytes);
});

test("texts come back from numbered words", () => {
  for (const { texts, words, bytes } of cases.texts) {
    const wording = new gm.Wording(words, Uint8Array.from(bytes));
    assert.equal(wording.size, texts.length);
    assert.deepEqual(texts.map((_, n) => wording.text(n)), texts);
  }
});
